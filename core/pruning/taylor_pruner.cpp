// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/taylor_pruner.h"

#include <algorithm>

#include "core/pruning/layer_statistics.h"

namespace espalier {

namespace {

class TaylorStatistics final : public LayerStatistics
{
public:
    explicit TaylorStatistics(const PruningTarget& target)
        : m_target(target)
    {
        m_target.weight.values = {};
    }

    void addGradient(std::span<const float> weight, std::span<const float> gradient) override
    {
        std::vector<float> products(weight.begin(), weight.end());
        for (std::size_t i = 0; i < std::min(products.size(), gradient.size()); ++i)
            products[i] *= gradient[i];
        PruningTarget batch = m_target;
        batch.weight.values = products;
        const FilterRows rows(batch);
        m_sums.resize(rows.count(), 0.0);
        for (std::size_t i = 0; i < rows.count(); ++i) {
            for (const float product : rows.row(i))
                m_sums[i] += static_cast<double>(product) * static_cast<double>(product);
        }
    }

    std::vector<double> scores() const override { return m_sums; }

private:
    PruningTarget m_target; ///< shape, groups, direction; no values
    std::vector<double> m_sums;
};

} // namespace

const AlgorithmInfo& TaylorPruner::info() const
{
    static const AlgorithmInfo info = {
        "taylor",
        {ESPALIER_TR("core", "First-order Taylor expansion"), {}},
        {ESPALIER_TR("core",
                     "Removes output channels whose removal changes the loss least, judged by the gradients on the "
                     "data. Needs a labelled data set."),
         {}},
        "s_i = sum_batches sum_j (w_ij dL/dw_ij)^2",
        "Molchanov et al. 2019, Importance Estimation for Neural Network Pruning",
        channelOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
        ScoreSource::Gradients,
        dataParameters(),
    };
    return info;
}

const std::vector<PruningMode>& TaylorPruner::modes() const
{
    static const std::vector<PruningMode> modes = {PruningMode::Normal, PruningMode::DependencyAware,
                                                   PruningMode::Global};
    return modes;
}

std::unique_ptr<LayerStatistics> TaylorPruner::makeStatistics(const PruningTarget& target) const
{
    return std::make_unique<TaylorStatistics>(target);
}

} // namespace espalier
