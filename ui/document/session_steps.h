// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/issue.h"
#include "core/session/session.h"

namespace espalier::ui {

// What is done in the window becomes steps that the command line can repeat. A stage is what lies between two Speedup steps;
// `cuts` says how many of those have been done, which is the stage that work goes on in.

/// The Finetune step of the stage, or else the last one of those before, or else the first one behind a cut that is still to
/// come; nullptr: there is none.
const SessionStep* trainingStep(const Session& session, std::size_t cuts);

/// The Finetune step of the stage itself; nullptr: it has none.
SessionStep* stageTraining(Session& session, std::size_t cuts);
/// The same, made where there is none: with the options of trainingStep(), or the session's seed.
SessionStep& requireTraining(Session& session, std::size_t cuts);

/// The stage has a Prune step.
bool stagePrunes(const Session& session, std::size_t cuts);

/// Training prunes by itself: the stage needs no Prune step.
void dropPruning(Session& session, std::size_t cuts);

/// Gives the stage's Finetune step @p options, and the stage such a step where it has none.
void setTraining(Session& session, std::size_t cuts, const TrainingOptions& options);

/// Training that a stage has seen, in the order in which it was done.
struct StageRuns
{
    std::vector<SessionStep> dense;  ///< before anything was pruned
    std::vector<SessionStep> pruned; ///< with masks, or by a schedule that makes them
};

/// The network was made smaller by masks that @p settings gave: the stage's pruning step keeps them to itself, and a Speedup
/// step ends the stage, behind the training of the pruned network if there was any. Masks without a list, such as those of a
/// file, cannot be made again: they leave no step.
void recordCut(Session& session, std::size_t cuts, const PruneSettings& settings, const StageRuns& runs);

/// A session of several rounds that is opened begins again: says what is shown, and who does all of them.
std::vector<Issue> issuesOfRounds(const Session& session);

/// What a file should say: each run has a step, in front of the pruning or behind it as it was done; a list that prunes has a
/// step that does it; and a list that a cut has used up is the session's again, so that it is there to be seen when the file
/// is opened. The last run of a kind has the stage's own step, whose options may have been edited since for the next one.
Session sessionForFile(Session session, std::size_t cuts, const StageRuns& runs);

} // namespace espalier::ui
