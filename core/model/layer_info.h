// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/input_spec.h"

namespace espalier {

/// Op type of PyTorch's multi-head attention.
inline constexpr const char* kAttentionType = "MultiheadAttention";

/// One tensor that a module owns itself.
struct ParameterInfo
{
    std::string name; ///< within the module: "weight", "bias", "running_mean"
    Shape shape;
    DType dtype = DType::Float32;
    bool buffer = false; ///< saved but not trained
};

/// A module of the network: containers too, in the order of PyTorch's named_modules(), without the root.
struct ModuleInfo
{
    std::string name;       ///< dotted, "layer1.0.conv1"
    std::string opType;     ///< type(module).__name__: "Conv2d", "Sequential", "BasicBlock"
    bool leaf = true;       ///< has no sub-module
    bool hasWeight = false; ///< owns a parameter called "weight"
};

/// A leaf module, or a bare parameter of a container: op type "Parameter", or "MultiheadAttention" for the in_proj_weight of
/// one, whose rows are the channels of its heads. Plain data; shapes and MACs are known only after an input shape was given.
/// Layers called several times are one layer.
struct LayerInfo
{
    std::string name;           ///< dotted, unique within the model
    std::string opType;         ///< "Conv2d", "Linear", "BatchNorm2d", ... or "Parameter"
    bool bareParameter = false; ///< name is the full name of its only parameter
    std::vector<ParameterInfo> parameters;
    std::int64_t parameterCount = 0; ///< elements of all own parameters, buffers not counted; shared ones once
    std::int64_t groups = 1;
    bool transposed = false;          ///< transposed convolution: weight is in x out/groups x k...
    std::vector<std::int64_t> stride; ///< of convolutions and pooling, empty otherwise
    std::vector<std::int64_t> padding;
    std::vector<std::int64_t> dilation;
    int calls = 0;                       ///< how often the graph runs it
    std::optional<Shape> inputShape;     ///< of the first call's first tensor
    std::optional<Shape> outputShape;    ///< of the last call's first tensor
    std::optional<std::int64_t> macs;    ///< for one sample, all calls; conv, transposed conv, linear, matmul
    bool producesOutput = false;         ///< its output channels reach a model output without another weighted layer
    std::vector<std::string> normsAfter; ///< batch norms fed by this layer's output alone and directly

    /// The parameter of that name, or nullptr.
    const ParameterInfo* parameter(const std::string& parameterName) const;
    /// What pruning acts on: "weight", or the projection of an attention; nullptr when there is neither.
    const ParameterInfo* weight() const;
    /// Full name of the tensor weight(): "layer1.0.conv1.weight", "encoder.attention.in_proj_weight".
    std::string weightName() const;
    /// Shape of weight(); nullopt when there is none.
    std::optional<Shape> weightShape() const;
    /// Units a structured pruner removes: output channels; 0 when there is no weight.
    std::int64_t outputChannels() const;
};

// Inline for config, which sees layers as plain data and does not link models.
inline const ParameterInfo* LayerInfo::parameter(const std::string& parameterName) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const ParameterInfo& candidate) { return candidate.name == parameterName; });
    return found == parameters.end() ? nullptr : &*found;
}

inline const ParameterInfo* LayerInfo::weight() const
{
    if (!bareParameter)
        return parameter("weight");
    return opType == kAttentionType ? &parameters.front() : nullptr;
}

} // namespace espalier
