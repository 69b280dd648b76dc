// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/model/model.h"

namespace espalier {

class ProgressSink;

/// How long forward passes took.
struct Latency
{
    double medianMs = 0;
    double lowestMs = 0;
    int runs = 0;           ///< measured ones, after the warm-up
    std::int64_t batch = 1; ///< samples per run
    int threads = 1;
};

/// Times forward passes on random inputs of the models' own input shape: warm-up, then at least 30 runs of each, taken in
/// turns so that a change of the machine's speed meets all of them. Runs on the calling thread.
/// @throws Error(ShapeMismatch) for a model without input shape; CancelledError.
std::vector<Latency> measureLatency(const std::vector<const Model*>& models, ProgressSink& sink,
                                    std::stop_token stop = {});

} // namespace espalier
