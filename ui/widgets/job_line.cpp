// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/job_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <cmath>

#include "ui/theme/theme_manager.h"

namespace espalier::ui {

JobLine::JobLine(JobRunner& jobs, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_label(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_showTimer(new QTimer(this))
    , m_detailsTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("jobLine"));
    m_label->setObjectName(QStringLiteral("jobLineLabel"));
    m_bar->setObjectName(QStringLiteral("jobLineProgressBar"));
    m_cancel->setObjectName(QStringLiteral("jobLineCancelButton"));
    m_label->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(120, 8);
    m_cancel->setAutoRaise(true);
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setIconSize(QSize(16, 16));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(m_label);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    m_showTimer->setSingleShot(true);
    m_showTimer->setInterval(kShowAfter);
    m_detailsTimer->setSingleShot(true);
    m_detailsTimer->setInterval(kDetailsAfter);
    connect(m_showTimer, &QTimer::timeout, this, [this] {
        m_bar->show();
        m_label->show();
    });
    connect(m_detailsTimer, &QTimer::timeout, this, [this] {
        m_details = true;
        m_cancel->show();
        refresh();
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_order.isEmpty())
            m_jobs.cancel(m_order.last());
    });
    connect(&jobs, &JobRunner::jobStarted, this, &JobLine::onStarted);
    connect(&jobs, &JobRunner::jobProgress, this, &JobLine::onProgress);
    connect(&jobs, &JobRunner::jobFinished, this, &JobLine::onFinished);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &JobLine::retranslate);
    retranslate();
    m_label->hide();
    m_bar->hide();
    m_cancel->hide();
}

void JobLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void JobLine::onStarted(JobKind kind, const QString& name)
{
    if (kind == JobKind::Train)
        return;
    m_running[kind] = {name, {}, -1};
    m_order.removeAll(kind);
    // Measurements of accuracy take long and are waited for by nobody: anything else is shown instead.
    const bool quiet = kind == JobKind::Baseline || kind == JobKind::Accuracy;
    if (quiet)
        m_order.prepend(kind);
    else
        m_order.append(kind);
    if (!m_bar->isVisible() && !m_showTimer->isActive()) {
        m_showTimer->start();
        m_detailsTimer->start();
    }
    refresh();
}

void JobLine::onProgress(JobKind kind, double fraction, const QString& what)
{
    const auto running = m_running.find(kind);
    if (running == m_running.end())
        return;
    running->fraction = fraction;
    running->what = what;
    refresh();
}

void JobLine::onFinished(JobKind kind)
{
    m_running.remove(kind);
    m_order.removeAll(kind);
    if (m_order.isEmpty()) {
        m_showTimer->stop();
        m_detailsTimer->stop();
        m_details = false;
        m_bar->hide();
        m_label->hide();
        m_cancel->hide();
    }
    refresh();
}

void JobLine::refresh()
{
    if (m_order.isEmpty())
        return;
    const Running& running = m_running[m_order.last()];
    if (running.fraction < 0) {
        m_bar->setRange(0, 0);
    } else {
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(std::lround(running.fraction * 1000)));
    }
    //: What runs in the background, and what it is doing now: "Measuring accuracy: batch 3 of 40".
    const QString detailed = tr("%1: %2").arg(running.name, running.what);
    m_label->setText(m_details && !running.what.isEmpty() ? detailed : running.name);
    m_bar->setAccessibleName(running.name);
}

void JobLine::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop what runs in the background"));
    m_cancel->setIcon(ThemeManager::icon(QStringLiteral("dialog-cancel")));
}

} // namespace espalier::ui
