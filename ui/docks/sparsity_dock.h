// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include <memory>

#include "core/model/mask_set.h"

class QLabel;
class QModelIndex;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;

namespace espalier::ui {

class CurrentSelection;
class EmptyState;
class LayerOutcomeModel;
class MessageStrip;
class NumberTable;
class SessionDocument;

/// What the masks in force take from each layer, beside what was asked for, with the reason where both differ. Can be
/// sorted and written as CSV; a click selects the layer.
class SparsityDock : public QDockWidget
{
    Q_OBJECT

public:
    SparsityDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);

    LayerOutcomeModel* model() const { return m_model; }
    NumberTable* view() const { return m_view; }

public Q_SLOTS:
    void saveAsCsv();

Q_SIGNALS:
    /// The button of the empty table.
    void pruneRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void createContent();
    void connectParts();
    void retranslate();
    void reload();
    void refresh();
    QString summary() const;
    void choose(const QModelIndex& index);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    std::shared_ptr<const MaskSet> m_masks; ///< that the rows are about
    LayerOutcomeModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    MessageStrip* m_messages = nullptr;
    QLabel* m_summary = nullptr;
    QToolButton* m_save = nullptr;
    NumberTable* m_view = nullptr;
};

} // namespace espalier::ui
