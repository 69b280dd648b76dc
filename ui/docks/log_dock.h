// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include "ui/jobs/job_runner.h"

class QPlainTextEdit;

namespace espalier::ui {

/// What happened, with time of day: jobs and their ends, failures, messages. Stays readable after a job has ended.
class LogDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit LogDock(JobRunner& jobs, QWidget* parent = nullptr);

    void addLine(const QString& text);
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void onFinished(JobKind kind, const QString& name, JobEnd end, const QString& error);
    void retranslate();

    QPlainTextEdit* m_text;
    QHash<JobKind, qint64> m_started; ///< ms since the epoch
    QSet<JobKind> m_stopping;
};

} // namespace espalier::ui
