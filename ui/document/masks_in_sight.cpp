// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/masks_in_sight.h"

#include <QCoreApplication>

#include <algorithm>

#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

QString unknownMasksText(const SessionDocument& document)
{
    if (document.model() == nullptr || !document.showsPreview() || !document.previewMasks().empty()
        || document.listHasErrors())
        return {};
    const auto pruner = findPruner(document.session().algorithm);
    const auto& layers = document.resolution().layers;
    const bool asked = std::any_of(layers.begin(), layers.end(), [](const ResolvedLayer& layer) {
        return layer.sparsity.value_or(layer.totalSparsity.value_or(0)) > 0;
    });
    if (!pruner || !asked || pruner->info().source == ScoreSource::Weights)
        return {};
    return pruner->info().source == ScoreSource::Training
               ? QCoreApplication::translate("MasksInSight", "What goes is known after training along a schedule.")
               : QCoreApplication::translate("MasksInSight", "What goes is known after scoring on data.");
}

QString outdatedMasksText(const SessionDocument& document)
{
    if (document.model() == nullptr || !document.showsPreview() || document.previewMasks().empty()
        || !document.listHasErrors())
        return {};
    return QCoreApplication::translate(
        "MasksInSight", "Out of date: the config list has errors. This is what its last valid state gives.");
}

std::optional<qint64> heldAtZero(const SessionDocument& document)
{
    if (document.masks().empty())
        return 0;
    const auto estimate = document.estimate();
    return estimate == nullptr || document.showsPreview() ? std::nullopt : estimate->removedParameters;
}

} // namespace espalier::ui
