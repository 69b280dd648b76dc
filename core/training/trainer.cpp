// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/model/compute_environment.h"
#include "core/training/internal/training_run.h"

namespace espalier {

Message unchangedByTraining()
{
    return {ESPALIER_TR("core", "No epoch was better than the start: the weights stay as they were."), {}};
}

Trainer::Trainer(std::shared_ptr<const Model> model, MaskSet masks, TrainingOptions options)
    : m_model(std::move(model))
    , m_masks(std::move(masks))
    , m_options(std::move(options))
{
    validateTrainingOptions(m_options);
}

void Trainer::resumeFrom(const std::filesystem::path& file)
{
    internal::readCheckpoint(file);
    m_resumeFile = file;
}

TrainingResult Trainer::run(std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test,
                            std::stop_token stop)
{
    TrainingObserver silent;
    internal::TrainingArguments arguments{
        *m_model, m_masks,     m_options,        m_normMasks, m_observer ? m_observer : &silent,
        m_hook,   m_pauseGate, m_checkpointFile, m_resumeFile};
    flushDenormals();
    try {
        internal::TrainingRun run(arguments, std::move(train), std::move(test), std::move(stop));
        return run.run();
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Training, Message{ESPALIER_TR("core", "Training failed: %1."),
                                                 {internal::firstLine(error.what_without_backtrace())}});
    }
}

} // namespace espalier
