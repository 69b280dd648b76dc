// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/base/input_spec.h"

namespace espalier {

/// What one call of a layer put out for one batch.
struct LayerOutput
{
    Shape shape;
    std::span<const float> values; ///< row-major
    std::size_t channelDim = 1;    ///< where the output channels lie
};

/// Collects, batch by batch, what a criterion wants to know of one layer. Told only what its criterion's ScoreSource
/// names. Used from one thread at a time.
class LayerStatistics
{
public:
    virtual ~LayerStatistics() = default;
    /// After each call of the layer.
    virtual void addOutput(const LayerOutput& output) { (void)output; }
    /// Once per batch: the weight and the gradient of the loss by it, row-major, of equal size.
    virtual void addGradient(std::span<const float> weight, std::span<const float> gradient)
    {
        (void)weight;
        (void)gradient;
    }
    /// One score per unit, higher is more important; empty before anything was added.
    virtual std::vector<double> scores() const = 0;
    /// Everything that is remembered, as bytes, for criteria that collect over many epochs.
    virtual std::string state() const { return {}; }
    /// Puts back what state() gave for a layer of the same size; anything else is ignored.
    virtual void restore(const std::string& state) { (void)state; }
};

} // namespace espalier
