// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/error.h"
#include "core/exporters/exporter.h"
#include "core/exporters/state_dict_exporter.h"
#include "core/exporters/torchscript_exporter.h"

namespace espalier {

const std::vector<std::shared_ptr<const Exporter>>& exporters()
{
    static const std::vector<std::shared_ptr<const Exporter>> kExporters = {
        std::make_shared<TorchScriptExporter>(),
        std::make_shared<StateDictExporter>(),
    };
    return kExporters;
}

std::shared_ptr<const Exporter> findExporter(const std::string& format)
{
    const auto found = std::find_if(exporters().begin(), exporters().end(),
                                    [&](const auto& exporter) { return exporter->format() == format; });
    return found == exporters().end() ? nullptr : *found;
}

void requireSuffixFits(const Exporter& exporter, const std::filesystem::path& file)
{
    for (const auto& other : exporters()) {
        if (file.extension() != other->suffix() || other->suffix() == exporter.suffix())
            continue;
        std::filesystem::path fitting = file.filename();
        fitting.replace_extension(exporter.suffix());
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The name %1 stands for the format %2, and the format is %3; name the "
                                                "file %4, or take the format %2."),
                            {file.filename().string(), other->format(), exporter.format(), fitting.string()}});
    }
}

} // namespace espalier
