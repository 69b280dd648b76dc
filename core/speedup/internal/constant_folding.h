// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/internal/channel_removal.h"

namespace torch::jit {
struct Node;
}

namespace espalier {
class Model;
}

namespace espalier::internal {

/// What removed channels leave behind where they are read, and where it goes.
struct ConstantFolds
{
    struct Change
    {
        int tensor = -1; ///< a bias, or a running mean
        at::Tensor addend;
    };
    std::vector<Change> changes;
    std::vector<Label> notConstant; ///< channels that cannot go after all: their values vary, or nothing takes them up
    /// A fold that is inexact at the border, because the layer pads with zeros.
    struct Approximation
    {
        std::string layer;
        std::vector<Label> channels; ///< that leave the constants
    };
    std::vector<Approximation> approximate;
};

/// True when a removed channel may be other than zero where it is read: behind sigmoid(), a bias or a norm that are not
/// masked. Quick; looks at no activation.
bool mayLeaveConstants(const ChannelRemoval& removal);

/// What runs showed of every channel where a weighted layer or a layer norm reads it. It holds whatever is removed.
struct ChannelRanges
{
    struct Read
    {
        const torch::jit::Node* node = nullptr;
        const WeightUse* use = nullptr;
        std::vector<double> lowest; ///< by input channel, of all runs
        std::vector<double> highest;
        std::int64_t values = 0; ///< of each channel in one run
    };
    struct NormRead
    {
        const ShapeUse* use = nullptr;
        std::vector<double> largest; ///< magnitude, by channel
    };
    std::vector<Read> reads; ///< in the order of the run
    std::vector<NormRead> norms;
};

/// Runs @p masked, the network that @p analysis looked at, on random inputs. A channel that has one value in a run, such as
/// behind a mean over all positions, would look constant: the network runs until each has shown 32 values, or, if it is large,
/// a few times at least. @param seed of the first run's inputs; further ones follow, up to kMostObservations.
ChannelRanges observeChannels(const Model& masked, const ChannelAnalysis& analysis, std::uint64_t seed);

inline constexpr std::uint64_t kMostObservations = 32;

/// Reads the constants that @p removal leaves off the inputs of every weighted layer and says how each following bias, or
/// the running mean of the norm behind a layer without bias, takes them up. Quick: other removals of the same masks need
/// no other run.
ConstantFolds foldConstants(const ChannelRanges& ranges, const ChannelRemoval& removal);

} // namespace espalier::internal
