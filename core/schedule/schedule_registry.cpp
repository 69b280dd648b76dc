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

//: In a field: the number follows from the others.
const Message kAutomatic{ESPALIER_TR("core", "auto"), {}};

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
            kMostEpochs,
            {},
            {},
            {},
            kAutomatic};
}

/// @param smallest 0: as many as the epochs allow.
AlgorithmParameter epochsParameter(const char* fallback, double smallest)
{
    return {"epochs_per_iteration",
            {ESPALIER_TR("core", "Epochs per iteration"), {}},
            {ESPALIER_TR("core", "How many epochs are trained at each sparsity."), {}},
            AlgorithmParameter::Kind::Integer,
            fallback,
            smallest,
            kMostEpochs,
            {},
            {},
            {},
            smallest == 0 ? kAutomatic : Message{}};
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

/// How often the sparsity rises, as the key that says so; 0 when it follows from the epochs.
struct AskedIterations
{
    const char* key = "iterations";
    int count = 0;
};

AskedIterations askedIterations(const ScheduleInfo& info, const ParameterValues& values, const Resolution& resolution)
{
    if (const int count = pruneIterations(resolution); info.name == "lottery_ticket" && count > 0)
        return {"prune_iterations", count};
    return {"iterations", parameter(info, values, "iterations")};
}

Message tooFewEpochs(const ScheduleInfo& info, int epochs, const ParameterValues& values, const Resolution& resolution,
                     const SparsitySchedule& schedule)
{
    const std::string needed = std::to_string(schedule.epochsNeeded());
    const std::string given = std::to_string(epochs);
    const AskedIterations asked = askedIterations(info, values, resolution);
    const int perIteration = parameter(info, values, "epochs_per_iteration");
    if (asked.count == 0)
        return {ESPALIER_TR("core",
                            "The sparsity schedule %1 needs %2 epochs at least, and epochs is %3: set epochs to %2 "
                            "or more."),
                {info.name, needed, given}};
    if (perIteration > 1)
        return {ESPALIER_TR("core",
                            "The sparsity schedule %1 needs %2 epochs at least, since %4 is %5 and "
                            "epochs_per_iteration is %6, and epochs is %3: set epochs to %2 or more, or lower one "
                            "of the other two."),
                {info.name, needed, given, asked.key, std::to_string(asked.count), std::to_string(perIteration)}};
    return {ESPALIER_TR("core",
                        "The sparsity schedule %1 needs %2 epochs at least, since %4 is %5, and epochs is %3: set "
                        "epochs to %2 or more, or lower %4."),
            {info.name, needed, given, asked.key, std::to_string(asked.count)}};
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
        throw Error(ErrorCode::InvalidConfig, tooFewEpochs(*info, epochs, parameters, resolution, *schedule));
    return schedule;
}

} // namespace espalier
