// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace espalier::ui {

/// What the filters of a save dialog, as in "JSON (*.json);;Python (*.py);;All files (*)", say about suffixes.
class SaveFilters
{
public:
    explicit SaveFilters(const QString& filters);

    const QStringList& filters() const { return m_filters; }
    /// The first suffix of @p filter without its dot; empty where it takes any name.
    static QString suffix(const QString& filter);
    /// @p path with a suffix that one of the filters has: where it has none of them, that of @p filter is added. Left as it is
    /// where @p filter takes any name.
    QString completed(const QString& path, const QString& filter) const;

private:
    bool isKnown(const QString& suffix) const;

    QStringList m_filters;
};

} // namespace espalier::ui
