// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/current_selection.h"

namespace espalier::ui {

void CurrentSelection::setLayers(const QStringList& layers, const QString& current)
{
    QString newCurrent = layers.contains(current) ? current : layers.value(0);
    if (layers == m_layers && newCurrent == m_currentLayer)
        return;
    m_layers = layers;
    m_currentLayer = std::move(newCurrent);
    Q_EMIT layersChanged();
}

void CurrentSelection::setCurrentEntry(int entry)
{
    if (entry == m_currentEntry)
        return;
    m_currentEntry = entry;
    Q_EMIT currentEntryChanged();
}

void CurrentSelection::clear()
{
    setLayers({});
    setCurrentEntry(-1);
}

} // namespace espalier::ui
