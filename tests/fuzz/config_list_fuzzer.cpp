// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes must end in a config list or a sentence with a place; a list must come back from both of its forms, and can
// be translated, resolved and explained whatever stands in it.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/config/config_resolver.h"
#include "core/config/nni_v3_import.h"

using namespace espalier;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<LayerInfo> someLayers()
{
    std::vector<LayerInfo> layers;
    for (const auto& [name, type] : {std::pair("conv1", "Conv2d"), std::pair("layer1.0.conv1", "Conv2d"),
                                     std::pair("layer1.0.bn1", "BatchNorm2d"), std::pair("fc", "Linear")}) {
        LayerInfo layer;
        layer.name = name;
        layer.opType = type;
        layer.parameters = {{"weight", {4, 4}, DType::Float32, false}};
        layers.push_back(std::move(layer));
    }
    return layers;
}

void requireSentences(const std::vector<Issue>& issues, std::size_t entries)
{
    for (const Issue& issue : issues) {
        require(!issue.message.english().empty());
        require(!issue.entry || *issue.entry < entries);
    }
}

void requireSameAgain(const ConfigList& list)
{
    const ParsedConfigList json = parseConfigList(writeConfigList(list, ConfigSyntax::Json));
    require(!json.error && json.entries == list);
    const ParsedConfigList python = parseConfigList(writeConfigList(list, ConfigSyntax::Python));
    require(!python.error && python.entries == enabledEntries(list));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::vector<LayerInfo> layers = someLayers();
    const ParsedConfigList parsed = parseConfigList(std::string_view(reinterpret_cast<const char*>(data), size));
    if (parsed.error) {
        require(parsed.entries.empty() && !parsed.error->message.english().empty());
        require(parsed.error->offset <= size && parsed.error->line >= 1 && parsed.error->column >= 1);
        return 0;
    }
    requireSameAgain(parsed.entries);
    const ImportedConfigList imported = importNniV3(parsed.entries);
    require(imported.entries.size() == parsed.entries.size() && !isNniV3List(imported.entries));
    requireSentences(imported.issues, imported.entries.size());
    requireSameAgain(imported.entries);
    const Resolution resolution = resolveConfigList(imported.entries, layers, {}, nullptr);
    require(resolution.layers.size() == layers.size() && resolution.layersWon.size() == imported.entries.size());
    requireSentences(resolution.issues, imported.entries.size());
    return 0;
}
