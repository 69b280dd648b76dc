// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QLabel;
class QModelIndex;
class QStackedWidget;
class QTreeView;

namespace espalier::ui {

class CurrentSelection;
class DependencyModel;
class EmptyState;
class SessionDocument;

/// Which layers share their channels with the selected one, so that none can lose them alone, and why.
class DependencyDock : public QDockWidget
{
    Q_OBJECT

public:
    DependencyDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);

    DependencyModel* model() const { return m_model; }
    QString headline() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void createContent();
    void retranslate();
    void refresh();
    void showEmpty(const QString& sentence);
    QString summary() const;
    void choose(const QModelIndex& index);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    DependencyModel* m_model;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    QLabel* m_summary = nullptr;
    QTreeView* m_view = nullptr;
    bool m_choosing = false; ///< the selection is being changed from here: the group stays
};

} // namespace espalier::ui
