// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_filter_proxy_model.h"

#include <algorithm>

#include "ui/models/layer_tree_model.h"

namespace espalier::ui {

LayerFilterProxyModel::LayerFilterProxyModel(QObject* parent)
    : QSortFilterProxyModel(parent)
    // Names are identifiers, whatever the user's language; the C locale knows no numbers in text.
    , m_collator(QLocale::English)
{
    setRecursiveFilteringEnabled(true);
    // A container that was searched for comes with its layers.
    setAutoAcceptChildRows(true);
    setSortRole(LayerTreeModel::SortRole);
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void LayerFilterProxyModel::setFilter(const QString& search, const QStringList& types)
{
    m_types = QSet<QString>(types.begin(), types.end());
    parse(search.trimmed());
    invalidateFilter();
}

bool LayerFilterProxyModel::isFiltering() const
{
    return !m_words.isEmpty() || !m_typeWords.isEmpty() || !m_types.isEmpty() || !m_expression.pattern().isEmpty();
}

void LayerFilterProxyModel::parse(const QString& search)
{
    m_error.clear();
    QRegularExpression expression;
    if (search.startsWith(QLatin1Char('/'))) {
        QString pattern = search.mid(1);
        if (pattern.endsWith(QLatin1Char('/')))
            pattern.chop(1);
        expression.setPattern(pattern);
        expression.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
        if (!expression.isValid()) {
            m_error = expression.errorString();
            return;
        }
    }
    m_expression = expression;
    m_words.clear();
    m_typeWords.clear();
    if (search.startsWith(QLatin1Char('/')))
        return;
    const QString prefix = QStringLiteral("type:");
    for (const QString& word : search.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (word.startsWith(prefix, Qt::CaseInsensitive))
            m_typeWords.append(word.mid(prefix.size()).split(QLatin1Char(','), Qt::SkipEmptyParts));
        else
            m_words.append(word);
    }
}

bool LayerFilterProxyModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const auto cell = [&](LayerTreeModel::Column column) {
        return sourceModel()->index(sourceRow, static_cast<int>(column), sourceParent);
    };
    const QString name = cell(LayerTreeModel::Column::Name).data(LayerTreeModel::NameRole).toString();
    const QString type = cell(LayerTreeModel::Column::Type).data().toString();
    if (!m_types.isEmpty() && !m_types.contains(type))
        return false;
    const auto isIn = [](const QString& text) {
        return [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); };
    };
    if (!m_typeWords.isEmpty() && std::none_of(m_typeWords.begin(), m_typeWords.end(), isIn(type)))
        return false;
    if (!m_expression.pattern().isEmpty() && !m_expression.match(name).hasMatch())
        return false;
    return std::all_of(m_words.begin(), m_words.end(), isIn(name));
}

bool LayerFilterProxyModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    // What is not known comes first.
    if (!a.isValid() || !b.isValid())
        return !a.isValid() && b.isValid();
    if (a.userType() == QMetaType::QString)
        return m_collator.compare(a.toString(), b.toString()) < 0;
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace espalier::ui
