// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/config/config_entry.h"
#include "core/model/layer_info.h"

/// Layers and modules as a model has them, without a model.
struct ExampleLayers
{
    std::vector<espalier::LayerInfo> layers;
    std::vector<espalier::ModuleInfo> modules;

    void addContainer(const std::string& name, const std::string& opType);
    /// @param weight empty: a layer without weight.
    void addLayer(const std::string& name, const std::string& opType, const espalier::Shape& weight = {});
};

/// conv1, bn1, relu, two blocks with two convolutions each in containers layer1 and layer2, fc, prelu.
ExampleLayers smallResidualNetwork();

/// A network of @p count layers named blockN.M.conv, ...bn, ...relu in turn.
ExampleLayers longNetwork(std::size_t count);

/// @p count entries for @p network: by type, by names of which one is wrong, and by patterns, in turn.
espalier::ConfigList longConfigList(const ExampleLayers& network, std::size_t count);
