// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/profile.h"
#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class ProgressSink;

/// Reads a model, then a state dict into it (@p weights empty: none), then gives it its input shape (@p inputs empty: what
/// the file says). @param inputsSource who gave the shape, for errors: "--input-shape"; empty: nobody worth naming.
/// @throws Error naming file, shape and source, also where memory does not suffice for the shape; CancelledError
Model loadModel(const std::filesystem::path& file, const std::filesystem::path& weights,
                const std::vector<InputSpec>& inputs, ProgressSink& sink, std::stop_token stop = {},
                const std::string& inputsSource = {});

/// @throws Error(ShapeMismatch) with a shape that would do when @p model knows no input shape. @param source what could
/// give it: "--input-shape".
void requireInputs(const Model& model, const std::filesystem::path& file, const std::string& source);

/// Gives a model that knows no input shape the one of @p dataset (channels as the first layer wants them). Leaves the
/// model as it is when the two do not fit: evaluation then says why.
void setInputsFromData(Model& model, const Dataset& dataset);

/// @throws Error(NotFound, ShapeMismatch) naming @p file and the first layer of @p masks that the model does not have or
/// that has another shape there.
void requireMasksFit(const Model& model, const MaskSet& masks, const std::filesystem::path& file);

/// The masks that hold when @p masks are applied: under the default profile those of batch norms as well.
MaskSet effectiveMasks(const Model& model, const MaskSet& masks, Profile profile);

} // namespace espalier
