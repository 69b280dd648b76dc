// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <stop_token>
#include <string>

#include "core/speedup/latency_benchmark.h"

namespace espalier {

class ProgressSink;
struct PhysicalPrediction;

/// Where a forward pass spends its time.
struct LatencyProfile
{
    Latency whole;                         ///< of passes that nobody watched
    std::map<std::string, double> layerMs; ///< median per layer (module path), all calls; "" is what runs in no layer
};

/// Times every operator of forward passes on random inputs of the model's own input shape, on the calling thread. The times
/// of the layers are scaled to those of passes without watching. @throws Error(ShapeMismatch) for a model without input
/// shape; CancelledError.
LatencyProfile measureLatencyProfile(const Model& model, ProgressSink& sink, std::stop_token stop = {});

/// An estimate, in ms: each layer keeps the time of the quickest one, which is what starting an operator costs; the rest of
/// its time shrinks with its MACs, or with its channels where it has none, what runs in no layer with the activations. Real kernels favour channel counts that are multiples of 8 or 16; only measuring tells.
double predictLatency(const LatencyProfile& profile, const PhysicalPrediction& prediction);

} // namespace espalier
