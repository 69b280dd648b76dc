// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class ProgressSink;

/// Rows and columns (dimensions 0 and 1) that one group of a grouped convolution keeps.
struct SliceBlock
{
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> columns; ///< counted within the group
};

/// Where the elements of a smaller tensor came from.
struct ParameterSlices
{
    std::string name; ///< full name, "layer1.0.conv1.weight"
    /// Dimension and kept indices, applied one after the other.
    std::vector<std::pair<int, std::vector<std::int64_t>>> kept;
    /// Grouped convolutions instead: the blocks, one below the other.
    std::vector<SliceBlock> blocks;
};

struct SpeedupOptions
{
    Profile profile = Profile::Default;
    std::uint64_t seed = 0; ///< of the random inputs that the result is verified on
    bool verify = true;     ///< false: the caller compares on his own
};

/// A physically smaller network and the proof that it computes the same.
struct SpeedupResult
{
    std::shared_ptr<const Model> model;  ///< smaller, original names; the masked model where nothing could be removed
    std::vector<ParameterSlices> recipe; ///< every tensor that lost something, in the order of the model
    std::int64_t parametersBefore = 0;
    std::int64_t parametersAfter = 0;
    std::int64_t bytesRemoved = 0; ///< of parameters and buffers
    std::int64_t macsBefore = 0;   ///< for one sample
    std::int64_t macsAfter = 0;
    double maxAbsDifference = 0; ///< of outputs of masked and smaller network, on random inputs
    double maxRelDifference = 0; ///< max|a-b| / max(1e-6, max|a|)
    double seconds = 0;          ///< dependency graph and shrinking, without the verification
    std::vector<Issue> issues;
};

/// Removes every channel that @p masks make superfluous (NNI's ModelSpeedup) and verifies that masked and smaller
/// network agree. A channel goes when all layers of its dependency group mask it, or when nothing reads it any more;
/// constants that removed channels leave behind are folded into following biases or running means. Where zero padding
/// would make that inexact at the border, Profile::Default keeps the channels; NNI's profiles remove them, and an issue
/// says by how much outputs differ. @p model is not changed and needs an input shape. Masks that remove no channel are not an error: one issue says so.
/// @throws Error(NotFound, ShapeMismatch) for masks that do not fit, or an input shape that is missing; Error(InvalidConfig)
/// for a layer that is masked whole; Error(Unsupported) for graphs that cannot be followed; Error(Internal) when outputs
/// disagree and nothing explains it; CancelledError.
SpeedupResult speedUp(std::shared_ptr<const Model> model, const MaskSet& masks, const SpeedupOptions& options,
                      ProgressSink& sink, std::stop_token stop = {});

} // namespace espalier
