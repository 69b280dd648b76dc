// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/base/issue.h"
#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/training/evaluator.h"
#include "core/training/training_options.h"

namespace espalier {

struct BatchEvent
{
    int epoch = 0; ///< from 0
    std::size_t batch = 0;
    std::size_t batches = 0;
    double loss = 0;     ///< of this batch
    double accuracy = 0; ///< of this batch
    double learningRate = 0;
    double samplesPerSecond = 0; ///< mean of this epoch so far
};

struct EpochEvent
{
    int epoch = 0;
    double trainLoss = 0;
    double trainAccuracy = 0;
    Evaluation test;
    double learningRate = 0; ///< of its last batch
    double sparsity = 0;     ///< removed / all parameters
    double seconds = 0;
    bool best = false; ///< best test accuracy since the masks last changed
};

/// Told about everything that happens in a run, on the training thread. Must not throw.
class TrainingObserver
{
public:
    virtual ~TrainingObserver() = default;
    /// Before the first batch: the masked model's evaluation on the test data.
    virtual void started(const Evaluation& before, std::size_t batchesPerEpoch) { (void)before, (void)batchesPerEpoch; }
    virtual void batchFinished(const BatchEvent& event) { (void)event; }
    virtual void epochFinished(const EpochEvent& event) { (void)event; }
    /// Evaluation of the test data is under way, done 0 to 1.
    virtual void evaluating(double fraction) { (void)fraction; }
};

/// What a compressor may do while a run goes on (NNI's names). Called on the training thread.
class TrainingHook
{
public:
    virtual ~TrainingHook() = default;
    /// At the start of each epoch; may return new masks, which then hold: weights that are no longer masked get back
    /// what was beneath, newly masked ones lose their momentum. Earlier epochs then no longer count as best.
    virtual std::optional<MaskSet> update_epoch(int epoch)
    {
        (void)epoch;
        return std::nullopt;
    }
    /// After each optimizer step. The weights of the model in training are not to be touched.
    virtual void step() { }
};

struct TrainingResult
{
    std::shared_ptr<const Model> model; ///< best checkpoint; dense values kept beneath the masks
    MaskSet masks;
    Evaluation before; ///< masked, not yet trained
    Evaluation after;  ///< of the best checkpoint
    std::vector<EpochEvent> history;
    int bestEpoch = -1; ///< -1: nothing beat the start
    bool cancelled = false;
    std::vector<Issue> issues;
};

/// Fine-tunes a copy of a model. Masked weights receive no gradient, no weight decay and no momentum: what lies beneath
/// a mask is exactly what was there before. A run depends only on its arguments: same seed, same thread count, same
/// result. Stops within one batch and then returns the best checkpoint with cancelled set. The best checkpoint is the
/// one of highest test accuracy, the start included; of equal ones the earliest. Trained are all float parameters, save
/// those that the model file marks as frozen. The first output of the network counts, as logits or log-probabilities.
/// A single image left over at the end of an epoch is skipped, since batch norms cannot be trained on it.
class Trainer
{
public:
    /// @throws Error(InvalidConfig) as validateTrainingOptions().
    Trainer(std::shared_ptr<const Model> model, MaskSet masks, TrainingOptions options);

    void setObserver(TrainingObserver* observer) { m_observer = observer; }
    void setHook(TrainingHook* hook) { m_hook = hook; }
    /// Default profile: masks hold behind the batch norms as well (core/pruning/norm_masks.h). On by default.
    void setNormMasks(bool on) { m_normMasks = on; }
    /// Where to keep the state of the run, after the first evaluation and each epoch, so that resumeFrom() can go on;
    /// written beside and renamed; empty: nowhere.
    void setCheckpointFile(std::filesystem::path file) { m_checkpointFile = std::move(file); }
    /// Continues from a checkpoint that a run with the same arguments wrote; the result is that of a run that was never
    /// interrupted. Past epochs stand in the result's history and are not told to the observer again. What a hook
    /// remembers is not part of it. @throws Error(NotFound, Io, Corrupt); run() throws Error(InvalidConfig) when the
    /// arguments differ.
    void resumeFrom(const std::filesystem::path& file);

    /// @throws Error(Training) when the loss is no number before any epoch was finished; later the best checkpoint
    /// comes back with an Issue. Error(ShapeMismatch) when the data does not fit.
    TrainingResult run(std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test,
                       std::stop_token stop = {});

private:
    std::shared_ptr<const Model> m_model;
    MaskSet m_masks;
    TrainingOptions m_options;
    TrainingObserver* m_observer = nullptr;
    TrainingHook* m_hook = nullptr;
    bool m_normMasks = true;
    std::filesystem::path m_checkpointFile;
    std::filesystem::path m_resumeFile;
};

} // namespace espalier
