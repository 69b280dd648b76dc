// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

#include "core/base/progress_sink.h"
#include "core/training/trainer.h"

namespace espalier::cli {

/// Shows how far a command is: one line on stderr that is drawn over and over, and one that stays for each epoch. Prints
/// nothing when stderr is no terminal.
class ConsoleProgress final : public ProgressSink, public TrainingObserver
{
public:
    ConsoleProgress();
    ~ConsoleProgress() override;

    /// For "epoch 3 of 10".
    void setEpochs(int epochs) { m_epochs = epochs; }

    void progress(double fraction, const Message& what) override;
    void started(const Evaluation& before, std::size_t batchesPerEpoch) override;
    void batchFinished(const BatchEvent& event) override;
    void epochFinished(const EpochEvent& event) override;
    void evaluating(double fraction) override;

private:
    void draw(double fraction, const QString& what, const QString& detail);
    void clear();
    void writeLine(const QString& text);

    using Clock = std::chrono::steady_clock;
    bool m_terminal = false;
    bool m_drawn = false;
    int m_epochs = 0;
    QString m_phase;
    Clock::time_point m_phaseStart;
    Clock::time_point m_lastDraw;
    Clock::time_point m_trainingStart;
    int m_firstEpoch = -1; ///< a resumed run does not begin with 0
};

} // namespace espalier::cli
