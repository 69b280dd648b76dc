// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "core/data/batch_loader.h"
#include "core/model/model.h"

namespace espalier::internal {

/// How images of a data set go into a network.
struct NetworkInput
{
    int channels = 0;  ///< what the loader makes of the images
    bool flat = false; ///< N x F instead of N x C x H x W
    std::int64_t outputs = 0;
    bool channelsLast = false; ///< images lie in memory as N x H x W x C
};

/// Finds out how @p model takes the images of @p dataset by running it once on zeros: as they are, grey repeated to three
/// channels, or flattened. The model is put into evaluation mode.
/// @throws Error(ShapeMismatch) naming the layer and the sizes when it takes none of these, has several inputs, or does
/// not return one row of class scores per image; Error(ShapeMismatch) naming both numbers when the data has more
/// classes than the network outputs.
NetworkInput probeNetworkInput(Model& model, const Dataset& dataset);

/// Lays out the weights of 2-d convolutions and the images channels-last, in which LibTorch computes faster (a training
/// step of a small residual network takes 4 to 18 % less time). Networks that cannot (a view() of a convolution's
/// output) stay as they are. Values do not change.
void preferChannelsLast(Model& model, NetworkInput& input, const Dataset& dataset);

/// The images of a batch as the network takes them: a view, @p batch must outlive it.
at::Tensor imagesTensor(Batch& batch, const NetworkInput& input);
at::Tensor labelsTensor(Batch& batch);

/// Class scores (N x outputs, logits or log-probabilities) of a forward pass: the first output, single trailing
/// dimensions dropped. @throws Error
at::Tensor classScores(const Model& model, const at::Tensor& images);

/// Top-1 and top-5 hits and the summed cross entropy of a batch. The log-softmax of log-probabilities is themselves, so
/// that networks with a final log_softmax are covered as well.
struct BatchScore
{
    std::int64_t hits = 0;
    std::int64_t topFiveHits = 0;
    double lossSum = 0;
};
BatchScore scoreBatch(const at::Tensor& scores, const at::Tensor& labels);
std::int64_t countHits(const at::Tensor& scores, const at::Tensor& labels);

/// The sentence of any exception of LibTorch without its stack trace, for use within ours.
std::string firstLine(const std::string& text);

} // namespace espalier::internal
