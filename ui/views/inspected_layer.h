// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

#include "core/config/config_resolver.h"
#include "core/model/model.h"
#include "ui/views/weight_matrix.h"

namespace espalier::ui {

class SessionDocument;

/// Everything the centre shows of one layer, gathered from the document.
struct InspectedLayer
{
    std::shared_ptr<const Model> model; ///< null: there is no such layer
    LayerInfo info;
    ResolvedLayer resolved;
    WeightMatrix weight; ///< empty when there is nothing to show
    WeightMask mask;
    QString source;           ///< of a norm: the layer whose channels it follows
    QString noWeight;         ///< why there is no weight to show, as a sentence; else empty
    QString noChannels;       ///< why its channels cannot be chosen from, as a sentence; else empty
    QStringList together;     ///< layers that lose the same channels, as the session prunes
    bool structured = false;  ///< the algorithm removes whole channels
    bool hasChannels = false; ///< its channels are its own: they have an importance

    /// The channels have a cut line: the algorithm can remove them.
    bool isCuttable() const { return structured && hasChannels && noChannels.isEmpty(); }
    QString name() const { return QString::fromStdString(info.name); }
    QString opType() const { return QString::fromStdString(info.opType); }

    static InspectedLayer of(const SessionDocument& document, const QString& name);
};

/// The masks that are shown: the adopted ones, or those of the preview while there are none or they are out of date.
std::shared_ptr<const MaskSet> shownMasks(const SessionDocument& document);

} // namespace espalier::ui
