// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/training/training_options.h"

namespace espalier::internal {

/// The optimizers of LibTorch (torch::optim) behind one face: SGD with momentum, Nesterov and L2 weight decay; Adam
/// with L2 weight decay; AdamW with decoupled weight decay. Betas 0.9 and 0.999, epsilon 1e-8.
class Optimizer
{
public:
    /// @p parameters are leaves that require gradients; the order identifies them in state().
    Optimizer(const TrainingOptions& options, std::vector<at::Tensor> parameters);
    ~Optimizer();
    Optimizer(const Optimizer&) = delete;
    Optimizer& operator=(const Optimizer&) = delete;

    void setLearningRate(double rate);
    /// Forgets all gradients: parameters without one are left alone by step().
    void clearGradients();
    void step();

    /// What the optimizer remembers of one parameter between steps: momentum, exp_avg, exp_avg_sq, step. Tensors are
    /// live: writing into them changes the optimizer. Empty before the first step.
    using ParameterState = std::vector<std::pair<std::string, at::Tensor>>;
    std::vector<ParameterState> state() const;
    /// Puts back what state() gave, for the same options and parameters.
    void restore(const std::vector<ParameterState>& state);
    /// Zeroes what is remembered of the elements of @p parameter where @p elements (bool, same shape) is true.
    void forget(const at::Tensor& parameter, const at::Tensor& elements);

private:
    struct Data;
    std::unique_ptr<Data> m_data;
};

} // namespace espalier::internal
