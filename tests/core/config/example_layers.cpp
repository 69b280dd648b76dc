// SPDX-License-Identifier: GPL-3.0-or-later
#include "example_layers.h"

using namespace espalier;

void ExampleLayers::addContainer(const std::string& name, const std::string& opType)
{
    modules.push_back({name, opType, false, false});
}

void ExampleLayers::addLayer(const std::string& name, const std::string& opType, const Shape& weight)
{
    LayerInfo layer;
    layer.name = name;
    layer.opType = opType;
    if (!weight.empty())
        layer.parameters = {{"weight", weight, DType::Float32, false}, {"bias", {weight[0]}, DType::Float32, false}};
    modules.push_back({name, opType, true, !weight.empty()});
    layers.push_back(std::move(layer));
}

ExampleLayers smallResidualNetwork()
{
    ExampleLayers network;
    network.addLayer("conv1", "Conv2d", {8, 3, 3, 3});
    network.addLayer("bn1", "BatchNorm2d", {8});
    network.addLayer("relu", "ReLU");
    for (const std::string container : {"layer1", "layer2"}) {
        network.addContainer(container, "Sequential");
        network.addContainer(container + ".0", "BasicBlock");
        network.addLayer(container + ".0.conv1", "Conv2d", {8, 8, 3, 3});
        network.addLayer(container + ".0.conv2", "Conv2d", {8, 8, 3, 3});
    }
    network.addLayer("prelu", "PReLU", {8});
    network.addLayer("fc", "Linear", {10, 8});
    return network;
}

ExampleLayers longNetwork(std::size_t count)
{
    ExampleLayers network;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string block = "block" + std::to_string(i / 9) + '.' + std::to_string(i / 3 % 3);
        switch (i % 3) {
        case 0:
            network.addLayer(block + ".conv", "Conv2d", {64, 64, 3, 3});
            break;
        case 1:
            network.addLayer(block + ".bn", "BatchNorm2d", {64});
            break;
        default:
            network.addLayer(block + ".relu", "ReLU");
            break;
        }
    }
    return network;
}

ConfigList longConfigList(const ExampleLayers& network, std::size_t count)
{
    ConfigList list(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        list[i].sparsity = 0.5;
        switch (i % 3) {
        case 0:
            list[i].opTypes = {"default"};
            break;
        case 1:
            list[i].opNames = {network.layers[i * 3 % network.layers.size()].name, "block" + number + ".9.convv"};
            break;
        default:
            list[i].opNamesRe = {"block" + number + "\\..*conv$", ".*\\." + std::to_string(i % 10) + "\\.(conv|bn)"};
            break;
        }
    }
    return list;
}
