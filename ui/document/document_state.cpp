// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document_state.h"

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

bool DocumentState::sameWork(const DocumentState& other) const
{
    const bool sameMasks = masks == other.masks || *masks == *other.masks;
    return model == other.model && session == other.session && sameMasks && masksBasis == other.masksBasis
           && runs.size() == other.runs.size();
}

} // namespace espalier::ui
