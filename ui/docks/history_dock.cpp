// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/history_dock.h"

#include <QEvent>
#include <QUndoView>

#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

HistoryDock::HistoryDock(SessionDocument& document, QWidget* parent)
    : QDockWidget(parent)
    , m_view(new QUndoView(document.undoStack(), this))
{
    setObjectName(QStringLiteral("historyDock"));
    m_view->setObjectName(QStringLiteral("historyUndoView"));
    m_view->setFrameShape(QFrame::NoFrame);
    setWidget(m_view);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &HistoryDock::retranslate);
    retranslate();
}

void HistoryDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void HistoryDock::retranslate()
{
    setWindowTitle(tr("History"));
    m_view->setEmptyLabel(tr("As opened"));
    m_view->setCleanIcon(ThemeManager::icon(QStringLiteral("document-save")));
    m_view->setAccessibleName(tr("History of edits"));
}

} // namespace espalier::ui
