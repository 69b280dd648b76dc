// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch's view of a model, for the parts of core that compute with it. Forbidden to ui.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/model/model.h"

namespace espalier::internal {

/// A live tensor of the model: writing into it changes the model.
struct NamedTensor
{
    std::string name;  ///< full name, "layer1.0.conv1.weight"
    std::string layer; ///< the layer that owns it
    at::Tensor tensor;
    bool buffer = false;
};

/// All parameters and buffers in the order of Python's state_dict().
std::vector<NamedTensor> namedTensors(const Model& model);

/// The live tensor of that full name; undefined when there is none.
at::Tensor findTensor(const Model& model, const std::string& fullName);

/// Lays weights that are stored in another order of dimensions, as in the format channels_last, out in the usual one; what they
/// are stays. Tensors that share their memory with others keep it.
void storeInOrder(Model& model);

/// What the mask called @p name ("weight", "bias") of @p layer lies on; a bare parameter is its own weight. Undefined when
/// there is none.
at::Tensor findMaskedTensor(const Model& model, const std::string& layer, const std::string& name);

/// Runs the graph; gradients flow when grad mode is on and parameters require them.
/// @return the tensors of the output, tuples and dicts flattened in order.
/// @throws Error naming the layer and the cause.
std::vector<at::Tensor> forward(const Model& model, const std::vector<at::Tensor>& inputs);

/// Sets every module's `training` flag, which batch norms and dropouts obey.
void setTraining(Model& model, bool training);

} // namespace espalier::internal
