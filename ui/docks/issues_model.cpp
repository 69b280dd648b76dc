// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/issues_model.h"

#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

QIcon severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ThemeManager::icon(QStringLiteral("dialog-error"));
    case Severity::Warning:
        return ThemeManager::icon(QStringLiteral("dialog-warning"));
    case Severity::Info:
        break;
    }
    return ThemeManager::icon(QStringLiteral("dialog-information"));
}

} // namespace

IssuesModel::IssuesModel(SessionDocument& document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_issues(document.issues())
{
    connect(&document, &SessionDocument::issuesChanged, this, &IssuesModel::reload);
}

int IssuesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_issues.size());
}

int IssuesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant IssuesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Issue& shown = issue(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DecorationRole && column == Column::Message)
        return severityIcon(shown.severity);
    if (role == Qt::ToolTipRole)
        return messageText(shown.message);
    if (role == Qt::AccessibleDescriptionRole)
        return shown.severity == Severity::Error     ? tr("Error")
               : shown.severity == Severity::Warning ? tr("Warning")
                                                     : tr("Note");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Message:
        return messageText(shown.message);
    case Column::Layer:
        return QString::fromStdString(shown.layer);
    case Column::Entry:
        return shown.entry ? QVariant(static_cast<qulonglong>(*shown.entry + 1)) : QVariant();
    case Column::Count:
        break;
    }
    return {};
}

QVariant IssuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Message:
        return tr("Issue");
    case Column::Layer:
        return tr("Layer");
    case Column::Entry:
        return tr("Entry");
    case Column::Count:
        break;
    }
    return {};
}

void IssuesModel::refreshTexts()
{
    if (!m_issues.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void IssuesModel::reload()
{
    beginResetModel();
    m_issues = m_document.issues();
    endResetModel();
}

} // namespace espalier::ui
