// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/save_filters.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace espalier::ui {

namespace {

QStringList suffixes(const QString& filter)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\*\.([^\s;)*]+))"));
    QStringList found;
    for (auto match = pattern.globalMatch(filter); match.hasNext();)
        found.append(match.next().captured(1));
    return found;
}

} // namespace

SaveFilters::SaveFilters(const QString& filters)
    : m_filters(filters.split(QStringLiteral(";;"), Qt::SkipEmptyParts))
{
}

QString SaveFilters::suffix(const QString& filter)
{
    return suffixes(filter).value(0);
}

QString SaveFilters::completed(const QString& path, const QString& filter) const
{
    const QString added = suffix(filter);
    if (path.isEmpty() || added.isEmpty() || isKnown(QFileInfo(path).suffix()))
        return path;
    return path + (path.endsWith(QLatin1Char('.')) ? QString() : QStringLiteral(".")) + added;
}

bool SaveFilters::isKnown(const QString& suffix) const
{
    return std::any_of(m_filters.begin(), m_filters.end(),
                       [&](const QString& filter) { return suffixes(filter).contains(suffix, Qt::CaseInsensitive); });
}

} // namespace espalier::ui
