// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

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

} // namespace espalier
