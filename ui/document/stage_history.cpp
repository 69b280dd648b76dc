// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/stage_history.h"

#include <utility>

namespace espalier::ui {

PruneSettings cutSettings(const DocumentState& state)
{
    const Session& session = state.session;
    const MaskBasis& basis = state.masksBasis;
    if (basis.configList.empty())
        return pruneSettings(session, {});
    return {basis.configList, basis.algorithm, basis.mode, basis.parameters, basis.align, basis.throughReductions};
}

void returnToStageOf(const RunRecord& record, DocumentState& state)
{
    if (record.cuts() == state.cuts())
        return;
    state.shrunkFrom = record.shrunkFrom;
    state.session.steps = record.steps;
    if (record.masksBasis)
        state.session.configList = record.masksBasis->configList;
}

DocumentState stateAfter(const RunRecord& record, DocumentState state)
{
    state.model = record.result.model;
    state.masks = std::make_shared<MaskSet>(record.result.masks);
    if (record.masksBasis)
        state.masksBasis = *record.masksBasis;
    returnToStageOf(record, state);
    if (stageTraining(state.session, state.cuts()) == nullptr)
        setTraining(state.session, state.cuts(), record.options);
    if (!record.schedule.empty()) {
        state.maskedLayers = record.maskedLayers;
        state.pruneIssues = record.pruneIssues;
    }
    const QString data = record.data.isEmpty() ? QString::fromStdString(state.session.data) : record.data;
    state.currentAccuracy = MeasuredAccuracy{record.result.after, data};
    state.accuracyFromRun = true;
    state.runs.push_back(record);
    return state;
}

StageRuns runsOfStage(const DocumentState& state)
{
    StageRuns runs;
    for (std::size_t i = state.shrunkFrom ? state.shrunkFrom->runs : 0; i < state.runs.size(); ++i) {
        const RunRecord& record = state.runs[i];
        if (record.cuts() != state.cuts())
            continue;
        SessionStep step;
        step.kind = SessionStep::Kind::Finetune;
        step.training = record.options;
        step.sparsitySchedule = record.schedule;
        step.scheduleParameters = record.scheduleParameters;
        (record.result.masks.empty() ? runs.dense : runs.pruned).push_back(std::move(step));
    }
    return runs;
}

} // namespace espalier::ui
