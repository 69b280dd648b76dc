// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include "ui/models/layer_tree_item.h"

class QMenu;
class QTreeView;

namespace espalier::ui {

/// Which columns the layer tree shows. As many as fit until somebody chooses; from then on what was chosen.
class LayerTreeColumns : public QObject
{
    Q_OBJECT

public:
    /// @p tree shows a layer tree model already.
    explicit LayerTreeColumns(QTreeView& tree);

    QByteArray save() const;
    bool restore(const QByteArray& state);
    void show(LayerColumn column);
    bool isShown(LayerColumn column) const;
    /// Widths for the font of the moment, and the columns that fit.
    void reset();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit(int width);
    int preferredWidth(LayerColumn column) const;
    void choose(LayerColumn column, bool shown);
    void showMenu(const QPoint& position);
    void fillMenu(QMenu& menu);

    QTreeView& m_tree;
    bool m_chosen = false;
};

} // namespace espalier::ui
