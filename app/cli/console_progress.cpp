// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console_progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "app/cli/number_text.h"

namespace espalier::cli {
namespace {

constexpr auto kRedrawInterval = std::chrono::milliseconds(100);
// A remaining time guessed from less than this jumps about.
constexpr double kSecondsBeforeGuess = 2.0;
constexpr int kBarWidth = 24;
constexpr int kUsualTerminalWidth = 80;

int terminalWidth()
{
    winsize size = {};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return kUsualTerminalWidth;
}

QString bar(double fraction)
{
    const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kBarWidth);
    return QLatin1Char('[') + QString(filled, QLatin1Char('#')) + QString(kBarWidth - filled, QLatin1Char('.'))
           + QStringLiteral("] %1 %").arg(static_cast<int>(100 * std::clamp(fraction, 0.0, 1.0)), 3);
}

void writeToStderr(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

QString remaining(double seconds, double fraction)
{
    if (seconds < kSecondsBeforeGuess || fraction <= 0)
        return {};
    return QStringLiteral("about %1 left").arg(durationText(seconds * (1 - fraction) / fraction));
}

} // namespace

QString trainingTitle(std::size_t index, std::size_t count)
{
    return QStringLiteral("Fine-tuning %1 of %2").arg(index + 1).arg(count);
}

ConsoleProgress::ConsoleProgress()
    : m_terminal(::isatty(STDERR_FILENO) == 1)
{
}

ConsoleProgress::~ConsoleProgress()
{
    clear();
}

void ConsoleProgress::progress(double fraction, const Message& what)
{
    const QString text = QString::fromStdString(what.english());
    if (text != m_phase)
        m_phaseStart = Clock::now();
    draw(fraction, text, remaining(secondsSince(m_phaseStart), fraction));
}

void ConsoleProgress::started(const Evaluation& before, std::size_t)
{
    m_trainingStart = Clock::now();
    m_firstEpoch = -1;
    if (m_epochs.size() > 1)
        writeLine(trainingTitle(m_trainings, m_epochs.size()));
    ++m_trainings;
    writeLine(QStringLiteral("start      test accuracy %1, loss %2")
                  .arg(percentText(before.accuracy), lossText(before.loss)));
}

/// Of the training that is going on.
int ConsoleProgress::epochs() const
{
    return m_trainings > 0 && m_trainings <= m_epochs.size() ? m_epochs[m_trainings - 1] : 0;
}

void ConsoleProgress::batchFinished(const BatchEvent& event)
{
    if (m_firstEpoch < 0)
        m_firstEpoch = event.epoch;
    const double ofEpoch = event.batches == 0 ? 1.0 : double(event.batch + 1) / double(event.batches);
    const double remainingEpochs = std::max(1, epochs() - m_firstEpoch);
    const double fraction = (event.epoch - m_firstEpoch + ofEpoch) / remainingEpochs;
    const QString detail = QStringLiteral("loss %1  %2 samples/s  %3")
                               .arg(lossText(event.loss), countText(std::int64_t(event.samplesPerSecond)),
                                    remaining(secondsSince(m_trainingStart), fraction));
    draw(fraction, QStringLiteral("Epoch %1 of %2").arg(event.epoch + 1).arg(epochs()), detail);
}

void ConsoleProgress::epochFinished(const EpochEvent& event)
{
    writeLine(QStringLiteral("epoch %1  train loss %2, test loss %3, test accuracy %4%5  (%6)")
                  .arg(QString::number(event.epoch + 1).rightJustified(3), lossText(event.trainLoss),
                       lossText(event.test.loss), percentText(event.test.accuracy),
                       event.best ? QStringLiteral(" *") : QString(), durationText(event.seconds)));
}

void ConsoleProgress::evaluating(double fraction)
{
    draw(fraction, QStringLiteral("Evaluating"), {});
}

void ConsoleProgress::draw(double fraction, const QString& what, const QString& detail)
{
    const auto now = Clock::now();
    if (!m_terminal || (what == m_phase && now - m_lastDraw < kRedrawInterval))
        return;
    m_phase = what;
    m_lastDraw = now;
    QString text = fraction >= 0 ? bar(fraction) + QStringLiteral("  ") : QString();
    text += what;
    if (!detail.isEmpty())
        text += QStringLiteral("  ") + detail;
    writeToStderr(QStringLiteral("\r\x1b[K") + text.left(terminalWidth() - 1));
    m_drawn = true;
}

void ConsoleProgress::clear()
{
    if (m_drawn)
        writeToStderr(QStringLiteral("\r\x1b[K"));
    m_drawn = false;
}

void ConsoleProgress::writeLine(const QString& text)
{
    if (!m_terminal)
        return;
    clear();
    writeToStderr(text + QLatin1Char('\n'));
}

} // namespace espalier::cli
