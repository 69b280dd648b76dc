// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table_output.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace espalier::cli {
namespace {

void printFinding(Severity severity, const QString& sentence)
{
    const char* kind = severity == Severity::Info ? "note" : severityName(severity);
    const QByteArray line = QStringLiteral("%1: %2\n").arg(QLatin1String(kind), sentence).toUtf8();
    // On a terminal both streams meet: what was printed before stands before.
    std::fflush(stdout);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace

TableOutput::TableOutput(QList<Column> columns)
    : m_columns(std::move(columns))
{
}

void TableOutput::addRow(QStringList cells)
{
    m_rows.append(std::move(cells));
}

void TableOutput::setTotals(QStringList cells)
{
    m_totals = std::move(cells);
}

QString TableOutput::line(const QStringList& cells, const QList<qsizetype>& widths) const
{
    QString text;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            text += QStringLiteral("  ");
        const QString cell = cells.value(i);
        text += m_columns[i].align == Align::Left ? cell.leftJustified(widths[i]) : cell.rightJustified(widths[i]);
    }
    while (text.endsWith(QLatin1Char(' ')))
        text.chop(1);
    return text + QLatin1Char('\n');
}

QString TableOutput::text() const
{
    QStringList titles;
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        titles.append(m_columns[i].title);
        qsizetype width = std::max(titles.last().size(), m_totals.value(i).size());
        for (const QStringList& row : m_rows)
            width = std::max(width, row.value(i).size());
        widths.append(width);
    }
    QStringList rules;
    for (const qsizetype width : std::as_const(widths))
        rules.append(QString(width, QLatin1Char('-')));
    QString text = line(titles, widths) + line(rules, widths);
    for (const QStringList& row : m_rows)
        text += line(row, widths);
    if (!m_totals.isEmpty())
        text += line(rules, widths) + line(m_totals, widths);
    return text;
}

void print(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

void printIssues(const std::vector<Issue>& issues)
{
    for (const Issue& issue : issues) {
        const QString sentence = QString::fromStdString(issue.message.english());
        const QString layer = QString::fromStdString(issue.layer);
        // Most sentences name the layer themselves.
        const bool named = layer.isEmpty() || sentence.contains(layer);
        printFinding(issue.severity, named ? sentence : layer + QStringLiteral(": ") + sentence);
    }
}

void printNote(const QString& sentence)
{
    printFinding(Severity::Info, sentence);
}

} // namespace espalier::cli
