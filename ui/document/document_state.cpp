// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document_state.h"

#include <algorithm>

namespace espalier::ui {

MaskBasis MaskBasis::of(const Session& session)
{
    const auto pruner = findPruner(session.algorithm);
    const bool onData = pruner && pruner->info().source != ScoreSource::Weights;
    return {session.configList,
            session.algorithm,
            session.profile,
            session.seed,
            session.mode,
            session.align,
            session.weightsPath,
            session.parameters,
            onData ? session.data : std::string(),
            session.throughReductions};
}

std::size_t DocumentState::runsSinceCut() const
{
    const std::size_t first = std::min(shrunkFrom ? shrunkFrom->runs : 0, runs.size());
    return static_cast<std::size_t>(std::count_if(runs.begin() + static_cast<std::ptrdiff_t>(first), runs.end(),
                                                  [this](const RunRecord& record) { return record.cuts() == cuts(); }));
}

bool DocumentState::sameWork(const DocumentState& other) const
{
    const bool sameMasks = masks == other.masks || *masks == *other.masks;
    return model == other.model && session == other.session && sameMasks && masksBasis == other.masksBasis
           && runs.size() == other.runs.size();
}

} // namespace espalier::ui
