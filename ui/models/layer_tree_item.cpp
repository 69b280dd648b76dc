// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_tree_item.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace espalier::ui {

namespace {

std::string nameAbove(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? std::string() : name.substr(0, dot);
}

class LayerTreeBuilder
{
public:
    explicit LayerTreeBuilder(const Model& model)
        : m_model(model)
        , m_root(std::make_unique<LayerTreeNode>(LayerTreeItem{}))
    {
        for (const ModuleInfo& module : model.modules()) {
            if (!module.leaf)
                m_modules.emplace(module.name, &module);
        }
    }

    std::unique_ptr<LayerTreeNode> build()
    {
        const auto& layers = m_model.layers();
        for (std::size_t i = 0; i < layers.size(); ++i)
            addLayer(layers[i], static_cast<int>(i));
        return std::move(m_root);
    }

private:
    void addLayer(const LayerInfo& layer, int index)
    {
        LayerTreeNode& above = container(nameAbove(layer.name));
        LayerTreeNode& node = append(above, layer.name, layer.opType);
        node.data.layer = index;
        node.data.parameters = layer.parameterCount;
        node.data.macs = layer.macs;
        for (LayerTreeNode* sum = &above; sum->parent != nullptr; sum = sum->parent) {
            sum->data.parameters += layer.parameterCount;
            if (layer.macs)
                sum->data.macs = sum->data.macs.value_or(0) + *layer.macs;
        }
    }

    /// The container of that name, made where it is not there yet; the nearest one above where the network has none.
    LayerTreeNode& container(const std::string& name)
    {
        if (name.empty())
            return *m_root;
        if (const auto made = m_containers.find(name); made != m_containers.end())
            return *made->second;
        LayerTreeNode& above = container(nameAbove(name));
        const auto module = m_modules.find(name);
        if (module == m_modules.end())
            return above;
        LayerTreeNode& node = append(above, name, module->second->opType);
        m_containers.emplace(name, &node);
        return node;
    }

    static LayerTreeNode& append(LayerTreeNode& above, const std::string& name, const std::string& type)
    {
        LayerTreeItem item;
        item.name = QString::fromStdString(name);
        item.type = QString::fromStdString(type);
        item.label = above.data.name.isEmpty() ? item.name : item.name.mid(above.data.name.size() + 1);
        // A network of a single module has no dotted name.
        if (item.label.isEmpty())
            item.label = item.type;
        return above.append(std::move(item));
    }

    const Model& m_model;
    std::unique_ptr<LayerTreeNode> m_root;
    std::unordered_map<std::string, const ModuleInfo*> m_modules;
    std::unordered_map<std::string, LayerTreeNode*> m_containers;
};

} // namespace

std::unique_ptr<LayerTreeNode> buildLayerTree(const Model& model)
{
    return LayerTreeBuilder(model).build();
}

bool sameStructure(const LayerTreeNode& a, const LayerTreeNode& b)
{
    return a.data.name == b.data.name && a.data.type == b.data.type && a.data.layer == b.data.layer
           && std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                         [](const auto& x, const auto& y) { return sameStructure(*x, *y); });
}

} // namespace espalier::ui
