// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/data/batch_loader.h"
#include "core/data/sample_order.h"

namespace espalier {

/// What lies between a stored image and the network: augmentation, normalisation (x - mean) / std per channel, grey
/// repeated to the channels wanted. Immutable, may be used by several threads.
class SampleTransform
{
public:
    /// @throws as the constructor of BatchLoader.
    SampleTransform(const ImageSize& stored, const BatchLoaderOptions& options);

    const ImageSize& outputSize() const { return m_output; }
    /// @p stored: one image as Dataset::read() fills it; @p out: channels x height x width. @p random decides the
    /// augmentation and is asked in a fixed order.
    void apply(std::span<const float> stored, RandomStream random, std::span<float> out) const;

private:
    struct Placement
    {
        int top = 0; ///< of the crop within the unpadded image, negative within the padding
        int left = 0;
        bool mirrored = false;
    };
    Placement draw(RandomStream& random) const;

    ImageSize m_stored;
    ImageSize m_output;
    Augmentation m_augmentation;
    std::vector<float> m_mean; ///< per output channel
    std::vector<float> m_scale;
};

/// Pixels added on each side before a random crop: side / 8, rounded half up, at least 2.
int cropPadding(int side);

} // namespace espalier
