// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/speedup.h"

#include <ATen/ops/isfinite.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/api/module.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/exporters/internal/agreement.h"
#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_removal.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/model_tensors.h"
#include "core/model/internal/module_tree_builder.h"
#include "core/model/internal/shape_inference.h"
#include "core/pruning/norm_masks.h"
#include "core/speedup/internal/constant_folding.h"
#include "core/speedup/internal/graph_rewriter.h"
#include "core/speedup/internal/other_batch.h"
#include "core/speedup/internal/tensor_shrinker.h"

namespace espalier {
namespace {

using Clock = std::chrono::steady_clock;
using namespace internal;

using Replacements = std::unordered_map<const c10::TensorImpl*, at::Tensor>;

void replaceTensors(const torch::jit::Module& module, const Replacements& replacements)
{
    const auto type = module.type();
    for (std::size_t i = 0; i < type->numAttributes(); ++i) {
        const c10::IValue value = module._ivalue()->getSlot(i);
        if (!value.isTensor() || !value.toTensor().defined())
            continue;
        const auto found = replacements.find(value.toTensor().unsafeGetTensorImpl());
        if (found != replacements.end())
            module._ivalue()->setSlot(i, found->second);
    }
    for (const auto& child : module.named_children())
        replaceTensors(child.value, replacements);
}

bool areFinite(const std::vector<at::Tensor>& tensors)
{
    return std::all_of(tensors.begin(), tensors.end(), [](const at::Tensor& tensor) {
        return !tensor.is_floating_point() || at::isfinite(tensor).all().item<bool>();
    });
}

/// The masked model with smaller tensors and a graph to match. Takes over the tensors that stay as they are.
Model smallerModel(const Model& masked, const ChannelRemoval& removal,
                   const std::unordered_map<int, ShrunkTensor>& shrunk)
{
    const ModelImpl& source = masked.impl();
    auto impl = std::make_unique<ModelImpl>();
    impl->graph = rewriteGraph(source.graph, removal);
    impl->module = rebuildModuleTree(source.module, impl->graph).module;
    Replacements replacements;
    for (const auto& [index, item] : shrunk) {
        const at::Tensor& original = removal.analysis().tensors[static_cast<std::size_t>(index)].tensor;
        at::Tensor smaller = item.tensor.contiguous();
        smaller.set_requires_grad(original.requires_grad());
        replacements.emplace(original.unsafeGetTensorImpl(), smaller);
    }
    replaceTensors(impl->module, replacements);
    impl->issues = source.issues;
    impl->normalization = source.normalization;
    impl->collect();
    inferShapes(*impl, source.inputs);
    return Model(std::move(impl));
}

std::int64_t bytesOf(const at::Tensor& tensor)
{
    return tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
}

void requireFit(const Model& model, const MaskSet& masks)
{
    for (const auto& [name, mask] : masks.items()) {
        const LayerInfo* layer = model.findLayer(name);
        const auto shape = layer ? layer->weightShape() : std::nullopt;
        if (!shape) {
            throw Error(ErrorCode::NotFound,
                        Message{ESPALIER_TR("core", "The masks name layer \"%1\", and the network has no weight there; "
                                                    "make them again for this network."),
                                {name}});
        }
        if (*shape != mask.weight.shape) {
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "The mask of \"%1\" is %2, and the weight there is %3; make the "
                                                    "masks again for this network."),
                                {name, shapeText(mask.weight.shape), shapeText(*shape)}});
        }
        const std::vector<std::uint8_t>& keep = mask.weight.keep;
        if (!keep.empty() && std::find(keep.begin(), keep.end(), std::uint8_t{1}) == keep.end()) {
            throw Error(
                ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "The mask of \"%1\" removes all of it, and nothing would be left to "
                                            "pass on; lower its sparsity."),
                        {name}});
        }
    }
}

class SpeedupRun
{
public:
    SpeedupRun(const Model& model, const MaskSet& masks, const SpeedupOptions& options, ProgressSink& sink,
               std::stop_token stop)
        : m_masks(masks)
        , m_options(options)
        , m_sink(sink)
        , m_stop(std::move(stop))
        , m_start(Clock::now())
        , m_masked(model.clone())
    {
        m_result.parametersBefore = model.parameterCount();
        m_result.macsBefore = model.macs().value_or(0);
    }

    SpeedupResult run()
    {
        const c10::AutoGradMode noGradients(false);
        step(0.1, {ESPALIER_TR("core", "Following channels through the graph"), {}});
        m_analysis = analyzeChannels(m_masked);
        m_masked.applyMasks(m_options.profile == Profile::Default ? withNormMasks(m_masked, m_masks, *m_analysis)
                                                                  : m_masks);
        const ChannelRemoval removal = settleRemoval();
        if (removal.empty())
            return nothingToRemove();
        step(0.5, {ESPALIER_TR("core", "Removing channels"), {}});
        const auto shrunk = shrinkTensors(removal);
        auto small = std::make_shared<const Model>(smallerModel(m_masked, removal, shrunk));
        m_result.parametersAfter = small->parameterCount();
        for (const auto& [index, item] : shrunk)
            m_result.bytesRemoved +=
                bytesOf(m_analysis->tensors[static_cast<std::size_t>(index)].tensor) - bytesOf(item.tensor);
        m_result.macsAfter = small->macs().value_or(0);
        m_result.seconds = std::chrono::duration<double>(Clock::now() - m_start - m_verifying).count();
        addRecipe(shrunk);
        m_result.model = std::move(small);
        if (m_options.verify)
            verify();
        finishIssues();
        return std::move(m_result);
    }

private:
    void step(double fraction, const Message& what)
    {
        throwIfStopped(m_stop);
        m_sink.progress(fraction, what);
    }

    /// Removal and folding; channels that leave no constant behind are put back. Each round keeps at least one class more
    /// than the one before, so that it ends; the masked network and what it computes stay the same throughout.
    ChannelRemoval settleRemoval()
    {
        std::vector<Label> pinned;
        std::optional<ChannelRanges> ranges;
        for (;;) {
            throwIfStopped(m_stop);
            m_removalIssues.clear();
            ChannelRemoval removal =
                chooseRemoval(*m_analysis, m_masks, pinned, m_options.profile == Profile::Default, m_removalIssues);
            if (removal.empty() || !mayLeaveConstants(removal))
                return removal;
            if (!ranges) {
                step(0.3, {ESPALIER_TR("core", "Looking for constants that removed channels leave"), {}});
                expectOutputs();
                ranges = observeChannels(m_masked, *m_analysis, m_options.seed);
            }
            const ConstantFolds folds = foldConstants(*ranges, removal);
            if (!folds.notConstant.empty()) {
                pinned.insert(pinned.end(), folds.notConstant.begin(), folds.notConstant.end());
                m_pinned = true;
                continue;
            }
            if (m_options.profile == Profile::Default && !folds.approximate.empty()) {
                keepInexact(folds.approximate, pinned);
                continue;
            }
            apply(folds);
            return removal;
        }
    }

    void apply(const ConstantFolds& folds)
    {
        for (const ConstantFolds::Approximation& fold : folds.approximate)
            m_approximate.push_back(fold.layer);
        for (const ConstantFolds::Change& change : folds.changes)
            m_analysis->tensors[static_cast<std::size_t>(change.tensor)].tensor.add_(change.addend);
        m_folded = !folds.changes.empty();
    }

    /// NNI's profiles accept another result at the border; ours keeps the channels.
    void keepInexact(const std::vector<ConstantFolds::Approximation>& folds, std::vector<Label>& pinned)
    {
        for (const ConstantFolds::Approximation& fold : folds) {
            pinned.insert(pinned.end(), fold.channels.begin(), fold.channels.end());
            m_keptAtBorder[fold.layer] += fold.channels.size();
        }
    }

    void reportKeptAtBorder()
    {
        for (const auto& [layer, channels] : m_keptAtBorder) {
            m_result.issues.push_back(
                {Severity::Info,
                 {ESPALIER_TR("core", "%1 masked channels stay: without them, %2 would miss constants that its zero "
                                      "padding cuts off at the border, and outputs would differ."),
                  {std::to_string(channels), layer}},
                 std::nullopt,
                 layer});
        }
    }

    /// Others than those that constants were looked for on: these would agree by construction.
    std::vector<at::Tensor> freshInputs(std::uint64_t index) const
    {
        return exampleInputs(m_masked.inputs(), m_options.seed + kMostObservations + index);
    }

    std::vector<at::Tensor> batchInputs() const
    {
        return otherBatchInputs(m_masked.inputs(), m_options.seed + kMostObservations);
    }

    /// What the masked network gives, before constants are folded into its tensors.
    void expectOutputs()
    {
        if (!m_options.verify || !m_expected.empty())
            return;
        const auto begin = Clock::now();
        m_expected = forward(m_masked, freshInputs(0));
        m_otherwise = forward(m_masked, freshInputs(1));
        m_expectedOfBatch = outputsIfAny(m_masked, batchInputs());
        m_verifying += Clock::now() - begin;
    }

    void addRecipe(const std::unordered_map<int, ShrunkTensor>& shrunk)
    {
        for (std::size_t i = 0; i < m_analysis->tensors.size(); ++i) {
            const auto found = shrunk.find(static_cast<int>(i));
            if (found != shrunk.end())
                m_result.recipe.push_back(found->second.slices);
        }
    }

    void verify()
    {
        step(0.8, {ESPALIER_TR("core", "Comparing outputs with the masked network"), {}});
        expectOutputs();
        const Verification found = compareOutputs(m_expected, forward(*m_result.model, freshInputs(0)));
        m_result.maxAbsDifference = found.maxAbsDifference;
        m_result.maxRelDifference = found.maxRelDifference;
        if (found.agrees) {
            requireBatches();
            return requireDependence();
        }
        const std::string difference = std::to_string(found.maxRelDifference);
        if (m_approximate.empty()) {
            throw Error(ErrorCode::Internal,
                        Message{ESPALIER_TR("core", "The smaller network computes something else than the masked one "
                                                    "(relative difference %1), and nothing explains it; please report "
                                                    "this network."),
                                {difference}});
        }
        std::sort(m_approximate.begin(), m_approximate.end());
        std::string layers;
        for (const std::string& layer : m_approximate)
            layers += (layers.empty() ? "" : ", ") + layer;
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core",
                          "Outputs differ by up to %1 (relative): removed channels leave constants that the zero "
                          "padding of %2 cuts off at the border."),
              {difference, layers}},
             std::nullopt,
             m_approximate.front()});
    }

    /// A size that was fixed by mistake shows with another number of samples only.
    void requireBatches()
    {
        if (m_expectedOfBatch.empty()
            || compareOutputs(m_expectedOfBatch, outputsIfAny(*m_result.model, batchInputs())).agrees)
            return;
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core", "The smaller network works for the number of samples of the input shape (%1) only, "
                                  "though the masked one takes others: speed it up with the number that it is to be "
                                  "used with, and please report this network."),
              {inputSpecsText(m_masked.inputs())}},
             std::nullopt,
             {}});
    }

    /// Outputs that are the same for other inputs as well would agree whatever the smaller network did with its inputs.
    void requireDependence()
    {
        if (!areFinite(m_expected)) {
            m_result.issues.push_back(
                {Severity::Warning,
                 {ESPALIER_TR("core",
                              "The masked network gives values that are no finite numbers on random inputs, so that "
                              "the comparison with the smaller one proves little: less may have been left than an "
                              "operator needs, such as one channel for a standard deviation."),
                  {}},
                 std::nullopt,
                 {}});
            return;
        }
        if (!compareOutputs(m_expected, m_otherwise).agrees)
            return;
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core", "The masked network gives the same outputs for different random inputs, so that the "
                                  "comparison with the smaller one proves little: look at its weights (a head of "
                                  "zeros?), or compare on real data."),
              {}},
             std::nullopt,
             {}});
    }

    Message whyNothing() const
    {
        if (m_pinned || !m_keptAtBorder.empty())
            return {
                ESPALIER_TR("core", "Nothing gets smaller: every masked channel stays, for the reasons that follow."),
                {}};
        return {ESPALIER_TR("core",
                            "The masks remove no channel, so that nothing gets smaller: masks of single weights "
                            "change no shapes."),
                {}};
    }

    SpeedupResult nothingToRemove()
    {
        m_result.seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
        m_result.parametersAfter = m_result.parametersBefore;
        m_result.macsAfter = m_result.macsBefore;
        finishIssues();
        m_result.issues.insert(m_result.issues.begin(), {Severity::Warning, whyNothing(), std::nullopt, {}});
        m_result.model = std::make_shared<const Model>(std::move(m_masked));
        return std::move(m_result);
    }

    void finishIssues()
    {
        m_result.issues.insert(m_result.issues.end(), m_removalIssues.begin(), m_removalIssues.end());
        reportKeptAtBorder();
        m_result.issues.insert(m_result.issues.end(), m_analysis->issues.begin(), m_analysis->issues.end());
        if (m_folded) {
            m_result.issues.push_back({Severity::Info,
                                       {ESPALIER_TR("core", "Constants that removed channels left were folded into "
                                                            "following biases and running means, which is exact in "
                                                            "evaluation."),
                                        {}},
                                       std::nullopt,
                                       {}});
        }
        if (m_pinned) {
            m_result.issues.push_back({Severity::Info,
                                       {ESPALIER_TR("core", "Some masked channels stay, because what they would leave "
                                                            "behind is no constant or nothing could take it up."),
                                        {}},
                                       std::nullopt,
                                       {}});
        }
    }

    const MaskSet& m_masks;
    const SpeedupOptions& m_options;
    ProgressSink& m_sink;
    std::stop_token m_stop;
    Clock::time_point m_start;
    Clock::duration m_verifying{}; ///< no part of what a speedup takes
    Model m_masked;
    std::shared_ptr<const ChannelAnalysis> m_analysis;
    std::vector<Issue> m_removalIssues;
    std::map<std::string, std::size_t> m_keptAtBorder; ///< by the layer that reads them
    std::vector<at::Tensor> m_expected;
    std::vector<at::Tensor> m_otherwise;       ///< for other inputs
    std::vector<at::Tensor> m_expectedOfBatch; ///< for another number of samples; empty: it takes one only
    std::vector<std::string> m_approximate;
    bool m_folded = false;
    bool m_pinned = false;
    SpeedupResult m_result;
};

} // namespace

SpeedupResult speedUp(std::shared_ptr<const Model> model, const MaskSet& masks, const SpeedupOptions& options,
                      ProgressSink& sink, std::stop_token stop)
{
    requireFit(*model, masks);
    return SpeedupRun(*model, masks, options, sink, std::move(stop)).run();
}

} // namespace espalier
