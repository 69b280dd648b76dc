// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/training/trainer.h"

/// What the tests of training have in common: tiny networks, data that they can learn, masks.
namespace espalier::test {

/// Images with a bright square whose place tells the class, over noise; the same for the same seed.
class SquaresDataset final : public Dataset
{
public:
    explicit SquaresDataset(std::size_t count, std::uint64_t seed = 1, ImageSize size = {1, 8, 8}, int classes = 3);
    std::size_t size() const override { return m_count; }
    ImageSize imageSize() const override { return m_size; }
    const std::vector<std::string>& classNames() const override { return m_names; }
    int label(std::size_t index) const override { return static_cast<int>(index % m_names.size()); }
    void read(std::size_t index, std::span<float> out) const override;
    const std::vector<Issue>& issues() const override { return m_issues; }

    std::atomic<bool> poisoned{false}; ///< images are no numbers while set

private:
    std::size_t m_count;
    std::uint64_t m_seed;
    ImageSize m_size;
    std::vector<std::string> m_names;
    std::vector<Issue> m_issues;
};

/// tests/data/models/train_NAME.pt
std::shared_ptr<const Model> trainingModel(const std::string& name);

/// Every second weight of these layers removed; biases kept.
MaskSet everySecondWeight(const Model& model, const std::vector<std::string>& layers);
/// The first @p channels output channels of a layer removed, with their biases where there are any.
MaskSet firstChannels(const Model& model, const std::string& layer, std::int64_t channels);

/// All parameters and batch norm statistics of the layers, bit for bit.
bool sameTensors(const Model& a, const Model& b);

/// SGD with momentum and weight decay, constant rate: learns SquaresDataset within a few epochs.
TrainingOptions quickOptions(int epochs = 3);

/// Records everything it is told.
struct RecordingObserver : TrainingObserver
{
    void started(const Evaluation& evaluation, std::size_t batchCount) override
    {
        before = evaluation;
        batchesPerEpoch = batchCount;
        ++starts;
    }
    void batchFinished(const BatchEvent& event) override { batches.push_back(event); }
    void epochFinished(const EpochEvent& event) override { epochs.push_back(event); }
    void evaluating(double fraction) override { fractions.push_back(fraction); }

    Evaluation before;
    std::size_t batchesPerEpoch = 0;
    int starts = 0;
    std::vector<BatchEvent> batches;
    std::vector<EpochEvent> epochs;
    std::vector<double> fractions;
};

} // namespace espalier::test
