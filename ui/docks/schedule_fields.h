// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace espalier::ui {

class ParameterRows;
class ScheduleChart;
class SessionDocument;

/// Whether and how the next run prunes while it trains: the sparsity schedule, its parameters, and its course over the
/// epochs. Each edit is one undo step.
class ScheduleFields : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleFields(SessionDocument& document, QWidget* parent = nullptr);

    QComboBox* comboBox() const { return m_schedule; }
    /// The column of labels is as wide as that of the form above.
    void setLabelWidth(int width);
    /// Lower and wider, for beside the form.
    void setCompact(bool compact);
    /// What the fields need one way or the other, whichever they are.
    QSize sizeOf(bool compact) const;
    ScheduleChart* chart() const { return m_chart; }
    /// Why the next run cannot prune as it should; empty: it can, or it does not prune.
    const QString& trouble() const { return m_trouble; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void refresh();
    void showSchedule(const std::string& name);
    void showCourse();

    SessionDocument& m_document;
    QLabel* m_label;
    QComboBox* m_schedule;
    ParameterRows* m_parameters = nullptr;
    ScheduleChart* m_chart;
    QLabel* m_course; ///< what the chart says, or why there is none
    QString m_trouble;
};

} // namespace espalier::ui
