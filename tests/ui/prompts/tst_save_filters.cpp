// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/gui_test.h"
#include "ui/prompts/save_filters.h"

using espalier::ui::SaveFilters;

class TestSaveFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completed_data();
    void completed();
};

void TestSaveFilters::completed_data()
{
    QTest::addColumn<QString>("filters");
    QTest::addColumn<int>("chosen");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    const QString pictures = QStringLiteral("PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)");
    const QString tables = QStringLiteral("Tables (*.csv *.tsv);;All files (*)");
    const auto row = [](const char* name, const QString& filters, int chosen, const char* typed, const char* expected) {
        QTest::newRow(name) << filters << chosen << QString::fromLatin1(typed) << QString::fromLatin1(expected);
    };
    row("its own suffix", pictures, 0, "/a/chart.png", "/a/chart.png");
    row("upper case", pictures, 0, "/a/chart.PNG", "/a/chart.PNG");
    row("none", pictures, 0, "/a/chart", "/a/chart.png");
    row("none, second filter", pictures, 1, "/a/chart", "/a/chart.svg");
    row("of another filter", pictures, 0, "/a/chart.pdf", "/a/chart.pdf");
    row("of none of them", pictures, 0, "/a/chart.jpg", "/a/chart.jpg.png");
    row("a name with a dot", tables, 0, "/a/run-1.5", "/a/run-1.5.csv");
    row("a folder with a dot", tables, 0, "/a.csv/run", "/a.csv/run.csv");
    row("a dot at the end", tables, 0, "/a/run.", "/a/run.csv");
    row("second suffix of a filter", tables, 0, "/a/run.tsv", "/a/run.tsv");
    row("any name", tables, 1, "/a/run.txt", "/a/run.txt");
    row("any name, no suffix", tables, 1, "/a/run", "/a/run");
    row("cancelled", tables, 0, "", "");
}

void TestSaveFilters::completed()
{
    QFETCH(QString, filters);
    QFETCH(int, chosen);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    const SaveFilters all(filters);
    QCOMPARE(all.completed(typed, all.filters().at(chosen)), expected);
}

ESPALIER_GUI_TEST_MAIN(TestSaveFilters)

#include "tst_save_filters.moc"
