// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/layer_collector.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/model/internal/dtype_conversion.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/module_tree_builder.h"
#include "core/model/internal/tensor_owners.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

bool hasSubmodules(const Module& module)
{
    const auto children = module.children();
    return children.begin() != children.end();
}

class Collector
{
public:
    explicit Collector(CollectedLayers& result)
        : m_result(result)
    {
    }

    void visit(const Module& module, const std::string& path)
    {
        if (!m_seen.insert(module._ivalue().get()).second)
            return;
        const bool leaf = !hasSubmodules(module);
        if (!path.empty())
            m_result.modules.push_back(
                {path, opTypeOf(module), leaf, module.hasattr("weight") && module.attr("weight").isTensor()});
        if (leaf)
            addLeaf(module, path);
        else
            addBareParameters(module, path);
        for (const auto& child : module.named_children())
            visit(child.value, path.empty() ? child.name : path + "." + child.name);
    }

private:
    void addLeaf(const Module& module, const std::string& path)
    {
        LayerInfo layer;
        // A network of a single module has no dotted name; its type names it.
        layer.name = path;
        layer.opType = opTypeOf(module);
        layer.transposed = layer.opType.rfind("ConvTranspose", 0) == 0;
        addTensors(module, layer, {});
        m_result.layers.push_back(std::move(layer));
    }

    void addBareParameters(const Module& module, const std::string& path)
    {
        const auto type = module.type();
        for (std::size_t i = 0; i < type->numAttributes(); ++i) {
            if (!type->is_parameter(i) || !module._ivalue()->getSlot(i).isTensor())
                continue;
            LayerInfo layer;
            layer.name = path.empty() ? type->getAttributeName(i) : path + "." + type->getAttributeName(i);
            layer.bareParameter = true;
            const bool projection = type->getAttributeName(i) == "in_proj_weight" && opTypeOf(module) == kAttentionType;
            layer.opType = projection ? kAttentionType : "Parameter";
            addTensors(module, layer, type->getAttributeName(i));
            m_result.layers.push_back(std::move(layer));
        }
    }

    /// All tensors of the module, or only the one called @p only.
    void addTensors(const Module& module, LayerInfo& layer, const std::string& only)
    {
        const auto type = module.type();
        for (std::size_t i = 0; i < type->numAttributes(); ++i) {
            const c10::IValue value = module._ivalue()->getSlot(i);
            const std::string& name = type->getAttributeName(i);
            if (!value.isTensor() || !value.toTensor().defined() || (!only.empty() && name != only))
                continue;
            const at::Tensor tensor = value.toTensor();
            m_result.inOrder = m_result.inOrder && (tensor.layout() != at::kStrided || tensor.is_contiguous());
            const bool buffer = !type->is_parameter(i);
            layer.parameters.push_back({name, tensor.sizes().vec(), dtypeOf(tensor.scalar_type()), buffer});
            if (buffer)
                continue;
            if (m_counted.insert(tensor.unsafeGetTensorImpl()).second) {
                layer.parameterCount += tensor.numel();
                m_result.parameterCount += tensor.numel();
            }
        }
        std::stable_sort(layer.parameters.begin(), layer.parameters.end(),
                         [](const ParameterInfo& a, const ParameterInfo& b) { return a.buffer < b.buffer; });
    }

    CollectedLayers& m_result;
    std::unordered_set<const void*> m_seen;
    std::unordered_set<const void*> m_counted;
};

std::string kindOf(const Node* node)
{
    return node->kind().toQualString();
}

bool isBatchNorm(const Node* node)
{
    const std::string kind = kindOf(node);
    return kind == "aten::batch_norm";
}

/// The input of a weighted operator or norm that is its weight.
const Value* weightOf(const Node* node)
{
    if (!isWeightedOperator(node) && !isBatchNorm(node))
        return nullptr;
    return node->input(kindOf(node) == "aten::addmm" || kindOf(node) == "aten::bilinear" ? 2 : 1);
}

/// Operators that show a tensor another way.
bool isView(const Node* node)
{
    static const std::unordered_set<std::string> kKinds{
        "aten::t",          "aten::transpose",  "aten::permute", "aten::view",        "aten::reshape",
        "aten::contiguous", "aten::detach",     "aten::slice",   "aten::select",      "aten::chunk",
        "aten::split",      "aten::unsqueeze",  "aten::squeeze", "aten::flatten",     "aten::narrow",
        "aten::alias",      "prim::ListUnpack", "aten::expand",  "aten::__getitem__", "aten::split_with_sizes"};
    return kKinds.contains(kindOf(node));
}

/// What the graph says of layers. A node belongs to the layer in its scope, an operator with a stored weight to the layer
/// whose weight that is.
class GraphFacts
{
public:
    GraphFacts(std::vector<LayerInfo>& layers, const Module& module, const Graph& graph)
        : m_owners(module, layers)
        , m_module(module)
        , m_self(graph.inputs().at(0))
    {
        for (LayerInfo& layer : layers)
            m_layers.emplace(layer.name, &layer);
        visitBlock(graph.block());
        for (const Value* output : graph.outputs())
            markProducer(output);
        for (auto& [layer, norms] : m_norms) {
            if (!m_otherUses.contains(layer))
                layer->normsAfter = norms;
        }
    }

private:
    LayerInfo* layerNamed(const std::string& name) const
    {
        const auto found = m_layers.find(name);
        return found == m_layers.end() ? nullptr : found->second;
    }

    LayerInfo* layerOf(const Node* node) const
    {
        const std::string path = modulePath(node);
        const Value* weight = weightOf(node);
        while (weight != nullptr && isView(weight->node()))
            weight = weight->node()->input(0);
        const at::Tensor tensor = weight == nullptr ? at::Tensor() : storedTensor(weight);
        const std::string* owner = tensor.defined() ? m_owners.ownerOf(tensor, path) : nullptr;
        return layerNamed(owner == nullptr ? path : *owner);
    }

    /// The attribute that a chain of prim::GetAttr leads to; undefined for other values.
    at::Tensor storedTensor(const Value* value) const
    {
        const auto path = attributePath(value, m_self);
        if (!path || path->empty())
            return {};
        c10::IValue found = m_module._ivalue();
        for (std::size_t begin = 0; begin < path->size();) {
            const std::size_t end = std::min(path->find('.', begin), path->size());
            found = found.toObjectRef().getAttr(path->substr(begin, end - begin));
            begin = end + 1;
        }
        return found.isTensor() ? found.toTensor() : at::Tensor();
    }

    void visitBlock(const Block* block)
    {
        for (const Node* node : block->nodes()) {
            if (LayerInfo* layer = layerOf(node))
                describe(node, *layer);
            for (const Block* inner : node->blocks())
                visitBlock(inner);
        }
    }

    void describe(const Node* node, LayerInfo& layer)
    {
        if (isConvolution(node))
            describeConvolution(node, layer);
        if (isWeightedOperator(node))
            collectNorms(node, layer);
        // A leaf module computes with one operator as a rule; the first operator of each call is counted.
        if (!node->kind().is_prim() && node->outputs().size() > 0) {
            const std::string kind = kindOf(node);
            auto& first = m_firstOperator[&layer];
            if (first.empty())
                first = kind;
            if (kind == first)
                ++layer.calls;
        }
    }

    static std::vector<std::int64_t> intList(const Value* value)
    {
        const auto constant = toIValue(value);
        if (constant && constant->isIntList())
            return constant->toIntVector();
        return {};
    }

    static void describeConvolution(const Node* node, LayerInfo& layer)
    {
        const bool raw = kindOf(node) == "aten::_convolution" || kindOf(node) == "aten::convolution";
        const bool transposedKind = kindOf(node).rfind("aten::conv_transpose", 0) == 0;
        layer.stride = intList(node->input(3));
        layer.padding = intList(node->input(4));
        // conv: stride, padding, dilation, groups; conv_transpose: stride, padding, output_padding, groups, dilation;
        // _convolution: stride, padding, dilation, transposed, output_padding, groups.
        const std::size_t dilation = transposedKind ? 7 : 5;
        const std::size_t groups = raw ? 8 : 6;
        layer.dilation = intList(node->input(dilation));
        const auto count = toIValue(node->input(groups));
        if (count && count->isInt())
            layer.groups = count->toInt();
        if (raw) {
            const auto transposed = toIValue(node->input(6));
            layer.transposed = transposed && transposed->isBool() && transposed->toBool();
        } else {
            layer.transposed = transposedKind;
        }
    }

    void collectNorms(const Node* node, LayerInfo& layer)
    {
        for (const Use& use : node->output()->uses()) {
            const LayerInfo* norm = isBatchNorm(use.user) && use.offset == 0 ? layerOf(use.user) : nullptr;
            const ParameterInfo* scale = norm == nullptr ? nullptr : norm->parameter("weight");
            // A norm over another dimension than the channels of the layer, such as the tokens, does not follow them.
            if (scale == nullptr || scale->shape != Shape{layer.outputChannels()}) {
                m_otherUses.insert(&layer);
                continue;
            }
            auto& norms = m_norms[&layer];
            if (std::find(norms.begin(), norms.end(), norm->name) == norms.end())
                norms.push_back(norm->name);
        }
    }

    /// matmul(x, w) with a stored matrix: a linear layer written by hand.
    bool isProductWithWeight(const Node* node) const
    {
        const std::string kind = kindOf(node);
        if (kind != "aten::matmul" && kind != "aten::mm" && kind != "aten::bmm")
            return false;
        return std::any_of(node->inputs().begin(), node->inputs().end(), [this](const Value* factor) {
            while (isView(factor->node()))
                factor = factor->node()->input(0);
            return storedTensor(factor).defined();
        });
    }

    /// Sizes and flags: what is computed from a tensor's shape is none of its channels.
    static bool holdsNumbersOnly(const Value* value)
    {
        c10::TypePtr type = value->type();
        while (const auto list = type->cast<c10::ListType>())
            type = list->getElementType();
        return type->isSubtypeOf(*c10::NumberType::get()) || type->isSubtypeOf(*c10::BoolType::get());
    }

    /// Walks back from an output until weighted operators are met.
    void markProducer(const Value* value)
    {
        if (holdsNumbersOnly(value) || !m_visited.insert(value).second)
            return;
        const Node* node = value->node();
        LayerInfo* layer = layerOf(node);
        if (layer != nullptr && layer->weight() != nullptr)
            layer->producesOutput = true;
        if (isWeightedOperator(node) || isProductWithWeight(node))
            return;
        for (const Block* block : node->blocks()) {
            for (const Value* output : block->outputs())
                markProducer(output);
        }
        for (const Value* input : node->inputs())
            markProducer(input);
        markInsertions(value);
    }

    /// What is appended to a list later on is no input of the node that made the list.
    void markInsertions(const Value* list)
    {
        if (list->type()->kind() != c10::TypeKind::ListType)
            return;
        for (const Use& use : list->uses()) {
            const auto* schema = use.offset == 0 ? use.user->maybeSchema() : nullptr;
            if (schema == nullptr || !schema->is_mutable())
                continue;
            for (const Value* input : use.user->inputs())
                markProducer(input);
        }
    }

    TensorOwners m_owners;
    const Module& m_module;
    const Value* m_self;
    std::unordered_map<std::string, LayerInfo*> m_layers;
    std::unordered_map<LayerInfo*, std::string> m_firstOperator;
    std::unordered_map<LayerInfo*, std::vector<std::string>> m_norms;
    std::unordered_set<const LayerInfo*> m_otherUses;
    std::unordered_set<const Value*> m_visited;
};

} // namespace

bool isConvolution(const Node* node)
{
    const std::string kind = kindOf(node);
    return kind.rfind("aten::conv", 0) == 0 || kind == "aten::_convolution" || kind == "aten::_convolution_mode";
}

bool isWeightedOperator(const Node* node)
{
    const std::string kind = kindOf(node);
    return isConvolution(node) || kind == "aten::linear" || kind == "aten::addmm" || kind == "aten::bilinear";
}

CollectedLayers collectLayers(const Module& module, const std::shared_ptr<Graph>& graph)
{
    CollectedLayers result;
    Collector(result).visit(module, {});
    GraphFacts(result.layers, module, *graph);
    return result;
}

} // namespace espalier::internal
