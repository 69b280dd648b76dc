// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/batch_loader.h"

namespace espalier {

enum class OptimizerKind { Sgd, Adam, AdamW };
enum class LrScheduleKind { Constant, Step, Cosine, OneCycle };

/// Names as on the command line: sgd, adam, adamw; constant, step, cosine, one_cycle.
const char* optimizerName(OptimizerKind kind);
const char* lrScheduleName(LrScheduleKind kind);
/// @throws Error(InvalidConfig) listing the known names.
OptimizerKind optimizerFromName(const std::string& name);
LrScheduleKind lrScheduleFromName(const std::string& name);

struct TrainingOptions
{
    int epochs = 1;
    std::size_t batchSize = 128;
    OptimizerKind optimizer = OptimizerKind::Sgd;
    double learningRate = 0.01;
    double momentum = 0.9;
    bool nesterov = false;
    double weightDecay = 5e-4;
    LrScheduleKind lrSchedule = LrScheduleKind::Cosine;
    Augmentation augmentation;
    std::uint64_t seed = 0;
    std::vector<double> mean; ///< per channel; empty: the model's stored values, else none
    std::vector<double> std;

    bool operator==(const TrainingOptions&) const = default;
};

/// @throws Error(InvalidConfig) naming the option that is out of range.
void validateTrainingOptions(const TrainingOptions& options);

} // namespace espalier
