// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

#include <string>
#include <vector>

#include "core/training/trainer.h"

namespace espalier::ui {

// What is said about training, in the language and locale of the window.

/// A number over many decades in its shortest exact form: "0.0005", "5e-07".
QString decadeNumberText(double value, const QLocale& locale = QLocale());
/// "SGD", "Adam", "AdamW".
QString optimizerText(OptimizerKind kind);
/// "constant", "step", "cosine", "one cycle".
QString lrScheduleText(LrScheduleKind kind);
/// "5 epochs, batch size 128, SGD, learning rate 0.01 (cosine), momentum 0.9, weight decay 0.0005, fashion-mnist", and
/// behind the epochs the sparsity schedule, where there is one.
QString trainingSettingsText(const TrainingOptions& options, const QString& data, const std::string& schedule = {});
/// "Automated gradual pruning"; the name itself for one that this version does not have.
QString sparsityScheduleText(const std::string& schedule);
/// "Accuracy rose from 71.0 % to 91.8 % in 5 epochs."; empty without a finished epoch.
QString accuracySentence(const Evaluation& before, const std::vector<EpochEvent>& history);
/// "Loss fell from 0.912 to 0.284 in 5 epochs."; empty without a finished epoch.
QString lossSentence(const Evaluation& before, const std::vector<EpochEvent>& history);

} // namespace espalier::ui
