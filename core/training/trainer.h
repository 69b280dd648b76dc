// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/training/evaluator.h"
#include "core/training/pause_gate.h"
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
    std::size_t step = 0; ///< of the session that trained, from 0; a Trainer leaves it
    double trainLoss = 0;
    double trainAccuracy = 0;
    Evaluation test;
    double learningRate = 0; ///< of its last batch
    double sparsity = 0;     ///< held at zero / all parameters; masks that follow from others count, see setNormMasks()
    double seconds = 0;
    bool best = false; ///< the best checkpoint (see Trainer) since the masks last changed
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

/// What a hook may see of the run that it belongs to. Valid until Trainer::run() returns.
class TrainingView
{
public:
    virtual ~TrainingView() = default;
    /// A copy of the model as it is now, with what lies beneath the masks.
    virtual Model denseModel() const = 0;
    /// The masks that hold now, without those of norms.
    virtual const MaskSet& masks() const = 0;
    /// The values of a parameter ("layer1.0.conv1.weight") beneath the masks, row-major; empty when there is none.
    virtual std::vector<float> values(const std::string& parameter) const = 0;
    /// The gradient of the loss of this batch by the parameter, masked elements included, row-major; empty where there is
    /// none. To be asked for within gradientsReady().
    virtual std::vector<float> gradient(const std::string& parameter) const = 0;
};

/// Epochs that are trained in one go.
struct TrainingRound
{
    int firstEpoch = 0;
    int epochs = 0;
};

/// Pulls a parameter towards zero: @p strength times the sign of each of its values is added to the gradient. The losses
/// that are told do not contain it.
struct L1Penalty
{
    std::string parameter; ///< "layer1.0.bn1.weight"
    double strength = 0;
};

/// What a compressor may do while a run goes on (NNI's names). Called on the training thread. An Error that it throws
/// ends the run.
class TrainingHook
{
public:
    virtual ~TrainingHook() = default;
    /// Before the first epoch, also of a run that is resumed (after restore()).
    virtual void begin(const TrainingView& view) { (void)view; }
    /// The round that @p epoch of @p epochs belongs to. At the first epoch of each round but the first, after
    /// update_epoch(), weights, norm statistics and optimizer go back to what they were before the run; the learning-rate
    /// schedule spans one round.
    virtual TrainingRound roundOf(int epoch, int epochs) const
    {
        (void)epoch;
        return {0, epochs};
    }
    /// At the start of each epoch; may return new masks, which then hold: weights that are no longer masked get back
    /// what was beneath, newly masked ones lose their momentum. Earlier epochs then no longer count as best.
    virtual std::optional<MaskSet> update_epoch(int epoch)
    {
        (void)epoch;
        return std::nullopt;
    }
    /// Between the backward pass and the optimizer step, before the gradients of masked weights are cleared.
    virtual void gradientsReady() { }
    /// What this batch's step is to pull towards zero; asked for after gradientsReady(). Masked elements stay as they are.
    virtual std::vector<L1Penalty> penalties() const { return {}; }
    /// After each optimizer step. The weights of the model in training are not to be touched.
    virtual void step() { }
    /// What it remembers, for the checkpoint; restore() gets it back when the run is resumed.
    virtual std::string state() const { return {}; }
    virtual void restore(const std::string& state) { (void)state; }
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

/// The sentence for a run whose best checkpoint is its start. TrainingResult::issues holds it, unless the run was cancelled.
Message unchangedByTraining();

/// Fine-tunes a copy of a model. Masked weights receive no gradient, no weight decay and no momentum: what lies beneath
/// a mask is exactly what was there before. A run depends only on its arguments: same seed, same thread count, same
/// result. Stops within one batch and then returns the best checkpoint with cancelled set. The best checkpoint is the
/// one of highest test accuracy; among equal ones the one of lowest test loss, and of these the earliest. The start counts
/// as an epoch, so that training never makes the network worse; new masks (see TrainingHook) begin the comparison anew,
/// without a start. Trained are all float parameters, save
/// those that the model file marks as frozen. The first output of the network counts, as logits or log-probabilities.
/// A single image left over at the end of an epoch is skipped, since batch norms cannot be trained on it.
class Trainer
{
public:
    /// @throws Error(InvalidConfig) as validateTrainingOptions().
    Trainer(std::shared_ptr<const Model> model, MaskSet masks, TrainingOptions options);

    void setObserver(TrainingObserver* observer) { m_observer = observer; }
    void setHook(TrainingHook* hook) { m_hook = hook; }
    /// Where the run waits, between two batches, while it is closed. A pause changes nothing but the time of day: the
    /// result is that of a run that never paused, and seconds and samplesPerSecond do not count it.
    void setPauseGate(PauseGate* gate) { m_pauseGate = gate; }
    /// Default profile: masks hold behind the batch norms as well (core/pruning/norm_masks.h). On by default.
    void setNormMasks(bool on) { m_normMasks = on; }
    /// Where to keep the state of the run, after the first evaluation and each epoch, so that resumeFrom() can go on;
    /// written beside and renamed; empty: nowhere.
    void setCheckpointFile(std::filesystem::path file) { m_checkpointFile = std::move(file); }
    /// Continues from a checkpoint that a run with the same arguments wrote; the result is that of a run that was never
    /// interrupted. Past epochs stand in the result's history and are not told to the observer again. @throws Error(NotFound, Io, Corrupt); run() throws Error(InvalidConfig) when the
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
    PauseGate* m_pauseGate = nullptr;
    bool m_normMasks = true;
    std::filesystem::path m_checkpointFile;
    std::filesystem::path m_resumeFile;
};

} // namespace espalier
