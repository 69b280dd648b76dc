// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace espalier {

/// How channels are followed through a network.
struct ChannelOptions
{
    /// Channels that a norm, a mean, a softmax, ... computes with together may go all the same. What is left of them is then
    /// reduced alone, which simulateReductions() makes the masked network do too.
    bool throughReductions = false;

    bool operator==(const ChannelOptions&) const = default;
};

} // namespace espalier
