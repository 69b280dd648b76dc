// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/movement_pruner.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/error.h"
#include "core/pruning/layer_statistics.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

constexpr const char* kRateParameter = "score_learning_rate";

/// The scores of one layer and their Adam, with the constants of PyTorch.
class MovementStatistics final : public LayerStatistics
{
public:
    explicit MovementStatistics(double rate)
        : m_rate(rate)
    {
    }

    void addGradient(std::span<const float> weight, std::span<const float> gradient) override
    {
        constexpr double kBeta1 = 0.9;
        constexpr double kBeta2 = 0.999;
        constexpr double kEpsilon = 1e-8;
        const std::size_t count = std::min(weight.size(), gradient.size());
        for (std::vector<float>* values : {&m_scores, &m_means, &m_squares})
            values->resize(count, 0.0F);
        ++m_steps;
        const double meanBias = 1 - std::pow(kBeta1, static_cast<double>(m_steps));
        const double squareBias = 1 - std::pow(kBeta2, static_cast<double>(m_steps));
        for (std::size_t i = 0; i < count; ++i) {
            const double slope = static_cast<double>(weight[i]) * static_cast<double>(gradient[i]);
            const double mean = kBeta1 * static_cast<double>(m_means[i]) + (1 - kBeta1) * slope;
            const double square = kBeta2 * static_cast<double>(m_squares[i]) + (1 - kBeta2) * slope * slope;
            m_means[i] = static_cast<float>(mean);
            m_squares[i] = static_cast<float>(square);
            const double step = m_rate * (mean / meanBias) / (std::sqrt(square / squareBias) + kEpsilon);
            m_scores[i] = static_cast<float>(static_cast<double>(m_scores[i]) - step);
        }
    }

    std::vector<double> scores() const override { return {m_scores.begin(), m_scores.end()}; }

    std::string state() const override
    {
        std::string bytes(reinterpret_cast<const char*>(&m_steps), sizeof m_steps);
        for (const std::vector<float>* values : {&m_scores, &m_means, &m_squares})
            bytes.append(reinterpret_cast<const char*>(values->data()), values->size() * sizeof(float));
        return bytes;
    }

    void restore(const std::string& state) override
    {
        constexpr std::size_t kParts = 3;
        if (state.size() < sizeof m_steps || (state.size() - sizeof m_steps) % (kParts * sizeof(float)) != 0)
            return;
        std::memcpy(&m_steps, state.data(), sizeof m_steps);
        const std::size_t bytes = (state.size() - sizeof m_steps) / kParts;
        const char* next = state.data() + sizeof m_steps;
        for (std::vector<float>* values : {&m_scores, &m_means, &m_squares}) {
            values->resize(bytes / sizeof(float));
            if (bytes > 0)
                std::memcpy(values->data(), next, bytes);
            next += bytes;
        }
    }

private:
    double m_rate;
    std::uint64_t m_steps = 0;
    std::vector<float> m_scores;
    std::vector<float> m_means;
    std::vector<float> m_squares;
};

} // namespace

const AlgorithmInfo& MovementPruner::info() const
{
    static const AlgorithmInfo info = {
        "movement",
        {ESPALIER_TR("core", "Movement of single weights"), {}},
        {ESPALIER_TR("core",
                     "Sets those weights to zero that fine-tuning moves towards zero, whatever their size. Works "
                     "while the network is trained, with a sparsity schedule of several epochs."),
         {}},
        "S_ij = S_ij - Adam(dL/dw_ij w_ij)",
        "Sanh et al. 2020, Movement Pruning: Adaptive Sparsity by Fine-Tuning",
        {},
        {},
        false,
        AlgorithmFamily::Pruning,
        ScoreSource::Training,
        {{kRateParameter,
          {ESPALIER_TR("core", "Learning rate of the scores"), {}},
          {ESPALIER_TR("core", "How fast the scores follow the gradients."), {}},
          AlgorithmParameter::Kind::Real,
          "0.01",
          1e-6,
          10}},
    };
    return info;
}

std::vector<double> MovementPruner::importance(const PruningTarget& target, std::uint64_t) const
{
    if (target.statistics.size() != target.weight.values.size())
        throw Error(
            ErrorCode::InvalidConfig,
            {ESPALIER_TR("core", "The criterion movement scores the weights of %1 while the network is trained: "
                                 "fine-tune with a sparsity schedule of several epochs."),
             {target.layer}});
    return {target.statistics.begin(), target.statistics.end()};
}

LayerMask MovementPruner::mask(const PruningTarget& target, Profile, std::uint64_t seed) const
{
    const std::size_t count = target.weight.values.size();
    const std::size_t removed = std::min(removedUnits(count, target.sparsity), count > 0 ? count - 1 : 0);
    LayerMask result;
    result.weight.shape = target.weight.shape;
    // Nothing is to be scored where nothing is to go, which is the start of a schedule.
    result.weight.keep =
        removed == 0 ? KeptUnits(count, 1) : keepHighest(importance(target, seed), removed, TieRule::Exact);
    if (target.bias)
        result.bias = Mask::ones(target.bias->shape);
    return result;
}

std::unique_ptr<LayerStatistics> MovementPruner::makeStatistics(const PruningTarget& target) const
{
    const ParameterValues none;
    const ParameterValues& values = target.parameters ? *target.parameters : none;
    return std::make_unique<MovementStatistics>(realParameter(info().parameters, values, kRateParameter));
}

} // namespace espalier
