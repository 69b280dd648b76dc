// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <utility>
#include <vector>

#include "core/base/progress_sink.h"
#include "core/training/trainer.h"

namespace espalier::cli {

/// "Fine-tuning 2 of 3": @p index counts from 0.
QString trainingTitle(std::size_t index, std::size_t count);

/// Shows how far a command is: one line on stderr that is drawn over and over, and one that stays for each epoch. Prints
/// nothing when stderr is no terminal.
class ConsoleProgress final : public ProgressSink, public TrainingObserver
{
public:
    ConsoleProgress();
    ~ConsoleProgress() override;

    /// For "Epoch 3 of 10" of each training, in the order in which they start.
    void setEpochs(std::vector<int> epochs) { m_epochs = std::move(epochs); }

    void progress(double fraction, const Message& what) override;
    void started(const Evaluation& before, std::size_t batchesPerEpoch) override;
    void batchFinished(const BatchEvent& event) override;
    void epochFinished(const EpochEvent& event) override;
    void evaluating(double fraction) override;

private:
    int epochs() const;
    void draw(double fraction, const QString& what, const QString& detail);
    void clear();
    void writeLine(const QString& text);

    using Clock = std::chrono::steady_clock;
    bool m_terminal = false;
    bool m_drawn = false;
    std::vector<int> m_epochs;
    std::size_t m_trainings = 0; ///< that have started
    QString m_phase;
    Clock::time_point m_phaseStart;
    Clock::time_point m_lastDraw;
    Clock::time_point m_trainingStart;
    int m_firstEpoch = -1; ///< a resumed run does not begin with 0
};

} // namespace espalier::cli
