// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QLabel;
class QModelIndex;
class QTreeView;

namespace espalier::ui {

class CurrentSelection;
class IssuesModel;
class SessionDocument;

/// Every finding about model, config list, pruning and data. Choosing one selects its layer and its config entry.
class IssuesDock : public QDockWidget
{
    Q_OBJECT

public:
    IssuesDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);

    IssuesModel* model() const { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void choose(const QModelIndex& index);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    IssuesModel* m_model;
    QTreeView* m_view;
    QLabel* m_empty;
};

} // namespace espalier::ui
