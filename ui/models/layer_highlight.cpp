// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_highlight.h"

#include "ui/document/current_selection.h"

namespace espalier::ui {

LayerHighlight& LayerHighlight::of(CurrentSelection& selection)
{
    auto* highlight = selection.findChild<LayerHighlight*>(QString(), Qt::FindDirectChildrenOnly);
    if (highlight == nullptr)
        highlight = new LayerHighlight(&selection);
    return *highlight;
}

void LayerHighlight::setEntry(int entry)
{
    if (entry == m_entry)
        return;
    m_entry = entry;
    Q_EMIT entryChanged();
}

void LayerHighlight::setLayer(const QString& layer)
{
    if (layer == m_layer)
        return;
    m_layer = layer;
    Q_EMIT layerChanged();
}

} // namespace espalier::ui
