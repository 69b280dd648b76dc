// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/training_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

#include "core/schedule/schedule_registry.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kLossDecimals = 3;
constexpr double kLeastPlain = 1e-5; ///< smaller numbers have an exponent
constexpr double kMostPlain = 1e7;   ///< and so have those from here

QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("TrainingTexts", text, nullptr, count);
}

/// Numbers that look alike after rounding count as the same.
QString changeSentence(const QString& from, const QString& to, bool up, int epochs, const char* rose, const char* fell,
                       const char* stayed)
{
    if (from == to)
        return translated(stayed, epochs).arg(from);
    return translated(up ? rose : fell, epochs).arg(from, to);
}

QString augmentationText(const Augmentation& augmentation)
{
    if (augmentation.padCrop && augmentation.flip)
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "pad-crop and flip"));
    if (augmentation.padCrop)
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "pad-crop"));
    return augmentation.flip ? translated(QT_TRANSLATE_NOOP("TrainingTexts", "flip")) : QString();
}

} // namespace

QString decadeNumberText(double value, const QLocale& locale)
{
    const double magnitude = std::abs(value);
    const bool plain = value == 0 || (magnitude >= kLeastPlain && magnitude < kMostPlain);
    return locale.toString(value, plain ? 'f' : 'e', QLocale::FloatingPointShortest);
}

QString optimizerText(OptimizerKind kind)
{
    switch (kind) {
    case OptimizerKind::Sgd:
        return QStringLiteral("SGD");
    case OptimizerKind::Adam:
        return QStringLiteral("Adam");
    case OptimizerKind::AdamW:
        return QStringLiteral("AdamW");
    }
    return {};
}

QString lrScheduleText(LrScheduleKind kind)
{
    switch (kind) {
    case LrScheduleKind::Constant:
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "constant"));
    case LrScheduleKind::Step:
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "step"));
    case LrScheduleKind::Cosine:
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "cosine"));
    case LrScheduleKind::OneCycle:
        return translated(QT_TRANSLATE_NOOP("TrainingTexts", "one cycle"));
    }
    return {};
}

QString sparsityScheduleText(const std::string& schedule)
{
    const ScheduleInfo* info = findSchedule(schedule);
    return info == nullptr ? QString::fromStdString(schedule) : messageText(info->title);
}

QString trainingSettingsText(const TrainingOptions& options, const QString& data, const std::string& schedule)
{
    QStringList parts;
    parts.append(translated(QT_TRANSLATE_N_NOOP("TrainingTexts", "%n epoch(s)"), options.epochs));
    if (!schedule.empty())
        parts.append(translated(QT_TRANSLATE_NOOP("TrainingTexts", "sparsity schedule \"%1\""))
                         .arg(sparsityScheduleText(schedule)));
    parts.append(translated(QT_TRANSLATE_NOOP("TrainingTexts", "batch size %1")).arg(options.batchSize));
    parts.append(optimizerText(options.optimizer));
    //: Learning rate with its schedule: "learning rate 0.01 (cosine)".
    parts.append(translated(QT_TRANSLATE_NOOP("TrainingTexts", "learning rate %1 (%2)"))
                     .arg(decadeNumberText(options.learningRate), lrScheduleText(options.lrSchedule)));
    if (options.optimizer == OptimizerKind::Sgd)
        parts.append(translated(options.nesterov ? QT_TRANSLATE_NOOP("TrainingTexts", "Nesterov momentum %1")
                                                 : QT_TRANSLATE_NOOP("TrainingTexts", "momentum %1"))
                         .arg(decadeNumberText(options.momentum)));
    parts.append(
        translated(QT_TRANSLATE_NOOP("TrainingTexts", "weight decay %1")).arg(decadeNumberText(options.weightDecay)));
    if (const QString augmentation = augmentationText(options.augmentation); !augmentation.isEmpty())
        parts.append(augmentation);
    if (!data.isEmpty())
        parts.append(data);
    return parts.join(QLocale().language() == QLocale::Chinese ? QStringLiteral("\uff0c") : QStringLiteral(", "));
}

QString accuracySentence(const Evaluation& before, const std::vector<EpochEvent>& history)
{
    if (history.empty())
        return {};
    const double after = history.back().test.accuracy;
    return changeSentence(percentText(before.accuracy), percentText(after), after > before.accuracy,
                          static_cast<int>(history.size()),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Accuracy rose from %1 to %2 in %n epoch(s)."),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Accuracy fell from %1 to %2 in %n epoch(s)."),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Accuracy stayed at %1 over %n epoch(s)."));
}

QString lossSentence(const Evaluation& before, const std::vector<EpochEvent>& history)
{
    if (history.empty())
        return {};
    const double after = history.back().test.loss;
    const auto text = [](double loss) { return QLocale().toString(loss, 'f', kLossDecimals); };
    return changeSentence(text(before.loss), text(after), after > before.loss, static_cast<int>(history.size()),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Loss rose from %1 to %2 in %n epoch(s)."),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Loss fell from %1 to %2 in %n epoch(s)."),
                          QT_TRANSLATE_N_NOOP("TrainingTexts", "Loss stayed at %1 over %n epoch(s)."));
}

} // namespace espalier::ui
