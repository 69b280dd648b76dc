// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/training/internal/optimizer.h"
#include "core/training/trainer.h"

namespace espalier::internal {

/// What a run was started with. Runs with equal fingerprints do the same.
struct RunFingerprint
{
    std::string options; ///< every training option as JSON text
    std::uint64_t model = 0;
    std::uint64_t masks = 0;
    std::uint64_t trainData = 0;
    std::uint64_t testData = 0;
};

RunFingerprint fingerprint(const Model& model, const MaskSet& masks, bool normMasks, const TrainingOptions& options,
                           const Dataset& train, const Dataset& test);

/// @throws Error(InvalidConfig) naming @p file and what differs.
void requireSameRun(const RunFingerprint& saved, const RunFingerprint& wanted, const std::filesystem::path& file);

using TensorList = std::vector<std::pair<std::string, at::Tensor>>;

/// The state of a run between two epochs.
struct Checkpoint
{
    RunFingerprint fingerprint;
    int nextEpoch = 0;
    Evaluation before;
    std::vector<EpochEvent> history;
    MaskSet masks;    ///< that hold now
    TensorList model; ///< dense values, nothing masked
    std::vector<Optimizer::ParameterState> optimizer;
    bool hasBest = false;
    int bestEpoch = -1;
    Evaluation best;
    MaskSet bestMasks;
    TensorList bestModel;
    std::string hookState; ///< bytes
};

/// Writes beside and renames. @throws Error(Io)
void writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// @throws Error(NotFound, Io, Corrupt, Unsupported) naming the file.
Checkpoint readCheckpoint(const std::filesystem::path& file);

} // namespace espalier::internal
