// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

#include "core/base/issue.h"

namespace espalier::cli {

/// A table for people: aligned columns, a header line, an optional line of totals.
class TableOutput
{
public:
    enum class Align { Left, Right };
    struct Column
    {
        QString title;
        Align align = Align::Left;
    };

    explicit TableOutput(QList<Column> columns);
    void addRow(QStringList cells);
    void setTotals(QStringList cells);
    /// Ends with a line break.
    QString text() const;

private:
    QString line(const QStringList& cells, const QList<qsizetype>& widths) const;

    QList<Column> m_columns;
    QList<QStringList> m_rows;
    QStringList m_totals;
};

/// Writes to stdout as UTF-8.
void print(const QString& text);
/// "warning: ..." or "note: ..." to stderr, one line per finding, so that stdout holds the data alone.
void printIssues(const std::vector<Issue>& issues);
/// One "note: ..." to stderr.
void printNote(const QString& sentence);

} // namespace espalier::cli
