// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/session_steps.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace espalier::ui {
namespace {

using Kind = SessionStep::Kind;
using Steps = std::vector<SessionStep>;
using Index = std::optional<std::size_t>;

bool prunes(const SessionStep& step)
{
    return step.kind == Kind::Prune || (step.kind == Kind::Finetune && !step.sparsitySchedule.empty());
}

bool trains(const SessionStep& step)
{
    return step.kind == Kind::Finetune;
}

bool cutsOut(const SessionStep& step)
{
    return step.kind == Kind::Speedup;
}

bool endsStage(const SessionStep& step)
{
    return cutsOut(step) || step.kind == Kind::Export;
}

/// The first step from @p from on for which @p wanted holds, or the number of steps.
template <typename Wanted>
std::size_t firstFrom(const Steps& steps, std::size_t from, Wanted wanted)
{
    const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(std::min(from, steps.size()));
    return static_cast<std::size_t>(std::find_if(begin, steps.end(), wanted) - steps.begin());
}

std::size_t stageBegin(const Steps& steps, std::size_t cuts)
{
    std::size_t place = 0;
    for (; cuts > 0; --cuts)
        place = std::min(steps.size(), firstFrom(steps, place, cutsOut) + 1);
    return place;
}

std::size_t stageEnd(const Steps& steps, std::size_t cuts)
{
    return firstFrom(steps, stageBegin(steps, cuts), endsStage);
}

template <typename Wanted>
Index inStage(const Steps& steps, std::size_t cuts, Wanted wanted)
{
    const std::size_t found = firstFrom(steps, stageBegin(steps, cuts), wanted);
    return found < stageEnd(steps, cuts) ? Index(found) : std::nullopt;
}

void insert(Steps& steps, std::size_t place, SessionStep step)
{
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(place), std::move(step));
}

SessionStep stepOf(Kind kind)
{
    SessionStep step;
    step.kind = kind;
    return step;
}

/// Takes the stage's Speedup step out, or makes one.
SessionStep takeSpeedup(Steps& steps, std::size_t cuts)
{
    const std::size_t end = stageEnd(steps, cuts);
    if (end == steps.size() || !cutsOut(steps[end]))
        return stepOf(Kind::Speedup);
    SessionStep step = std::move(steps[end]);
    steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(end));
    return step;
}

bool isPruning(const SessionStep& step)
{
    return step.kind == Kind::Prune;
}

/// The stage prunes, as late as its training has begun: what was trained first stays in front.
void requirePruning(Steps& steps, std::size_t cuts, const StageRuns& runs)
{
    if (inStage(steps, cuts, prunes))
        return;
    const Index training = inStage(steps, cuts, trains);
    const bool onlyDense = !runs.dense.empty() && runs.pruned.empty();
    insert(steps, training && onlyDense ? *training + 1 : stageBegin(steps, cuts), stepOf(Kind::Prune));
}

/// All but the last of @p runs when a step at @p own stands for that one; the place is that step's, or else @p otherwise.
void insertRuns(Steps& steps, const std::vector<SessionStep>& runs, Index own, std::size_t otherwise)
{
    if (runs.empty())
        return;
    const auto missing = static_cast<std::ptrdiff_t>(runs.size() - (own ? 1 : 0));
    const auto place = steps.begin() + static_cast<std::ptrdiff_t>(own.value_or(otherwise));
    steps.insert(place, runs.begin(), runs.begin() + missing);
}

/// The first training step of @p steps between two places.
Index trainingIn(const Steps& steps, std::size_t from, std::size_t to)
{
    const std::size_t found = firstFrom(steps, from, trains);
    return found < to ? Index(found) : std::nullopt;
}

void recordRuns(Steps& steps, std::size_t cuts, const StageRuns& runs)
{
    const Index pruning = inStage(steps, cuts, prunes);
    if (!pruning) {
        std::vector<SessionStep> all = runs.dense;
        all.insert(all.end(), runs.pruned.begin(), runs.pruned.end());
        return insertRuns(steps, all, inStage(steps, cuts, trains), stageEnd(steps, cuts));
    }
    // A schedule's own step is the training of the pruned network. From behind, so that the places in front hold.
    const std::size_t behind = isPruning(steps[*pruning]) ? *pruning + 1 : *pruning;
    insertRuns(steps, runs.pruned, trainingIn(steps, behind, stageEnd(steps, cuts)), behind);
    insertRuns(steps, runs.dense, trainingIn(steps, stageBegin(steps, cuts), *pruning), *pruning);
}

void addMissingPruning(Session& session, std::size_t cuts, const StageRuns& runs)
{
    const ConfigList& list = session.configList;
    if (std::any_of(list.begin(), list.end(), [](const ConfigEntry& entry) { return entry.enabled && entry.prunes(); }))
        requirePruning(session.steps, cuts, runs);
}

void returnListToSession(Session& session)
{
    if (!session.configList.empty())
        return;
    const std::size_t first =
        firstFrom(session.steps, 0, [](const SessionStep& step) { return step.pruning.has_value(); });
    const auto takesSessionsList = [](const SessionStep& step) { return prunes(step) && !step.pruning; };
    if (first == session.steps.size() || firstFrom(session.steps, 0, takesSessionsList) != session.steps.size())
        return;
    PruneSettings settings = *std::exchange(session.steps[first].pruning, std::nullopt);
    session.configList = std::move(settings.configList);
    session.algorithm = std::move(settings.algorithm);
    session.mode = std::move(settings.mode);
    session.parameters = std::move(settings.parameters);
    session.align = settings.align;
    session.throughReductions = settings.throughReductions;
}

} // namespace

const SessionStep* trainingStep(const Session& session, std::size_t cuts)
{
    const Steps& steps = session.steps;
    if (const Index found = inStage(steps, cuts, trains))
        return &steps[*found];
    for (std::size_t i = stageBegin(steps, cuts); i > 0; --i) {
        if (trains(steps[i - 1]))
            return &steps[i - 1];
    }
    const std::size_t later = firstFrom(steps, stageEnd(steps, cuts), trains);
    return later < steps.size() ? &steps[later] : nullptr;
}

SessionStep* stageTraining(Session& session, std::size_t cuts)
{
    const Index found = inStage(session.steps, cuts, trains);
    return found ? &session.steps[*found] : nullptr;
}

SessionStep& requireTraining(Session& session, std::size_t cuts)
{
    if (SessionStep* step = stageTraining(session, cuts))
        return *step;
    SessionStep added = stepOf(Kind::Finetune);
    added.training.seed = session.seed;
    if (const SessionStep* earlier = trainingStep(session, cuts))
        added.training = earlier->training;
    insert(session.steps, stageEnd(session.steps, cuts), std::move(added));
    return *stageTraining(session, cuts);
}

bool stagePrunes(const Session& session, std::size_t cuts)
{
    return inStage(session.steps, cuts, isPruning).has_value();
}

void dropPruning(Session& session, std::size_t cuts)
{
    while (const Index found = inStage(session.steps, cuts, isPruning))
        session.steps.erase(session.steps.begin() + static_cast<std::ptrdiff_t>(*found));
}

void setTraining(Session& session, std::size_t cuts, const TrainingOptions& options)
{
    requireTraining(session, cuts).training = options;
}

void recordCut(Session& session, std::size_t cuts, const PruneSettings& settings, const StageRuns& runs)
{
    if (settings.configList.empty())
        return;
    Steps& steps = session.steps;
    requirePruning(steps, cuts, runs);
    steps[*inStage(steps, cuts, prunes)].pruning = settings;
    SessionStep speedup = takeSpeedup(steps, cuts);
    recordRuns(steps, cuts, runs);
    const std::size_t pruning = *inStage(steps, cuts, prunes);
    const std::size_t end = stageEnd(steps, cuts);
    std::size_t last = pruning;
    for (std::size_t i = pruning; i < end && !runs.pruned.empty(); ++i)
        last = trains(steps[i]) ? i : last;
    insert(steps, last + 1, std::move(speedup));
}

std::vector<Issue> issuesOfRounds(const Session& session)
{
    const bool rounds = std::any_of(session.steps.begin(), session.steps.end(),
                                    [](const SessionStep& step) { return step.pruning.has_value(); });
    if (!rounds)
        return {};
    return {
        {Severity::Info,
         Message{ESPALIER_TR("core", "The session prunes in several rounds. The network is shown as it was before the "
                                     "first, with the config list of one round; espalier-cli run does them all."),
                 {}},
         std::nullopt,
         {}}};
}

Session sessionForFile(Session session, std::size_t cuts, const StageRuns& runs)
{
    addMissingPruning(session, cuts, runs);
    recordRuns(session.steps, cuts, runs);
    returnListToSession(session);
    return session;
}

} // namespace espalier::ui
