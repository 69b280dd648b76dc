// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/shape_inference.h"

#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/base/error.h"
#include "core/model/internal/dtype_conversion.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/mac_counter.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/tensor_owners.h"

namespace espalier::internal {
namespace {

constexpr std::size_t kLeastConvolutionDims = 3;
constexpr std::size_t kMostConvolutionDims = 5;
/// For 3, 4 and 5 dimensions.
constexpr std::array kDimensionSentences{
    ESPALIER_TR("core",
                "The number of dimensions given is %1, and %2 (%3) takes 3: samples, channels, length. Give all of "
                "them, as in 1,8,1024."),
    ESPALIER_TR("core",
                "The number of dimensions given is %1, and %2 (%3) takes 4: samples, channels, height, width. Give "
                "all of them, as in 1,3,224,224."),
    ESPALIER_TR("core", "The number of dimensions given is %1, and %2 (%3) takes 5: samples, channels, depth, height, "
                        "width. Give all of them, as in 1,3,16,112,112.")};

struct LayerShapes
{
    std::optional<Shape> input;
    std::optional<Shape> output;
    std::int64_t macs = 0;
};

std::optional<Shape> firstTensorShape(const std::vector<c10::IValue>& values)
{
    for (const c10::IValue& value : values) {
        std::vector<at::Tensor> tensors;
        collectTensors(value, tensors);
        if (!tensors.empty())
            return tensors.front().sizes().vec();
    }
    return std::nullopt;
}

class ShapeObserver final : public NodeObserver
{
public:
    ShapeObserver(const ModelImpl& impl, std::int64_t batch)
        : m_owners(impl.module, impl.layers)
        , m_batch(batch)
    {
    }

    void executed(const torch::jit::Node* node, const std::vector<c10::IValue>& inputs,
                  const std::vector<c10::IValue>& outputs) override
    {
        const std::string path = modulePath(node);
        const std::vector<MacShare> shares = countMacs(node, inputs, outputs);
        for (const MacShare& share : shares) {
            const std::string* owner = ownerOf(share, path);
            layers[owner == nullptr ? path : *owner].macs += share.macs / m_batch;
            total += share.macs / m_batch;
            // A weight that a parent's forward() uses: the layer itself never runs.
            if (owner != nullptr && *owner != path && shares.size() == 1)
                setShapes(layers[*owner], inputs, outputs);
        }
        setShapes(layers[path], inputs, outputs);
    }

    std::unordered_map<std::string, LayerShapes> layers;
    std::int64_t total = 0;

private:
    /// Whatever module's forward() a weight is used in, its layer does the work.
    const std::string* ownerOf(const MacShare& share, const std::string& path) const
    {
        for (const at::Tensor& factor : share.factors) {
            if (const std::string* owner = m_owners.ownerOf(factor, path))
                return owner;
        }
        return nullptr;
    }

    static void setShapes(LayerShapes& layer, const std::vector<c10::IValue>& inputs,
                          const std::vector<c10::IValue>& outputs)
    {
        const auto output = firstTensorShape(outputs);
        if (!output)
            return;
        if (!layer.input)
            layer.input = firstTensorShape(inputs);
        layer.output = output;
    }

    TensorOwners m_owners;
    std::int64_t m_batch;
};

constexpr std::size_t kSamplesAndFeatures = 2;

/// A batch norm counts dimension 1, where a linear layer has its features only if there is no other.
void forgetNormsOverTokens(LayerInfo& layer)
{
    const bool linear = layer.weightShape() && layer.weightShape()->size() == kSamplesAndFeatures;
    if (linear && layer.outputShape && layer.outputShape->size() != kSamplesAndFeatures)
        layer.normsAfter.clear();
}

void checkCount(const ModelImpl& impl, const std::vector<InputSpec>& inputs)
{
    const std::size_t wanted = impl.graph->inputs().size() - 1;
    if (inputs.size() > wanted || inputs.empty()) {
        throw Error(
            ErrorCode::ShapeMismatch,
            Message{
                ESPALIER_TR("core", "The network's number of inputs is %1, and the input shape \"%2\" describes %3."),
                {std::to_string(wanted), inputSpecsText(inputs), std::to_string(inputs.size())}});
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto type = impl.graph->inputs().at(i + 1)->type();
        if (!type->isSubtypeOf(*c10::TensorType::get()) && !c10::TensorType::get()->isSubtypeOf(*type)) {
            throw Error(ErrorCode::Unsupported,
                        Message{ESPALIER_TR("core", "Input %1 of the network is a %2, not a tensor, so that its shapes "
                                                    "cannot be found by an input shape."),
                                {std::to_string(i + 1), type->str()}});
        }
    }
}

} // namespace

void inferShapes(ModelImpl& impl, const std::vector<InputSpec>& inputs)
{
    checkCount(impl, inputs);
    std::vector<c10::IValue> arguments;
    for (const InputSpec& spec : inputs)
        arguments.emplace_back(at::zeros(spec.shape, at::TensorOptions().dtype(scalarTypeOf(spec.dtype))));
    const std::int64_t batch = inputs.front().shape.empty() ? 1 : inputs.front().shape.front();
    ShapeObserver observer(impl, batch);
    const c10::AutoGradMode noGradients(false);
    std::vector<at::Tensor> outputs;
    for (const c10::IValue& output : runGraph(impl, std::move(arguments), &observer))
        collectTensors(output, outputs);

    for (LayerInfo& layer : impl.layers) {
        const auto found = observer.layers.find(layer.name);
        const LayerShapes shapes = found == observer.layers.end() ? LayerShapes() : found->second;
        layer.inputShape = shapes.input;
        layer.outputShape = shapes.output;
        layer.macs = shapes.macs;
        forgetNormsOverTokens(layer);
    }
    impl.outputShapes.clear();
    for (const at::Tensor& output : outputs)
        impl.outputShapes.push_back(output.sizes().vec());
    impl.inputs = inputs;
    impl.macs = observer.total;
}

std::optional<Message> wrongDimensions(const ModelImpl& impl, const std::vector<InputSpec>& inputs)
{
    const auto first = std::find_if(impl.layers.begin(), impl.layers.end(), [](const LayerInfo& layer) {
        const auto weight = layer.weightShape();
        return weight && weight->size() >= 2;
    });
    // One input, and a filter of two dimensions is no convolution.
    if (impl.graph->inputs().size() != 2 || inputs.size() != 1 || first == impl.layers.end())
        return std::nullopt;
    const auto given = inputs.front().shape.size();
    const auto wanted = first->weightShape()->size();
    if (wanted < kLeastConvolutionDims || wanted > kMostConvolutionDims || given == wanted)
        return std::nullopt;
    const char* sentence = kDimensionSentences[wanted - kLeastConvolutionDims];
    return Message{sentence, {std::to_string(given), first->name, first->opType}};
}

std::optional<Message> wrongChannels(const ModelImpl& impl, const std::vector<InputSpec>& inputs,
                                     const Message& failure)
{
    constexpr std::size_t kLayerArgument = 1; ///< of the executor's sentence
    const auto first = std::find_if(impl.layers.begin(), impl.layers.end(),
                                    [](const LayerInfo& layer) { return layer.weightShape().has_value(); });
    if (inputs.size() != 1 || first == impl.layers.end() || first->opType.rfind("Embedding", 0) == 0
        || failure.arguments.size() <= kLayerArgument || failure.arguments[kLayerArgument] != first->name)
        return std::nullopt;
    const Shape weight = *first->weightShape();
    const Shape& given = inputs.front().shape;
    if (weight.size() < 2 || given.size() < 2)
        return std::nullopt;
    const bool linear = weight.size() == 2;
    const std::int64_t wanted = first->transposed ? weight.front() : weight[1] * first->groups;
    const std::int64_t found = linear ? given.back() : given[1];
    if (found == wanted)
        return std::nullopt;
    const std::vector<std::string> numbers{first->name, first->opType, std::to_string(wanted), std::to_string(found)};
    if (linear)
        return Message{
            ESPALIER_TR("core", "The last dimension, that of the features, must be %3 for %1 (%2), and is %4."),
            numbers};
    return Message{
        ESPALIER_TR("core", "The second dimension, that of the channels, must be %3 for %1 (%2), and is %4."), numbers};
}

} // namespace espalier::internal
