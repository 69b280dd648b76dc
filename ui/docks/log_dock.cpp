// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/log_dock.h"

#include <QDateTime>
#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>

#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kLineLimit = 5000;

/// Recomputed at every move of a slider: a line for each would hide everything else.
bool isQuiet(JobKind kind)
{
    return kind == JobKind::Preview || kind == JobKind::Estimate;
}

} // namespace

LogDock::LogDock(JobRunner& jobs, QWidget* parent)
    : QDockWidget(parent)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("logDock"));
    m_text->setObjectName(QStringLiteral("logPlainTextEdit"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMaximumBlockCount(kLineLimit);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWidget(m_text);
    connect(&jobs, &JobRunner::jobStarted, this, [this](JobKind kind, const QString& name) {
        m_started[kind] = QDateTime::currentMSecsSinceEpoch();
        if (!isQuiet(kind))
            addLine(tr("%1: started").arg(name));
    });
    connect(&jobs, &JobRunner::jobStopping, this, [this](JobKind kind) { m_stopping.insert(kind); });
    connect(&jobs, &JobRunner::jobFinished, this, &LogDock::onFinished);
    retranslate();
}

void LogDock::addLine(const QString& text)
{
    m_text->appendPlainText(QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss  ")) + text);
}

QString LogDock::text() const
{
    return m_text->toPlainText();
}

void LogDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void LogDock::onFinished(JobKind kind, const QString& name, JobEnd end, const QString& error)
{
    const bool stopped = m_stopping.remove(kind);
    const auto took = static_cast<double>(QDateTime::currentMSecsSinceEpoch() - m_started.take(kind)) / 1000.0;
    if (end == JobEnd::Failed)
        addLine(tr("%1: failed. %2").arg(name, error));
    else if (isQuiet(kind))
        return;
    else if (end == JobEnd::Cancelled)
        addLine(tr("%1: cancelled").arg(name));
    else if (stopped && kind == JobKind::Train) // It returns what it has.
        addLine(tr("%1: stopped after %2").arg(name, durationText(took)));
    else
        addLine(tr("%1: done in %2").arg(name, durationText(took)));
}

void LogDock::retranslate()
{
    setWindowTitle(tr("Log"));
    m_text->setPlaceholderText(tr("What the program does is noted here."));
    m_text->setAccessibleName(tr("Log"));
}

} // namespace espalier::ui
