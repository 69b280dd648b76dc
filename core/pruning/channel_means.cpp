// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/channel_means.h"

#include <algorithm>

namespace espalier {

void ChannelMeans::addOutput(const LayerOutput& output)
{
    if (output.channelDim >= output.shape.size())
        return;
    const auto channels = static_cast<std::size_t>(output.shape[output.channelDim]);
    std::size_t inner = 1;
    for (std::size_t i = output.channelDim + 1; i < output.shape.size(); ++i)
        inner *= static_cast<std::size_t>(output.shape[i]);
    if (channels == 0 || inner == 0 || output.values.empty())
        return;
    m_sums.resize(channels, 0.0);
    const float* value = output.values.data();
    const std::size_t outer = output.values.size() / (channels * inner);
    for (std::size_t sample = 0; sample < outer; ++sample) {
        for (double& sum : m_sums) {
            double part = 0;
            for (std::size_t i = 0; i < inner; ++i)
                part += m_term(*value++);
            sum += part;
        }
    }
    m_count += outer * inner;
}

std::vector<double> ChannelMeans::scores() const
{
    std::vector<double> means = m_sums;
    for (double& mean : means)
        mean /= static_cast<double>(std::max<std::uint64_t>(1, m_count));
    return means;
}

double reluOf(float value)
{
    return value > 0 ? static_cast<double>(value) : 0.0;
}

double relu6Of(float value)
{
    constexpr float kMost = 6;
    return reluOf(std::min(value, kMost));
}

} // namespace espalier
