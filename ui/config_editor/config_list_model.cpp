// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_list_model.h"

#include <QTimer>

#include <algorithm>
#include <utility>

#include "ui/config_editor/config_edits.h"
#include "ui/document/session_document.h"
#include "ui/document/total_sparsity.h"
#include "ui/translation/error_messages.h"
#include "ui/views/inspected_layer.h"

namespace espalier::ui {

namespace {

QVariant optional(const std::optional<double>& value)
{
    return value ? QVariant(*value) : QVariant();
}

QStringList issueTexts(const std::vector<Issue>& issues)
{
    QStringList texts;
    for (const Issue& issue : issues)
        texts.append(messageText(issue.message));
    return texts;
}

bool sameEntry(const ConfigEntryContent& a, const ConfigEntryContent& b)
{
    return a.entry == b.entry;
}

} // namespace

ConfigListModel::ConfigListModel(SessionDocument& document, QObject* parent)
    : QAbstractListModel(parent)
    , m_document(document)
    , m_masks(shownMasks(document))
    , m_masked(maskedWeights(*m_masks))
    , m_rows(entryContents(document, m_masked))
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &ConfigListModel::reload);
    // Rows are those of the list at any time; what they say besides may come a moment later, once for all signals.
    connect(&document, &SessionDocument::configListChanged, this, &ConfigListModel::reload);
    for (const auto signal :
         {&SessionDocument::modelChanged, &SessionDocument::masksChanged, &SessionDocument::previewMasksChanged,
          &SessionDocument::estimateChanged, &SessionDocument::issuesChanged})
        connect(&document, signal, m_soon, qOverload<>(&QTimer::start));
}

int ConfigListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConfigListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConfigEntryContent& row = content(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.selector;
    case SparsityRole:
        return optional(requestedSparsity(row.entry));
    case ExcludesRole:
        return row.entry.excludes();
    case LayersWonRole:
        return row.layersWon;
    case ParametersWonRole:
        return row.parametersWon;
    case ParametersShareRole:
        return row.parametersShare;
    case MacsShareRole:
        return optional(row.macsShare);
    case NeverWinsRole:
        return row.neverWins();
    case AchievedRole:
        return optional(row.achieved);
    case IssuesRole:
        return issueTexts(row.issues);
    default:
        return {};
    }
}

Qt::ItemFlags ConfigListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

bool ConfigListModel::moveRows(const QModelIndex& sourceParent, int sourceRow, int count,
                               const QModelIndex& destinationParent, int destinationChild)
{
    const int to = destinationChild > sourceRow ? destinationChild - 1 : destinationChild;
    if (sourceParent.isValid() || destinationParent.isValid() || count != 1 || sourceRow < 0 || sourceRow >= rowCount()
        || to < 0 || to >= rowCount() || to == sourceRow)
        return false;
    const ConfigEdit edit =
        moveEntry(m_document.session().configList, static_cast<std::size_t>(sourceRow), static_cast<std::size_t>(to));
    m_document.setConfigList(edit.list, edit.text);
    return true;
}

void ConfigListModel::refreshTexts()
{
    applyContents(entryContents(m_document, m_masked));
}

void ConfigListModel::reload()
{
    countMasks();
    std::vector<ConfigEntryContent> rows = entryContents(m_document, m_masked);
    if (!applyMove(rows))
        applyRowCount(rows);
    applyContents(std::move(rows));
}

/// Reads each mask of the network, so that it is done only where they changed.
void ConfigListModel::countMasks()
{
    const auto masks = shownMasks(m_document);
    if (masks == m_masks)
        return;
    m_masks = masks;
    m_masked = maskedWeights(*masks);
}

std::pair<int, int> ConfigListModel::unchangedEnds(const std::vector<ConfigEntryContent>& rows) const
{
    const auto common = std::min(m_rows.size(), rows.size());
    std::size_t front = 0;
    while (front < common && sameEntry(m_rows[front], rows[front]))
        ++front;
    std::size_t back = 0;
    while (back + front < common && sameEntry(m_rows[m_rows.size() - 1 - back], rows[rows.size() - 1 - back]))
        ++back;
    return {static_cast<int>(front), static_cast<int>(back)};
}

bool ConfigListModel::applyMove(const std::vector<ConfigEntryContent>& rows)
{
    if (rows.size() != m_rows.size())
        return false;
    const auto [front, back] = unchangedEnds(rows);
    const auto first = m_rows.begin() + front;
    const auto last = m_rows.end() - back;
    if (last - first < 2)
        return false;
    const auto fresh = rows.begin() + front;
    const int end = rowCount() - back;
    if (std::equal(first + 1, last, fresh, sameEntry) && sameEntry(*first, *(fresh + (last - first) - 1))) {
        beginMoveRows({}, front, front, {}, end);
        std::rotate(first, first + 1, last);
        endMoveRows();
        return true;
    }
    if (std::equal(first, last - 1, fresh + 1, sameEntry) && sameEntry(*(last - 1), *fresh)) {
        beginMoveRows({}, end - 1, end - 1, {}, front);
        std::rotate(first, last - 1, last);
        endMoveRows();
        return true;
    }
    return false;
}

void ConfigListModel::applyRowCount(const std::vector<ConfigEntryContent>& rows)
{
    const int back = unchangedEnds(rows).second;
    const int old = rowCount();
    const int wanted = static_cast<int>(rows.size());
    if (wanted > old) {
        beginInsertRows({}, old - back, wanted - back - 1);
        m_rows.insert(m_rows.begin() + (old - back), rows.begin() + (old - back), rows.begin() + (wanted - back));
        endInsertRows();
    } else if (wanted < old) {
        beginRemoveRows({}, wanted - back, old - back - 1);
        m_rows.erase(m_rows.begin() + (wanted - back), m_rows.begin() + (old - back));
        endRemoveRows();
    }
}

void ConfigListModel::applyContents(std::vector<ConfigEntryContent> rows)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed);
    }
}

} // namespace espalier::ui
