// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "core/training/internal/checkpoint.h"
#include "core/training/internal/masked_parameters.h"
#include "core/training/internal/network_input.h"
#include "core/training/trainer.h"

namespace espalier::internal {

/// Everything that Trainer knows.
struct TrainingArguments
{
    const Model& model;
    const MaskSet& masks;
    const TrainingOptions& options;
    bool normMasks = true;
    TrainingObserver* observer = nullptr; ///< never null
    TrainingHook* hook = nullptr;
    PauseGate* pauseGate = nullptr;
    std::filesystem::path checkpointFile;
    std::filesystem::path resumeFile;
};

/// One run of a Trainer: the copy of the model in training, its optimizer and the best state so far. What a hook sees.
class TrainingRun final : public TrainingView
{
public:
    TrainingRun(const TrainingArguments& arguments, std::shared_ptr<const Dataset> train,
                std::shared_ptr<const Dataset> test, std::stop_token stop);

    TrainingResult run();

    Model denseModel() const override;
    const MaskSet& masks() const override { return m_masks; }
    std::vector<float> values(const std::string& parameter) const override;
    std::vector<float> gradient(const std::string& parameter) const override;

private:
    struct EpochSums
    {
        double loss = 0; ///< times samples
        std::int64_t hits = 0;
        std::size_t samples = 0;
        double learningRate = 0;
    };
    /// The loss is no number; caught by run().
    struct Divergence
    {
        double loss = 0;
        int epoch = 0;
        std::size_t batch = 0; ///< from 1; 0: on the test data after the epoch
        double learningRate = 0;
    };

    std::vector<at::Tensor> trainedParameters() const;
    std::unique_ptr<BatchLoader> makeLoader(std::shared_ptr<const Dataset> dataset, bool training) const;
    void resume();
    void start();
    void waitWhilePaused();
    /// Since the run was made, without its pauses.
    double activeSeconds() const;
    void runEpoch(int epoch);
    TrainingRound roundOf(int epoch) const;
    void applyHook(int epoch);
    void rewind();
    void useMasks(const MaskSet& masks);
    EpochSums trainEpoch(int epoch);
    void trainBatch(Batch& batch, int epoch, std::size_t index, EpochSums& sums);
    void addPenalties(const std::vector<L1Penalty>& penalties);
    Evaluation evaluateTestData();
    void finishEpoch(int epoch, const EpochSums& sums, const Evaluation& test, double seconds);
    TensorList denseTensors() const;
    void keepAsBest(int epoch, const Evaluation& evaluation);
    void saveCheckpoint(int nextEpoch) const;
    void reportDivergence(const Divergence& divergence);
    TrainingResult result();

    TrainingArguments m_arguments;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> m_paused{0};
    Model m_model;
    NetworkInput m_input;
    RunFingerprint m_fingerprint;
    MaskedParameters m_maskedParameters;
    MaskSet m_masks;               ///< as given, without those of norms
    std::int64_t m_heldAtZero = 0; ///< parameters, with those of norms
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<BatchLoader> m_trainLoader;
    std::unique_ptr<BatchLoader> m_testLoader;
    int m_nextEpoch = 0;
    bool m_evaluatedBefore = false;
    bool m_hasBest = false; ///< under the masks that hold now
    int m_bestEpoch = -1;
    Evaluation m_best;
    MaskSet m_bestMasks;
    TensorList m_bestModel;
    TrainingResult m_result;
};

} // namespace espalier::internal
