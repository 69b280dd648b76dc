// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/issue.h"
#include "core/graph/channel_options.h"
#include "core/graph/internal/label_space.h"
#include "core/graph/internal/label_tensor.h"

namespace torch::jit {
struct Node;
}

namespace espalier {
class Model;
}

namespace espalier::internal {

/// A tensor attribute of some module that the graph reads.
struct GraphTensor
{
    std::string name;  ///< full name, "layer1.0.conv1.weight"
    std::string layer; ///< dotted name of the layer that owns it: the module, or the bare parameter itself
    at::Tensor tensor;
    bool buffer = false;

    /// A parameter of a container: masks can clear parts of it, as of a layer's weight.
    bool isBareParameter() const { return !buffer && layer == name; }
    /// What the weight of the layer's mask lies on.
    bool isMaskedAsWeight() const { return layer == name || name == layer + ".weight"; }
};

/// A weight that mixes channels (convolution, linear, embedding): which label each of its input and output channels has.
/// Called several times, it has one entry.
struct WeightUse
{
    int weight = -1; ///< index into tensors
    int bias = -1;   ///< the same; -1: none
    int inDim = 1;   ///< of the weight; -1: none (embedding)
    int outDim = 0;
    std::int64_t groups = 1;
    bool depthwise = false; ///< one input channel per group: outputs follow their input
    std::vector<Label> in;
    std::vector<Label> out;
    struct Call
    {
        const torch::jit::Node* node = nullptr;
        int groupsInput = -1; ///< which input of the node is `groups`; -1: none
        LabelTensor outputs;
    };
    std::vector<Call> calls;
};

/// A tensor that has one slice per channel along one dimension and mixes none: the four tensors of a batch norm.
struct VectorUse
{
    int tensor = -1;
    int dim = 0;
    std::vector<Label> labels;
    const torch::jit::Node* node = nullptr;
};

/// A tensor that is used element by element: layer scale, class token, position embedding, bias tables.
struct ElementUse
{
    int tensor = -1;
    LabelTensor labels;
};

/// What a node's constants say about shapes, to be rewritten once channels have gone.
enum class ShapeKind {
    View,      ///< sizes in input 1: view, reshape, expand; unflatten has its own position
    Unflatten, ///< sizes in input 2
    Split,     ///< split, split_with_sizes, chunk: parts must keep their channels
    Slice,     ///< dim, start, end, step
    Select,    ///< dim, index
    IndexSelect,
    IndexCopy, ///< dim, index, source
    Pad,
    Groups,    ///< group_norm: number of groups in input 1
    LayerNorm, ///< layer_norm over dimension dim, which goes on counting the channels that went as zeros
    Number     ///< input dim is a number computed from how many channels there were
};

struct ShapeUse
{
    const torch::jit::Node* node = nullptr;
    ShapeKind kind = ShapeKind::View;
    std::int64_t dim = 0; ///< of Split, Slice, Select, IndexSelect, IndexCopy
    LabelTensor input;
    std::vector<LabelTensor> outputs;
    /// View: for each size, the labels of the dimensions that it was computed from. The same for a Number.
    std::vector<std::vector<at::Tensor>> sizeLabels;
    std::vector<std::int64_t> indices; ///< IndexSelect, IndexCopy
    at::Tensor number;                 ///< Number: its value, a tensor without dimensions
};

/// A product of two activations: its multiply-accumulates are the elements of the result times the width that is summed over.
struct ProductUse
{
    LabelTensor left;   ///< [..., M, K]
    LabelTensor result; ///< [..., M, N]
};

/// An operator that computes with all channels of a dimension together and may lose some of them all the same: it then
/// works on what is left.
struct ReductionUse
{
    const torch::jit::Node* node = nullptr;
    std::int64_t dim = 0;
    LabelTensor input; ///< of input 0; varies along dim alone
    /// Which channels its input 0 was picked by, where earlier pruning left it some only; empty: all.
    std::vector<std::int64_t> picked;
};

/// Parts of one value that must stay equally long: those of chunk() and split() into equal sizes.
using EqualParts = std::vector<std::vector<Label>>;

/// Everything that following labels through the graph found out.
struct ChannelAnalysis
{
    LabelSpace space;
    std::vector<GraphTensor> tensors;
    std::vector<WeightUse> weights;
    std::vector<VectorUse> vectors;
    std::vector<ElementUse> elements;
    std::vector<ShapeUse> shapes;
    std::vector<ProductUse> products;
    std::vector<EqualParts> equalParts;
    std::vector<ReductionUse> reductions; ///< with ChannelOptions::throughReductions only
    /// Labels of values that become a constant other than zero where a channel is removed: behind sigmoid(), x + 1, ...
    std::vector<at::Tensor> nonZero;
    /// Labels of values that are used up by a product of two activations or by the statistics of a norm.
    std::vector<at::Tensor> consumed;
    std::vector<Issue> issues;
    /// Branches that the network's own constants decide, and whether the first block is taken.
    std::vector<std::pair<const torch::jit::Node*, bool>> branches;
    ChannelOptions options; ///< that it was made with

    /// Index into weights of the layer's own weight; -1 when it has none in the graph.
    int weightOf(const std::string& layer) const;
};

/// Follows every channel of @p model through its graph. The model needs an input shape.
/// @throws Error(ShapeMismatch) when it has none; Error(Unsupported) for a graph that cannot be followed at all.
std::shared_ptr<const ChannelAnalysis> analyzeChannels(const Model& model, const ChannelOptions& options = {});

/// The same with an input shape that the model need not have.
std::shared_ptr<const ChannelAnalysis> analyzeChannels(const Model& model, const std::vector<InputSpec>& inputs,
                                                       const ChannelOptions& options = {});

} // namespace espalier::internal
