// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/jit/ir/ir.h>

#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/model/internal/layer_collector.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/model_tensors.h"
#include "core/model/internal/shape_inference.h"
#include "core/model/internal/torchscript_reader.h"

namespace espalier {

using internal::ModelImpl;

Model::Model(std::unique_ptr<ModelImpl> impl)
    : m_impl(std::move(impl))
{
}

Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Model Model::load(const std::filesystem::path& path, ProgressSink& sink, std::stop_token stop)
{
    Model model(internal::readTorchScript(path, sink, std::move(stop)));
    if (!model.impl().inOrder)
        internal::storeInOrder(model);
    return model;
}

Model Model::clone() const
{
    auto copy = std::make_unique<ModelImpl>(*m_impl);
    copy->channels = std::make_shared<internal::ChannelCache>();
    {
        // With gradients on, the copies would be results of an operation instead of parameters of their own.
        const c10::AutoGradMode noGradients(false);
        copy->module = m_impl->module.deepcopy();
    }
    Model result(std::move(copy));
    const auto sources = internal::namedTensors(*this);
    const auto targets = internal::namedTensors(result);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].tensor.requires_grad())
            targets[i].tensor.set_requires_grad(true);
    }
    return result;
}

const std::vector<LayerInfo>& Model::layers() const
{
    return m_impl->layers;
}

const std::vector<ModuleInfo>& Model::modules() const
{
    return m_impl->modules;
}

const LayerInfo* Model::findLayer(const std::string& name) const
{
    const auto found = m_impl->layerIndex.find(name);
    return found == m_impl->layerIndex.end() ? nullptr : &m_impl->layers[found->second];
}

const std::vector<Issue>& Model::issues() const
{
    return m_impl->issues;
}

std::int64_t Model::parameterCount() const
{
    return m_impl->parameterCount;
}

std::size_t Model::inputCount() const
{
    return m_impl->graph->inputs().size() - 1;
}

const std::vector<InputSpec>& Model::inputs() const
{
    return m_impl->inputs;
}

void Model::setInputs(const std::vector<InputSpec>& inputs)
{
    try {
        internal::inferShapes(*m_impl, inputs);
    } catch (const CancelledError&) {
        throw;
    } catch (const Error& failure) {
        // Deep inside the network, the operator that fails cannot know what was meant.
        if (auto why = internal::wrongDimensions(*m_impl, inputs))
            throw Error(ErrorCode::ShapeMismatch, std::move(*why));
        if (auto why = internal::wrongChannels(*m_impl, inputs, failure.message()))
            throw Error(ErrorCode::ShapeMismatch, std::move(*why));
        throw;
    }
    m_impl->channels = std::make_shared<internal::ChannelCache>();
}

std::optional<std::vector<InputSpec>> Model::proposedInputs() const
{
    if (inputCount() != 1)
        return std::nullopt;
    for (const LayerInfo& layer : m_impl->layers) {
        const auto weight = layer.weightShape();
        if (!weight || weight->size() < 2)
            continue;
        const std::int64_t channels = layer.transposed ? weight->front() : (*weight)[1] * layer.groups;
        switch (weight->size()) {
        case 2:
            return layer.opType.rfind("Embedding", 0) == 0 ? std::vector{InputSpec{{1, 16}, DType::Int64}}
                                                           : std::vector{InputSpec{{1, channels}, DType::Float32}};
        case 3:
            return std::vector{InputSpec{{1, channels, 1024}, DType::Float32}};
        case 4:
            return std::vector{InputSpec{{1, channels, 224, 224}, DType::Float32}};
        case 5:
            return std::vector{InputSpec{{1, channels, 16, 112, 112}, DType::Float32}};
        default:
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> Model::macs() const
{
    return m_impl->macs;
}

const std::vector<Shape>& Model::outputShapes() const
{
    return m_impl->outputShapes;
}

const Model::Normalization& Model::normalization() const
{
    return m_impl->normalization;
}

void Model::setNormalization(Normalization normalization)
{
    m_impl->normalization = std::move(normalization);
}

namespace internal {

void ModelImpl::collect()
{
    CollectedLayers collected = collectLayers(module, graph);
    modules = std::move(collected.modules);
    layers = std::move(collected.layers);
    parameterCount = collected.parameterCount;
    inOrder = collected.inOrder;
    layerIndex.clear();
    for (std::size_t i = 0; i < layers.size(); ++i)
        layerIndex.emplace(layers[i].name, i);
    executor = std::make_shared<const GraphExecutor>(graph);
}

std::vector<c10::IValue> runGraph(const ModelImpl& impl, std::vector<c10::IValue> arguments, NodeObserver* observer)
{
    std::vector<c10::IValue> values{impl.module._ivalue()};
    for (c10::IValue& argument : arguments)
        values.push_back(std::move(argument));
    const auto& schema = impl.module.get_method("forward").function().getSchema();
    for (std::size_t i = values.size(); i < schema.arguments().size(); ++i) {
        const auto& value = schema.arguments()[i].default_value();
        if (!value) {
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "The network needs %1 inputs, and got %2: \"%3\" is missing."),
                                {std::to_string(schema.arguments().size() - 1), std::to_string(values.size() - 1),
                                 schema.arguments()[i].name()}});
        }
        values.push_back(*value);
    }
    return impl.executor->run(std::move(values), observer);
}

void collectTensors(const c10::IValue& value, std::vector<at::Tensor>& tensors)
{
    if (value.isTensor()) {
        if (value.toTensor().defined())
            tensors.push_back(value.toTensor());
    } else if (value.isTuple()) {
        for (const c10::IValue& element : value.toTupleRef().elements())
            collectTensors(element, tensors);
    } else if (value.isList()) {
        const auto list = value.toList();
        for (std::size_t i = 0; i < list.size(); ++i)
            collectTensors(list.get(i), tensors);
    } else if (value.isGenericDict()) {
        for (const auto& item : value.toGenericDict())
            collectTensors(item.value(), tensors);
    }
}

} // namespace internal
} // namespace espalier
