// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace espalier::ui {

class ChartImageExport;

/// The sparsity that a schedule asks for over the epochs of the next run, as steps: small enough for a form.
class ScheduleChart : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleChart(QWidget* parent = nullptr);

    /// @param sparsity of each epoch, [0, 1). @param message what the curve says, in a sentence.
    void setCurve(const std::vector<double>& sparsity, const QString& message);
    const std::vector<double>& curve() const { return m_curve; }
    /// Corners of the drawn line: epochs and percent.
    QVector<QPointF> line() const;
    QSize sizeHint() const override;
    /// Lower, with a shorter label, for where there is little room.
    void setCompact(bool compact);
    static int heightOf(bool compact);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void retranslate();

    QCustomPlot* m_plot;
    QCPGraph* m_graph;
    ChartImageExport* m_export;
    std::vector<double> m_curve;
    bool m_compact = false;
};

} // namespace espalier::ui
