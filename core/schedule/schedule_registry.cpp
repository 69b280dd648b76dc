// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_registry.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/schedule/agp_schedule.h"
#include "core/schedule/linear_schedule.h"
#include "core/schedule/lottery_ticket_schedule.h"
#include "core/schedule/one_shot_schedule.h"

namespace espalier {

namespace {

constexpr double kMostEpochs = 1e6;

AlgorithmParameter iterationsParameter()
{
    return {"iterations",
            {ESPALIER_TR("core", "Iterations"), {}},
            {ESPALIER_TR("core", "How often the sparsity changes; 0: as often as the epochs allow. What is left of the "
                                 "epochs trains on at the target."),
             {}},
            AlgorithmParameter::Kind::Integer,
            "0",
            0,
            kMostEpochs};
}

AlgorithmParameter epochsParameter(const char* fallback, double smallest)
{
    return {"epochs_per_iteration",
            {ESPALIER_TR("core", "Epochs per iteration"), {}},
            {ESPALIER_TR("core", "How many epochs are trained at each sparsity."), {}},
            AlgorithmParameter::Kind::Integer,
            fallback,
            smallest,
            kMostEpochs};
}

std::vector<ScheduleInfo> allSchedules()
{
    const std::vector<AlgorithmParameter> gradual{iterationsParameter(), epochsParameter("1", 1)};
    return {
        {"one_shot",
         {ESPALIER_TR("core", "At once"), {}},
         {ESPALIER_TR("core", "Prunes to the whole sparsity before the first epoch."), {}},
         "s_t = target",
         {},
         false},
        {"linear",
         {ESPALIER_TR("core", "Linear"), {}},
         {ESPALIER_TR("core", "Raises the sparsity by the same amount in each iteration."), {}},
         "s_i = i / N x target",
         {},
         true,
         gradual},
        {"agp",
         {ESPALIER_TR("core", "Automated gradual pruning"), {}},
         {ESPALIER_TR("core", "Raises the sparsity fast at first, while much can go, and slowly towards the end. "
                              "Entries with final_sparsity have a course of their own."),
          {}},
         "s_t = target - target (1 - t / span)^3",
         "Zhu and Gupta 2017, To prune, or not to prune: exploring the efficacy of pruning for model compression",
         true,
         gradual},
        {"lottery_ticket",
         {ESPALIER_TR("core", "Lottery ticket"), {}},
         {ESPALIER_TR("core", "Trains, removes a share of what is left, puts the weights back to where they began and "
                              "trains again. The list's prune_iterations say how often."),
          {}},
         "s_i = 1 - (1 - target)^(i / n)",
         "Frankle and Carbin 2019, The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks",
         true,
         {iterationsParameter(), epochsParameter("0", 0)}}};
}

int parameter(const ScheduleInfo& info, const ParameterValues& values, const char* name)
{
    return static_cast<int>(integerParameter(info.parameters, values, name));
}

int pruneIterations(const Resolution& resolution)
{
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.pruneIterations)
            return *layer.pruneIterations;
    }
    return 0;
}

std::unique_ptr<SparsitySchedule> makeLottery(const ScheduleInfo& info, int epochs, const ParameterValues& values,
                                              const Resolution& resolution)
{
    int iterations = pruneIterations(resolution);
    if (iterations == 0)
        iterations = parameter(info, values, "iterations");
    int perRound = parameter(info, values, "epochs_per_iteration");
    if (iterations == 0)
        iterations = std::max(1, epochs / std::max(1, perRound) - 1);
    if (perRound == 0)
        perRound = std::max(1, epochs / (iterations + 1));
    return std::make_unique<LotteryTicketSchedule>(iterations, perRound);
}

std::unique_ptr<SparsitySchedule> makeOf(const ScheduleInfo& info, int epochs, const ParameterValues& values,
                                         const Resolution& resolution)
{
    if (info.name == "one_shot")
        return std::make_unique<OneShotSchedule>();
    if (info.name == "lottery_ticket")
        return makeLottery(info, epochs, values, resolution);
    const int perIteration = parameter(info, values, "epochs_per_iteration");
    int iterations = parameter(info, values, "iterations");
    if (iterations == 0)
        iterations = std::max(1, epochs / perIteration);
    if (info.name == "linear")
        return std::make_unique<LinearSchedule>(iterations, perIteration);
    return std::make_unique<AgpSchedule>(iterations, perIteration);
}

} // namespace

const std::vector<ScheduleInfo>& schedules()
{
    static const std::vector<ScheduleInfo> all = allSchedules();
    return all;
}

const ScheduleInfo* findSchedule(const std::string& name)
{
    const auto found = std::find_if(schedules().begin(), schedules().end(),
                                    [&](const ScheduleInfo& info) { return info.name == name; });
    return found == schedules().end() ? nullptr : &*found;
}

std::unique_ptr<SparsitySchedule> makeSchedule(const std::string& name, int epochs, const ParameterValues& parameters,
                                               const Resolution& resolution)
{
    const ScheduleInfo* info = findSchedule(name);
    if (!info) {
        std::string known;
        for (const ScheduleInfo& other : schedules())
            known += (known.empty() ? "" : ", ") + other.name;
        throw Error(ErrorCode::InvalidConfig,
                    {ESPALIER_TR("core", "There is no sparsity schedule %1; there are %2."), {name, known}});
    }
    checkParameters(name, info->parameters, parameters);
    auto schedule = makeOf(*info, epochs, parameters, resolution);
    if (schedule->epochsNeeded() > epochs)
        throw Error(
            ErrorCode::InvalidConfig,
            {ESPALIER_TR("core", "The sparsity schedule %1 needs %2 epochs to reach its target, and the run has %3: "
                                 "train longer, or with fewer iterations."),
             {name, std::to_string(schedule->epochsNeeded()), std::to_string(epochs)}});
    return schedule;
}

} // namespace espalier
