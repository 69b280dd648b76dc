// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/issues_dock.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeView>

#include "ui/docks/issues_model.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

IssuesDock::IssuesDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(new IssuesModel(document, this))
    , m_view(new QTreeView)
    , m_empty(new QLabel)
{
    setObjectName(QStringLiteral("issuesDock"));
    m_view->setObjectName(QStringLiteral("issuesTreeView"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAllColumnsShowFocus(true);
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setWordWrap(true);
    auto* content = new QWidget(this);
    auto* layout = new QStackedLayout(content);
    layout->addWidget(m_empty);
    layout->addWidget(m_view);
    setWidget(content);
    connect(m_view, &QTreeView::clicked, this, &IssuesDock::choose);
    connect(m_view, &QTreeView::activated, this, &IssuesDock::choose);
    connect(m_model, &QAbstractItemModel::modelReset, this, &IssuesDock::refresh);
    connect(&document, &SessionDocument::modelChanged, this, &IssuesDock::refresh);
    connect(&ThemeManager::instance(), &ThemeManager::changed, m_model, &IssuesModel::refreshTexts);
    retranslate();
}

void IssuesDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void IssuesDock::retranslate()
{
    m_view->setAccessibleName(tr("Issues"));
    m_model->refreshTexts();
    refresh();
}

void IssuesDock::refresh()
{
    const int count = m_model->rowCount();
    //: Title of the dock with the number of issues: "Issues 2".
    setWindowTitle(count == 0 ? tr("Issues") : tr("Issues %1").arg(count));
    m_empty->setText(m_document.model() == nullptr
                         ? tr("Findings about a model, its config list and its data are listed here.")
                         : tr("Nothing was found that needs attention."));
    static_cast<QStackedLayout*>(widget()->layout())->setCurrentIndex(count == 0 ? 0 : 1);
}

void IssuesDock::choose(const QModelIndex& index)
{
    const Issue& issue = m_model->issue(index.row());
    if (!issue.layer.empty())
        m_selection.setLayers({QString::fromStdString(issue.layer)});
    if (issue.entry)
        m_selection.setCurrentEntry(static_cast<int>(*issue.entry));
}

} // namespace espalier::ui
