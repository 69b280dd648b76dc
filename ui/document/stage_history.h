// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/document/document_state.h"
#include "ui/document/session_steps.h"

namespace espalier::ui {

// What a document's state tells of the stage that work goes on in: see session_steps.h.

/// What the masks were made by; those that say nothing about it were made by the session as it is.
PruneSettings cutSettings(const DocumentState& state);

/// A run that began before the network was cut (or cut again) brings back the network that it began with, and what was
/// known of it.
void returnToStageOf(const RunRecord& record, DocumentState& state);

/// @p state once @p record, which is finished, has become its latest run.
DocumentState stateAfter(const RunRecord& record, DocumentState state);

/// Runs since the last cut, as steps that repeat them.
StageRuns runsOfStage(const DocumentState& state);

} // namespace espalier::ui
