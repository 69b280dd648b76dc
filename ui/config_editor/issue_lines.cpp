// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/issue_lines.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/config_editor/breakable_text.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

constexpr int kIconSize = 16;

QString severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("dialog-error");
    case Severity::Warning:
        return QStringLiteral("dialog-warning");
    case Severity::Info:
        break;
    }
    return QStringLiteral("dialog-information");
}

} // namespace

IssueLines::IssueLines(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("issueLines"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &IssueLines::refresh);
    hide();
}

void IssueLines::setIssues(const std::vector<Issue>& issues)
{
    if (issues == m_issues)
        return;
    m_issues = issues;
    refresh();
}

void IssueLines::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void IssueLines::addLine()
{
    auto* row = new QWidget(this);
    auto* icon = new QLabel(row);
    auto* text = new QLabel(row);
    text->setObjectName(QStringLiteral("issueLabel"));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    this->layout()->addWidget(row);
    m_lines.push_back({row, icon, text});
}

void IssueLines::refresh()
{
    while (m_lines.size() < m_issues.size())
        addLine();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool used = i < m_issues.size();
        m_lines[i].row->setVisible(used);
        if (!used)
            continue;
        const Issue& issue = m_issues[i];
        m_lines[i].icon->setPixmap(
            ThemeManager::icon(severityIcon(issue.severity)).pixmap(QSize(kIconSize, kIconSize), devicePixelRatioF()));
        m_lines[i].icon->setAccessibleName(issue.severity == Severity::Error ? tr("Error") : tr("Warning"));
        m_lines[i].text->setText(breakableText(messageText(issue.message)));
    }
    setVisible(!m_issues.empty());
}

} // namespace espalier::ui
