// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include "ui/jobs/job_runner.h"

class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace espalier::ui {

/// Says in one line what runs in the background: after 150 ms a quiet progress bar, after 2 s what is being done and Cancel.
/// Shows the job that the user most likely waits for; training has its own dock and is not shown.
class JobLine : public QWidget
{
    Q_OBJECT

public:
    explicit JobLine(JobRunner& jobs, QWidget* parent = nullptr);

    static constexpr int kShowAfter = 150;     ///< ms
    static constexpr int kDetailsAfter = 2000; ///< ms

protected:
    void changeEvent(QEvent* event) override;

private:
    void onStarted(JobKind kind, const QString& name);
    void onProgress(JobKind kind, double fraction, const QString& what);
    void onFinished(JobKind kind);
    void refresh();
    void retranslate();

    struct Running
    {
        QString name;
        QString what;
        double fraction = -1;
    };

    JobRunner& m_jobs;
    QList<JobKind> m_order; ///< running jobs, the one that is shown last
    QHash<JobKind, Running> m_running;
    QLabel* m_label;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    QTimer* m_showTimer;
    QTimer* m_detailsTimer;
    bool m_details = false;
};

} // namespace espalier::ui
