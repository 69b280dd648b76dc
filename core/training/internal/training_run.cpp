// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/training_run.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/sign.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/sample_order.h"
#include "core/model/compute_environment.h"
#include "core/model/internal/model_tensors.h"
#include "core/pruning/norm_masks.h"
#include "core/training/internal/evaluation_loop.h"
#include "core/training/learning_rate_schedule.h"

namespace espalier::internal {
namespace {

std::string numberText(double value)
{
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 4);
    return std::string(buffer.data(), end.ptr);
}

/// Row-major, however the tensor lies in memory.
std::vector<float> floatsOf(const at::Tensor& tensor)
{
    const at::Tensor rows = tensor.detach().to(at::kFloat).contiguous();
    const float* first = rows.data_ptr<float>();
    return {first, first + rows.numel()};
}

at::Tensor tensorNamed(const TensorList& list, const std::string& name)
{
    for (const auto& [known, tensor] : list) {
        if (known == name)
            return tensor;
    }
    return {};
}

/// The rule that Trainer documents.
bool isBetter(const Evaluation& evaluation, const Evaluation& best)
{
    return evaluation.accuracy > best.accuracy || (evaluation.accuracy == best.accuracy && evaluation.loss < best.loss);
}

void copyInto(const Model& model, const TensorList& values)
{
    const at::NoGradGuard noGradients;
    for (const NamedTensor& named : namedTensors(model)) {
        const at::Tensor value = tensorNamed(values, named.name);
        if (value.defined())
            at::Tensor(named.tensor).copy_(value);
    }
}

} // namespace

TrainingRun::TrainingRun(const TrainingArguments& arguments, std::shared_ptr<const Dataset> train,
                         std::shared_ptr<const Dataset> test, std::stop_token stop)
    : m_arguments(arguments)
    , m_stop(std::move(stop))
    , m_model(arguments.model.clone())
    , m_input(probeNetworkInput(m_model, *train))
    , m_maskedParameters(m_model)
    , m_bestMasks(arguments.masks)
{
    probeNetworkInput(m_model, *test);
    preferChannelsLast(m_model, m_input, *train);
    if (!m_arguments.checkpointFile.empty() || !m_arguments.resumeFile.empty()) {
        m_fingerprint =
            fingerprint(arguments.model, arguments.masks, arguments.normMasks, arguments.options, *train, *test);
    }
    const std::vector<at::Tensor> parameters = trainedParameters();
    for (at::Tensor parameter : parameters)
        parameter.requires_grad_(true);
    m_optimizer = std::make_unique<Optimizer>(arguments.options, parameters);
    m_trainLoader = makeLoader(std::move(train), true);
    m_testLoader = makeLoader(std::move(test), false);
}

// Every float parameter once. Where the file says which of them are frozen, these stay frozen.
std::vector<at::Tensor> TrainingRun::trainedParameters() const
{
    const std::vector<NamedTensor> originals = namedTensors(m_arguments.model);
    const std::vector<NamedTensor> copies = namedTensors(m_model);
    const bool flagsKnown = std::any_of(originals.begin(), originals.end(), [](const NamedTensor& named) {
        return !named.buffer && named.tensor.requires_grad();
    });
    std::vector<at::Tensor> parameters;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const at::Tensor& tensor = copies[i].tensor;
        const bool frozen = flagsKnown && !originals[i].tensor.requires_grad();
        const bool known = std::any_of(parameters.begin(), parameters.end(),
                                       [&](const at::Tensor& other) { return other.is_same(tensor); });
        if (!copies[i].buffer && !frozen && !known && at::isFloatingType(tensor.scalar_type()))
            parameters.push_back(tensor);
    }
    if (parameters.empty()) {
        throw Error(ErrorCode::Training,
                    Message{ESPALIER_TR("core", "The network has no parameters that could be trained."), {}});
    }
    return parameters;
}

std::unique_ptr<BatchLoader> TrainingRun::makeLoader(std::shared_ptr<const Dataset> dataset, bool training) const
{
    const TrainingOptions& options = m_arguments.options;
    const auto normalization = effectiveNormalization(m_arguments.model, {options.mean, options.std});
    BatchLoaderOptions loading;
    loading.batchSize = training ? options.batchSize : EvaluationOptions().batchSize;
    loading.shuffle = training;
    loading.seed = options.seed;
    if (training)
        loading.augmentation = options.augmentation;
    loading.mean = normalization.mean;
    loading.std = normalization.std;
    loading.channels = m_input.channels;
    return std::make_unique<BatchLoader>(std::move(dataset), loading);
}

TrainingResult TrainingRun::run()
{
    try {
        if (!m_arguments.resumeFile.empty())
            resume();
        else
            useMasks(m_arguments.masks);
        if (m_arguments.hook)
            m_arguments.hook->begin(*this);
        start();
        for (int epoch = m_nextEpoch; epoch < m_arguments.options.epochs; ++epoch)
            runEpoch(epoch);
    } catch (const CancelledError&) {
        m_result.cancelled = true;
    } catch (const Divergence& divergence) {
        reportDivergence(divergence);
    }
    return result();
}

void TrainingRun::resume()
{
    const Checkpoint saved = readCheckpoint(m_arguments.resumeFile);
    requireSameRun(saved.fingerprint, m_fingerprint, m_arguments.resumeFile);
    copyInto(m_model, saved.model);
    useMasks(saved.masks);
    m_optimizer->restore(saved.optimizer);
    m_nextEpoch = saved.nextEpoch;
    m_evaluatedBefore = true;
    m_hasBest = saved.hasBest;
    m_bestEpoch = saved.bestEpoch;
    m_best = saved.best;
    m_bestMasks = saved.bestMasks;
    m_bestModel = saved.bestModel;
    if (m_arguments.hook)
        m_arguments.hook->restore(saved.hookState);
    m_result.before = saved.before;
    m_result.history = saved.history;
}

void TrainingRun::start()
{
    if (!m_evaluatedBefore) {
        m_result.before = evaluateTestData();
        keepAsBest(-1, m_result.before);
        saveCheckpoint(0);
    }
    m_arguments.observer->started(m_result.before, m_trainLoader->batchCount());
}

void TrainingRun::waitWhilePaused()
{
    if (m_arguments.pauseGate)
        m_paused += m_arguments.pauseGate->wait(m_stop);
}

double TrainingRun::activeSeconds() const
{
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - m_begin;
    return (all - m_paused).count();
}

void TrainingRun::runEpoch(int epoch)
{
    const double begin = activeSeconds();
    throwIfStopped(m_stop);
    applyHook(epoch);
    // Seeded per epoch, so that a resumed run draws the same dropouts.
    seedCompute(mixedSeed(m_arguments.options.seed, static_cast<std::uint64_t>(epoch), 2));
    const EpochSums sums = trainEpoch(epoch);
    const Evaluation test = evaluateTestData();
    if (!std::isfinite(test.loss))
        throw Divergence{test.loss, epoch, 0, sums.learningRate};
    finishEpoch(epoch, sums, test, activeSeconds() - begin);
}

TrainingRound TrainingRun::roundOf(int epoch) const
{
    const int epochs = m_arguments.options.epochs;
    return m_arguments.hook ? m_arguments.hook->roundOf(epoch, epochs) : TrainingRound{0, epochs};
}

void TrainingRun::applyHook(int epoch)
{
    if (!m_arguments.hook)
        return;
    const auto masks = m_arguments.hook->update_epoch(epoch);
    const bool rewinds = epoch > 0 && roundOf(epoch).firstEpoch == epoch;
    const bool changed = masks && *masks != m_masks;
    if (!rewinds && !changed)
        return;
    const MaskSet next = masks.value_or(m_masks);
    if (rewinds)
        rewind();
    useMasks(next);
    // Accuracy under other masks says nothing about these: the next epoch becomes the best one in any case.
    m_hasBest = false;
}

// Unmasks first, so that nothing beneath the masks survives.
void TrainingRun::rewind()
{
    m_maskedParameters.setMasks({});
    TensorList originals;
    for (const NamedTensor& named : namedTensors(m_arguments.model))
        originals.emplace_back(named.name, named.tensor);
    copyInto(m_model, originals);
    m_optimizer = std::make_unique<Optimizer>(m_arguments.options, trainedParameters());
}

void TrainingRun::useMasks(const MaskSet& masks)
{
    const MaskSet all = m_arguments.normMasks ? withNormMasks(m_model, masks) : masks;
    for (const auto& change : m_maskedParameters.setMasks(all))
        m_optimizer->forget(change.tensor, change.removed);
    m_masks = masks;
    m_heldAtZero = all.removedCount();
}

TrainingRun::EpochSums TrainingRun::trainEpoch(int epoch)
{
    const at::AutoGradMode gradients(true);
    const double begin = activeSeconds();
    EpochSums sums;
    setTraining(m_model, true);
    m_trainLoader->startEpoch(static_cast<std::size_t>(epoch));
    for (std::size_t index = 0; auto batch = m_trainLoader->next(); ++index) {
        waitWhilePaused();
        throwIfStopped(m_stop);
        // A batch norm cannot be trained on the single image that may be left at the end of an epoch.
        if (batch->count == 1 && index > 0)
            break;
        const std::size_t before = sums.samples;
        const EpochSums soFar = sums;
        trainBatch(*batch, epoch, index, sums);
        const double count = static_cast<double>(sums.samples - before);
        BatchEvent event;
        event.epoch = epoch;
        event.batch = index;
        event.batches = m_trainLoader->batchCount();
        event.loss = (sums.loss - soFar.loss) / count;
        event.accuracy = static_cast<double>(sums.hits - soFar.hits) / count;
        event.learningRate = sums.learningRate;
        event.samplesPerSecond = static_cast<double>(sums.samples) / std::max(1e-9, activeSeconds() - begin);
        m_arguments.observer->batchFinished(event);
    }
    throwIfStopped(m_stop);
    return sums;
}

void TrainingRun::trainBatch(Batch& batch, int epoch, std::size_t index, EpochSums& sums)
{
    const TrainingOptions& options = m_arguments.options;
    const std::size_t batches = m_trainLoader->batchCount();
    const TrainingRound round = roundOf(epoch);
    const SchedulePosition position{static_cast<std::size_t>(epoch - round.firstEpoch) * batches + index,
                                    static_cast<std::size_t>(std::max(1, round.epochs)) * batches};
    sums.learningRate = learningRate(options.lrSchedule, options.learningRate, position);

    const at::Tensor labels = labelsTensor(batch);
    m_optimizer->clearGradients();
    const at::Tensor scores = classScores(m_model, imagesTensor(batch, m_input));
    const at::Tensor loss = at::cross_entropy_loss(scores, labels);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        throw Divergence{value, epoch, index + 1, sums.learningRate};
    loss.backward();
    if (m_arguments.hook) {
        m_arguments.hook->gradientsReady();
        addPenalties(m_arguments.hook->penalties());
    }
    m_maskedParameters.clearGradients();
    m_optimizer->setLearningRate(sums.learningRate);
    m_optimizer->step();
    if (m_arguments.hook)
        m_arguments.hook->step();
    const at::NoGradGuard noGradients;
    sums.loss += value * static_cast<double>(batch.count);
    sums.hits += countHits(scores, labels);
    sums.samples += batch.count;
}

void TrainingRun::addPenalties(const std::vector<L1Penalty>& penalties)
{
    const at::NoGradGuard noGradients;
    for (const L1Penalty& penalty : penalties) {
        const at::Tensor parameter = findTensor(m_model, penalty.parameter);
        at::Tensor gradient = parameter.defined() ? parameter.grad() : at::Tensor();
        if (gradient.defined())
            gradient.add_(at::sign(parameter), penalty.strength);
    }
}

Evaluation TrainingRun::evaluateTestData()
{
    waitWhilePaused();
    const auto progress = [this](double fraction) {
        m_arguments.observer->evaluating(fraction);
        waitWhilePaused();
    };
    return evaluateBatches(m_model, *m_testLoader, m_input, progress, m_stop);
}

void TrainingRun::finishEpoch(int epoch, const EpochSums& sums, const Evaluation& test, double seconds)
{
    EpochEvent event;
    event.epoch = epoch;
    const double samples = static_cast<double>(std::max<std::size_t>(1, sums.samples));
    event.trainLoss = sums.loss / samples;
    event.trainAccuracy = static_cast<double>(sums.hits) / samples;
    event.test = test;
    event.learningRate = sums.learningRate;
    event.sparsity =
        static_cast<double>(m_heldAtZero) / static_cast<double>(std::max<std::int64_t>(1, m_model.parameterCount()));
    event.seconds = seconds;
    event.best = !m_hasBest || isBetter(test, m_best);
    if (event.best)
        keepAsBest(epoch, test);
    m_result.history.push_back(event);
    saveCheckpoint(epoch + 1);
    m_arguments.observer->epochFinished(event);
}

Model TrainingRun::denseModel() const
{
    Model copy = m_arguments.model.clone();
    copyInto(copy, denseTensors());
    return copy;
}

std::vector<float> TrainingRun::values(const std::string& parameter) const
{
    const at::Tensor tensor = findTensor(m_model, parameter);
    return tensor.defined() ? floatsOf(m_maskedParameters.restored(tensor)) : std::vector<float>();
}

std::vector<float> TrainingRun::gradient(const std::string& parameter) const
{
    const at::Tensor tensor = findTensor(m_model, parameter);
    return tensor.defined() && tensor.grad().defined() ? floatsOf(tensor.grad()) : std::vector<float>();
}

TensorList TrainingRun::denseTensors() const
{
    TensorList tensors;
    for (const NamedTensor& named : namedTensors(m_model))
        tensors.emplace_back(named.name, m_maskedParameters.restored(named.tensor));
    return tensors;
}

void TrainingRun::keepAsBest(int epoch, const Evaluation& evaluation)
{
    m_hasBest = true;
    m_bestEpoch = epoch;
    m_best = evaluation;
    m_bestMasks = m_masks;
    m_bestModel = denseTensors();
}

void TrainingRun::saveCheckpoint(int nextEpoch) const
{
    if (m_arguments.checkpointFile.empty())
        return;
    Checkpoint checkpoint;
    checkpoint.fingerprint = m_fingerprint;
    checkpoint.nextEpoch = nextEpoch;
    checkpoint.before = m_result.before;
    checkpoint.history = m_result.history;
    checkpoint.masks = m_masks;
    checkpoint.model = denseTensors();
    checkpoint.optimizer = m_optimizer->state();
    checkpoint.hasBest = m_hasBest;
    checkpoint.bestEpoch = m_bestEpoch;
    checkpoint.best = m_best;
    checkpoint.bestMasks = m_bestMasks;
    checkpoint.bestModel = m_bestModel;
    if (m_arguments.hook)
        checkpoint.hookState = m_arguments.hook->state();
    writeCheckpoint(m_arguments.checkpointFile, checkpoint);
}

void TrainingRun::reportDivergence(const Divergence& divergence)
{
    const std::vector<std::string> place{std::to_string(divergence.epoch + 1), std::to_string(divergence.batch),
                                         numberText(divergence.learningRate)};
    const std::vector<std::string> epochOnly{place[0], place[2]};
    const bool onTest = divergence.batch == 0;
    if (m_result.history.empty()) {
        throw Error(ErrorCode::Training,
                    onTest ? Message{ESPALIER_TR("core", "The loss on the test data is no number after epoch %1 at the "
                                                         "learning rate %2; use a smaller learning rate."),
                                     epochOnly}
                           : Message{ESPALIER_TR("core", "The loss became no number in epoch %1, batch %2 at the "
                                                         "learning rate %3; use a smaller learning rate."),
                                     place});
    }
    m_result.issues.push_back(
        {Severity::Error,
         onTest
             ? Message{ESPALIER_TR("core", "The loss on the test data is no number after epoch %1 at the learning "
                                           "rate %2; training stopped and the best checkpoint was kept. Use a "
                                           "smaller learning rate."),
                       epochOnly}
             : Message{ESPALIER_TR("core", "The loss became no number in epoch %1, batch %2 at the learning rate %3; "
                                           "training stopped and the best checkpoint was kept. Use a smaller "
                                           "learning rate."),
                       place},
         {},
         {}});
}

TrainingResult TrainingRun::result()
{
    Model best = m_arguments.model.clone();
    copyInto(best, m_bestModel);
    m_result.model = std::make_shared<const Model>(std::move(best));
    m_result.masks = std::move(m_bestMasks);
    m_result.bestEpoch = m_bestEpoch;
    m_result.after = m_best;
    if (!m_result.cancelled && m_bestEpoch < 0)
        m_result.issues.push_back({Severity::Warning, unchangedByTraining(), std::nullopt, {}});
    return std::move(m_result);
}

} // namespace espalier::internal
