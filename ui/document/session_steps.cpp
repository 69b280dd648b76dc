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

void addMissingPruning(Session& session, std::size_t cuts)
{
    const ConfigList& list = session.configList;
    const bool listPrunes =
        std::any_of(list.begin(), list.end(), [](const ConfigEntry& entry) { return entry.enabled && entry.prunes(); });
    if (listPrunes && !inStage(session.steps, cuts, prunes))
        insert(session.steps, stageBegin(session.steps, cuts), stepOf(Kind::Prune));
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
    return nullptr;
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
    return inStage(session.steps, cuts, [](const SessionStep& step) { return step.kind == Kind::Prune; }).has_value();
}

void dropPruning(Session& session, std::size_t cuts)
{
    while (const Index found =
               inStage(session.steps, cuts, [](const SessionStep& step) { return step.kind == Kind::Prune; }))
        session.steps.erase(session.steps.begin() + static_cast<std::ptrdiff_t>(*found));
}

void setTraining(Session& session, std::size_t cuts, const TrainingOptions& options)
{
    requireTraining(session, cuts).training = options;
}

void recordCut(Session& session, std::size_t cuts, const PruneSettings& settings, bool trained)
{
    if (settings.configList.empty())
        return;
    Steps& steps = session.steps;
    if (!inStage(steps, cuts, prunes))
        insert(steps, stageBegin(steps, cuts), stepOf(Kind::Prune));
    const std::size_t pruning = *inStage(steps, cuts, prunes);
    steps[pruning].pruning = settings;
    SessionStep speedup = takeSpeedup(steps, cuts);
    const Index training = inStage(steps, cuts, trains);
    const std::size_t last = trained && training ? std::max(pruning, *training) : pruning;
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

Session sessionForFile(Session session, std::size_t cuts)
{
    addMissingPruning(session, cuts);
    returnListToSession(session);
    return session;
}

} // namespace espalier::ui
