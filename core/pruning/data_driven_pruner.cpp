// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/data_driven_pruner.h"

#include "core/base/error.h"

namespace espalier {

namespace {

constexpr double kMostBatches = 1e6;
constexpr double kLargestBatch = 1e5;

} // namespace

std::vector<double> DataDrivenPruner::scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t) const
{
    if (target.statistics.size() != rows.count())
        throw Error(
            ErrorCode::InvalidConfig,
            {ESPALIER_TR("core", "The criterion %1 scores channels on data, and there are no statistics of layer "
                                 "%2: give a data set, or exclude %2 where the network never runs it."),
             {info().name, target.layer}});
    return {target.statistics.begin(), target.statistics.end()};
}

std::vector<AlgorithmParameter> dataParameters()
{
    return {{"batches",
             {ESPALIER_TR("core", "Batches"), {}},
             {ESPALIER_TR("core", "How many batches of the training data are looked at."), {}},
             AlgorithmParameter::Kind::Integer,
             "10",
             1,
             kMostBatches},
            {"batch_size",
             {ESPALIER_TR("core", "Batch size"), {}},
             {ESPALIER_TR("core", "How many images one batch has."), {}},
             AlgorithmParameter::Kind::Integer,
             "64",
             1,
             kLargestBatch,
             {},
             {ESPALIER_TR("core", "images"), {}}}};
}

std::vector<AlgorithmParameter> activationParameters()
{
    std::vector<AlgorithmParameter> parameters = dataParameters();
    parameters.push_back(
        {"activation",
         {ESPALIER_TR("core", "Activation"), {}},
         {ESPALIER_TR("core", "What is applied to the outputs of a layer before they are looked at."), {}},
         AlgorithmParameter::Kind::Choice,
         "relu",
         0,
         0,
         {"relu", "relu6"}});
    return parameters;
}

} // namespace espalier
