// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_options.h"

#include <array>
#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace espalier {
namespace {

constexpr int kMostEpochs = 1'000'000;
constexpr std::size_t kLargestBatch = std::size_t{1} << 24;

constexpr std::array<std::pair<OptimizerKind, const char*>, 3> kOptimizers{
    {{OptimizerKind::Sgd, "sgd"}, {OptimizerKind::Adam, "adam"}, {OptimizerKind::AdamW, "adamw"}}};

constexpr std::array<std::pair<LrScheduleKind, const char*>, 4> kSchedules{{{LrScheduleKind::Constant, "constant"},
                                                                            {LrScheduleKind::Step, "step"},
                                                                            {LrScheduleKind::Cosine, "cosine"},
                                                                            {LrScheduleKind::OneCycle, "one_cycle"}}};

template <typename Table, typename Kind>
const char* nameIn(const Table& table, Kind wanted)
{
    for (const auto& [kind, name] : table) {
        if (kind == wanted)
            return name;
    }
    return "unknown";
}

std::string plainNumber(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

void require(bool fine, const char* option, double value, const char* range)
{
    if (!fine) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The training option %1 is %2; it must be %3."),
                            {option, plainNumber(value), range}});
    }
}

} // namespace

const char* optimizerName(OptimizerKind kind)
{
    return nameIn(kOptimizers, kind);
}

const char* lrScheduleName(LrScheduleKind kind)
{
    return nameIn(kSchedules, kind);
}

OptimizerKind optimizerFromName(const std::string& name)
{
    for (const auto& [kind, known] : kOptimizers) {
        if (name == known)
            return kind;
    }
    throw Error(ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "There is no optimizer \"%1\"; there are sgd, adam and adamw."), {name}});
}

LrScheduleKind lrScheduleFromName(const std::string& name)
{
    for (const auto& [kind, known] : kSchedules) {
        if (name == known)
            return kind;
    }
    throw Error(ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "There is no learning-rate schedule \"%1\"; there are constant, step, "
                                            "cosine and one_cycle."),
                        {name}});
}

void validateTrainingOptions(const TrainingOptions& options)
{
    require(options.epochs >= 1 && options.epochs <= kMostEpochs, "epochs", options.epochs, "from 1 to 1000000");
    require(options.batchSize >= 1 && options.batchSize <= kLargestBatch, "batch size",
            static_cast<double>(options.batchSize), "from 1 to 16777216");
    require(std::isfinite(options.learningRate) && options.learningRate > 0, "learning rate", options.learningRate,
            "above 0");
    require(options.momentum >= 0 && options.momentum < 1, "momentum", options.momentum, "from 0 to below 1");
    require(std::isfinite(options.weightDecay) && options.weightDecay >= 0, "weight decay", options.weightDecay,
            "0 or more");
    require(!options.nesterov || options.momentum > 0 || options.optimizer != OptimizerKind::Sgd, "momentum",
            options.momentum, "above 0 for Nesterov's method");
    for (double mean : options.mean)
        require(std::isfinite(mean), "mean", mean, "a finite number");
    for (double std : options.std)
        require(std::isfinite(std) && std > 0, "std", std, "above 0");
}

} // namespace espalier
