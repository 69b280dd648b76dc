// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/data/dataset.h"

namespace espalier {

/// Pad-crop: zero-pads by 1/8 of the side (rounded, at least 2; 4 for 32x32) and crops at random; flip: mirrors
/// left-right with p = 1/2. Both act before the normalisation, so that the padding is black.
struct Augmentation
{
    bool padCrop = false;
    bool flip = false;
    bool operator==(const Augmentation&) const = default;
};

struct BatchLoaderOptions
{
    std::size_t batchSize = 128;
    bool shuffle = false;
    std::uint64_t seed = 0;
    Augmentation augmentation;
    std::vector<double> mean; ///< per channel, or one for all; empty: 0
    std::vector<double> std;  ///< empty: 1
    int channels = 0;         ///< what the network wants; grey images are repeated; 0: as the data set has them
    std::size_t prefetch = 2; ///< batches prepared ahead
    std::size_t threads = 0;  ///< that prepare them; 0: as many as the machine has, 8 at most
};

struct Batch
{
    std::vector<float> images; ///< count x channels x height x width
    std::vector<std::int64_t> labels;
    ImageSize imageSize;
    std::size_t count = 0;
};

/// Prepares batches on threads of its own. An epoch's order and augmentation depend only on seed and epoch number, not
/// on the number of threads. Errors of the threads are thrown by next(), in the batch where they belong; afterwards the
/// epoch is over. Destroying the loader stops the threads. To be used from one thread.
class BatchLoader
{
public:
    /// @throws Error(InvalidConfig) for mean and std that fit neither one nor all channels, std not above 0;
    /// Error(ShapeMismatch) when the channels cannot be had from the data.
    BatchLoader(std::shared_ptr<const Dataset> dataset, BatchLoaderOptions options);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    /// Nothing is prepared before the first call. Starts (again) with that epoch; batches of an unfinished epoch are dropped.
    void startEpoch(std::size_t epoch);
    /// The next batch; nullopt at the end of the epoch. The last batch may be smaller.
    std::optional<Batch> next();
    std::size_t batchCount() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace espalier
