// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/optimizer.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/scalar_tensor.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>

#include <sstream>
#include <type_traits>

namespace espalier::internal {
namespace {

using torch::optim::OptimizerParamState;

constexpr const char* kStep = "step";

std::unique_ptr<torch::optim::Optimizer> makeOptimizer(const TrainingOptions& options,
                                                       const std::vector<at::Tensor>& parameters)
{
    switch (options.optimizer) {
    case OptimizerKind::Adam:
        return std::make_unique<torch::optim::Adam>(
            parameters, torch::optim::AdamOptions(options.learningRate).weight_decay(options.weightDecay));
    case OptimizerKind::AdamW:
        return std::make_unique<torch::optim::AdamW>(
            parameters, torch::optim::AdamWOptions(options.learningRate).weight_decay(options.weightDecay));
    case OptimizerKind::Sgd:
        break;
    }
    return std::make_unique<torch::optim::SGD>(parameters, torch::optim::SGDOptions(options.learningRate)
                                                               .momentum(options.momentum)
                                                               .nesterov(options.nesterov)
                                                               .weight_decay(options.weightDecay));
}

// LibTorch before 2.1 files the state of a parameter under the text of its address, later under the address.
template <typename Map>
auto stateKey(const Map&, const at::Tensor& parameter)
{
    void* address = parameter.unsafeGetTensorImpl();
    if constexpr (std::is_same_v<typename Map::key_type, std::string>) {
        std::ostringstream text;
        text << address;
        return text.str();
    } else {
        return address;
    }
}

template <typename State>
Optimizer::ParameterState adamState(const State& state)
{
    return {{"exp_avg", state.exp_avg()},
            {"exp_avg_sq", state.exp_avg_sq()},
            {kStep, at::scalar_tensor(static_cast<double>(state.step()), at::kDouble)}};
}

Optimizer::ParameterState tensorsOf(OptimizerParamState& state, OptimizerKind kind)
{
    if (kind == OptimizerKind::Adam)
        return adamState(static_cast<torch::optim::AdamParamState&>(state));
    if (kind == OptimizerKind::AdamW)
        return adamState(static_cast<torch::optim::AdamWParamState&>(state));
    const auto& buffer = static_cast<torch::optim::SGDParamState&>(state).momentum_buffer();
    return buffer.defined() ? Optimizer::ParameterState{{"momentum_buffer", buffer}} : Optimizer::ParameterState{};
}

// A copy, laid out in memory like @p parameter.
at::Tensor found(const Optimizer::ParameterState& state, const char* name, const at::Tensor& parameter)
{
    for (const auto& [known, tensor] : state) {
        if (known == name)
            return at::empty_like(parameter, tensor.options().requires_grad(false)).copy_(tensor);
    }
    return {};
}

std::int64_t stepOf(const Optimizer::ParameterState& state)
{
    for (const auto& [known, tensor] : state) {
        if (known == kStep)
            return static_cast<std::int64_t>(tensor.item<double>());
    }
    return 0;
}

template <typename State>
std::unique_ptr<OptimizerParamState> adamStateFrom(const Optimizer::ParameterState& saved, const at::Tensor& parameter)
{
    auto state = std::make_unique<State>();
    state->exp_avg(found(saved, "exp_avg", parameter));
    state->exp_avg_sq(found(saved, "exp_avg_sq", parameter));
    state->step(stepOf(saved));
    return state;
}

std::unique_ptr<OptimizerParamState> stateFrom(const Optimizer::ParameterState& saved, OptimizerKind kind,
                                               const at::Tensor& parameter)
{
    if (kind == OptimizerKind::Adam)
        return adamStateFrom<torch::optim::AdamParamState>(saved, parameter);
    if (kind == OptimizerKind::AdamW)
        return adamStateFrom<torch::optim::AdamWParamState>(saved, parameter);
    auto state = std::make_unique<torch::optim::SGDParamState>();
    state->momentum_buffer(found(saved, "momentum_buffer", parameter));
    return state;
}

} // namespace

struct Optimizer::Data
{
    OptimizerKind kind;
    std::vector<at::Tensor> parameters;
    std::unique_ptr<torch::optim::Optimizer> optimizer;
};

Optimizer::Optimizer(const TrainingOptions& options, std::vector<at::Tensor> parameters)
    : m_data(std::make_unique<Data>(Data{options.optimizer, std::move(parameters), nullptr}))
{
    m_data->optimizer = makeOptimizer(options, m_data->parameters);
}

Optimizer::~Optimizer() = default;

void Optimizer::setLearningRate(double rate)
{
    for (auto& group : m_data->optimizer->param_groups())
        group.options().set_lr(rate);
}

void Optimizer::clearGradients()
{
    for (at::Tensor& parameter : m_data->parameters)
        parameter.mutable_grad().reset();
}

void Optimizer::step()
{
    m_data->optimizer->step();
}

std::vector<Optimizer::ParameterState> Optimizer::state() const
{
    std::vector<ParameterState> all(m_data->parameters.size());
    auto& states = m_data->optimizer->state();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto entry = states.find(stateKey(states, m_data->parameters[i]));
        if (entry != states.end())
            all[i] = tensorsOf(*entry->second, m_data->kind);
    }
    return all;
}

void Optimizer::restore(const std::vector<ParameterState>& state)
{
    auto& states = m_data->optimizer->state();
    for (std::size_t i = 0; i < state.size() && i < m_data->parameters.size(); ++i) {
        const at::Tensor& parameter = m_data->parameters[i];
        if (!state[i].empty())
            states[stateKey(states, parameter)] = stateFrom(state[i], m_data->kind, parameter);
    }
}

void Optimizer::forget(const at::Tensor& parameter, const at::Tensor& elements)
{
    const at::NoGradGuard noGradients;
    auto& states = m_data->optimizer->state();
    const auto entry = states.find(stateKey(states, parameter));
    if (entry == states.end())
        return;
    for (auto& [name, tensor] : tensorsOf(*entry->second, m_data->kind)) {
        if (tensor.sizes() == elements.sizes())
            tensor.masked_fill_(elements, 0);
    }
}

} // namespace espalier::internal
