// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include "ui/models/layer_tree_item.h"

namespace espalier::ui {

class SessionDocument;

/// The words of the layer tree: short ones for the cells, exact ones for the tool tips.
class LayerTreeTexts
{
    Q_DECLARE_TR_FUNCTIONS(LayerTreeTexts)

public:
    explicit LayerTreeTexts(const SessionDocument& document);

    QString display(const LayerTreeItem& item, LayerColumn column) const;
    QString toolTip(const LayerTreeItem& item, LayerColumn column) const;
    /// Why nothing can be removed; empty when something can.
    QString reason(const LayerTreeItem& item) const;

    static QString header(LayerColumn column);
    static QString headerToolTip(LayerColumn column);
    static QString excluded();
    static QString mixed();

private:
    const LayerInfo* layerOf(const LayerTreeItem& item) const;
    QString outputShape(const LayerTreeItem& item) const;
    QString sparsity(const LayerState& state) const;
    QString entry(const LayerTreeItem& item) const;
    QString nameToolTip(const LayerTreeItem& item) const;
    QStringList channelLines(const LayerState& state) const;
    QStringList sparsityLines(const LayerTreeItem& item) const;
    QString shortfall(const LayerTreeItem& item) const;
    QStringList entryLines(const LayerTreeItem& item) const;
    QString entryLine(int entry, int layers, const LayerTreeItem& item) const;

    const SessionDocument& m_document;
};

} // namespace espalier::ui
