// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAction;
class QCustomPlot;
class QWidget;

namespace espalier::ui {

/// The context menu of a chart: saves its picture as PNG, SVG or PDF, or copies it.
class ChartImageExport : public QObject
{
    Q_OBJECT

public:
    /// Adds its actions to @p chart and to @p plot within it.
    ChartImageExport(QCustomPlot& plot, QWidget& chart);

    /// File name without suffix that is proposed.
    void setPictureName(const QString& name) { m_name = name; }
    void retranslate();
    /// The suffix decides on the format; without one it is PNG. Returns false when the file cannot be written.
    static bool save(QCustomPlot& plot, const QString& path);

Q_SIGNALS:
    /// What became of it, in one sentence.
    void finished(const QString& sentence);

private:
    void askAndSave();
    void copy();

    QCustomPlot& m_plot;
    QWidget& m_chart;
    QString m_name;
    QAction* m_save;
    QAction* m_copy;
};

} // namespace espalier::ui
