// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pruning/layer_statistics.h"

namespace espalier {

/// The mean of a function of all outputs of each channel, over samples and positions.
class ChannelMeans final : public LayerStatistics
{
public:
    using Term = double (*)(float value);

    explicit ChannelMeans(Term term)
        : m_term(term)
    {
    }
    void addOutput(const LayerOutput& output) override;
    std::vector<double> scores() const override;

private:
    Term m_term;
    std::vector<double> m_sums; ///< per channel
    std::uint64_t m_count = 0;  ///< values per channel
};

/// max(0, x), and the same cut at 6: what the parameter `activation` chooses between.
double reluOf(float value);
double relu6Of(float value);

} // namespace espalier
