// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/constant_folding.h"

#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "core/exporters/internal/agreement.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {
namespace {

using torch::jit::Node;

/// Values of one channel that differ by no more than this part of their size are one constant.
constexpr double kConstantTolerance = 1e-5;

/// Behind relu() every second value is 0, by chance: so many zeros in a row are no chance.
constexpr std::int64_t kEnoughValues = 32;
/// Multiply-accumulates that looking for constants may take, beside the runs that are made in any case.
constexpr std::int64_t kMostMacs = 4'000'000'000;
constexpr std::int64_t kFewestRuns = 4;

bool isNonZeroWhereRemoved(const ChannelRemoval& removal, const std::vector<Label>& labels, const at::Tensor& values)
{
    const at::Tensor floats = values.detach().to(at::kFloat).contiguous();
    const float* data = floats.data_ptr<float>();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (data[i] != 0 && removal.isRemoved(labels[i]))
            return true;
    }
    return false;
}

const at::Tensor& tensorOf(const ChannelRemoval& removal, int index)
{
    return removal.analysis().tensors[static_cast<std::size_t>(index)].tensor;
}

/// The running mean of the only batch norm behind @p node; -1 when there is none.
int runningMeanBehind(const ChannelAnalysis& analysis, const Node* node)
{
    if (node->output()->uses().size() != 1)
        return -1;
    const Node* user = node->output()->uses().front().user;
    if (std::string(user->kind().toQualString()) != "aten::batch_norm")
        return -1;
    for (const VectorUse& use : analysis.vectors) {
        if (use.node == user && analysis.tensors[static_cast<std::size_t>(use.tensor)].name.ends_with("running_mean"))
            return use.tensor;
    }
    return -1;
}

std::vector<double> toDoubles(const at::Tensor& values)
{
    const at::Tensor doubles = values.to(at::kDouble).contiguous();
    const double* first = doubles.data_ptr<double>();
    return {first, first + doubles.numel()};
}

/// One row per index along @p dim.
at::Tensor rowsAlong(const at::Tensor& tensor, std::int64_t dim)
{
    return tensor.movedim(dim, 0).reshape({tensor.size(dim), -1});
}

class RangeObserver final : public NodeObserver
{
public:
    RangeObserver(const ChannelAnalysis& analysis, ChannelRanges& ranges)
        : m_analysis(analysis)
        , m_ranges(ranges)
    {
        for (const WeightUse& use : analysis.weights) {
            const bool mayLose =
                std::any_of(use.in.begin(), use.in.end(), [&](Label label) { return !analysis.space.isLocked(label); });
            if (!mayLose || use.depthwise)
                continue;
            for (const WeightUse::Call& call : use.calls)
                m_uses.emplace(call.node, &use);
        }
        for (const ShapeUse& use : analysis.shapes) {
            if (use.kind == ShapeKind::LayerNorm)
                m_norms.emplace(use.node, &use);
        }
    }

    void executed(const Node* node, const std::vector<c10::IValue>& inputs, const std::vector<c10::IValue>&) override
    {
        if (const auto norm = m_norms.find(node); norm != m_norms.end()) {
            const at::Tensor rows = rowsAlong(inputs.at(0).toTensor().abs(), norm->second->dim);
            m_ranges.norms.push_back({norm->second, toDoubles(rows.amax(1))});
        }
        const auto found = m_uses.find(node);
        if (found == m_uses.end())
            return;
        const WeightUse& use = *found->second;
        const bool added = std::string(node->kind().toQualString()) == "aten::addmm";
        const at::Tensor input = inputs.at(added ? 1 : 0).toTensor();
        const at::Tensor& weight = m_analysis.tensors[static_cast<std::size_t>(use.weight)].tensor;
        const std::int64_t dim = weight.dim() == 2 ? input.dim() - 1 : input.dim() - weight.dim() + 1;
        const at::Tensor rows = rowsAlong(input, dim);
        m_ranges.reads.push_back({node, &use, toDoubles(rows.amin(1)), toDoubles(rows.amax(1)), rows.size(1)});
    }

private:
    const ChannelAnalysis& m_analysis;
    ChannelRanges& m_ranges;
    std::unordered_map<const Node*, const WeightUse*> m_uses;
    std::unordered_map<const Node*, const ShapeUse*> m_norms;
};

class ConstantFolder
{
public:
    explicit ConstantFolder(const ChannelRemoval& removal)
        : m_removal(removal)
    {
    }

    ConstantFolds run(const ChannelRanges& ranges)
    {
        for (const ChannelRanges::NormRead& norm : ranges.norms)
            requireZeros(norm);
        for (const ChannelRanges::Read& read : ranges.reads)
            fold(read);
        return std::move(m_folds);
    }

private:
    /// A smaller layer norm takes what went for zero.
    void requireZeros(const ChannelRanges::NormRead& norm)
    {
        const std::vector<Label> labels = firstLabelsAlong(norm.use->input, norm.use->dim);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (norm.largest[i] != 0 && m_removal.isRemoved(labels[i]))
                m_folds.notConstant.push_back(labels[i]);
        }
    }

    void fold(const ChannelRanges::Read& read)
    {
        const WeightUse& use = *read.use;
        at::Tensor addend =
            at::zeros({static_cast<std::int64_t>(use.out.size())}, at::TensorOptions().dtype(at::kDouble));
        std::vector<Label> folded;
        for (std::size_t i = 0; i < use.in.size(); ++i) {
            if (!m_removal.isRemoved(use.in[i]) || !readsInput(use, i))
                continue;
            const double low = read.lowest[i];
            const double high = read.highest[i];
            const bool constant = high - low <= kConstantTolerance * std::max(1.0, std::abs(high));
            if (!constant || ((low != 0 || high != 0) && isInterleaved(read.node, use))) {
                m_folds.notConstant.push_back(use.in[i]);
            } else if (low != 0 || high != 0) {
                addContribution(use, i, (low + high) / 2, addend);
                folded.push_back(use.in[i]);
            }
        }
        if (folded.empty() || addend.abs().max().item<double>() == 0)
            return;
        int target = use.bias;
        if (target < 0) {
            target = use.calls.size() == 1 ? runningMeanBehind(m_removal.analysis(), read.node) : -1;
            addend = -addend;
        }
        if (target < 0 || !m_seen.insert(&use).second) {
            m_folds.notConstant.insert(m_folds.notConstant.end(), folded.begin(), folded.end());
            return;
        }
        m_folds.changes.push_back({target, addend.to(at::kFloat)});
        if (isPadded(read.node, use))
            m_folds.approximate.push_back(
                {m_removal.analysis().tensors[static_cast<std::size_t>(use.weight)].layer, std::move(folded)});
    }

    /// The weights that read input channel @p i: outputs of its group x kernel.
    at::Tensor columnOf(const WeightUse& use, std::size_t i) const
    {
        const at::Tensor weight = tensorOf(m_removal, use.weight).detach();
        if (use.inDim == 0)
            return weight.select(0, static_cast<std::int64_t>(i));
        const std::size_t inPerGroup = use.in.size() / static_cast<std::size_t>(use.groups);
        const auto outPerGroup = static_cast<std::int64_t>(use.out.size()) / use.groups;
        return weight.narrow(0, static_cast<std::int64_t>(i / inPerGroup) * outPerGroup, outPerGroup)
            .select(1, static_cast<std::int64_t>(i % inPerGroup));
    }

    bool readsInput(const WeightUse& use, std::size_t i) const
    {
        return columnOf(use, i).count_nonzero().item<std::int64_t>() != 0;
    }

    /// Adds what input channel @p i contributes to each output when it is @p value everywhere.
    void addContribution(const WeightUse& use, std::size_t i, double value, at::Tensor& addend) const
    {
        const std::int64_t outPerGroup = static_cast<std::int64_t>(use.out.size()) / use.groups;
        const std::size_t inPerGroup = use.in.size() / static_cast<std::size_t>(use.groups);
        const at::Tensor column = columnOf(use, i).to(at::kDouble).reshape({outPerGroup, -1}).sum(1);
        addend.narrow(0, static_cast<std::int64_t>(i / inPerGroup) * outPerGroup, outPerGroup).add_(column, value);
    }

    /// With a stride, each output of a transposed convolution sees other parts of the kernel: no one bias stands for that.
    bool isInterleaved(const Node* node, const WeightUse& use) const
    {
        if (use.inDim != 0 || tensorOf(m_removal, use.weight).dim() == 2)
            return false;
        const auto stride = torch::jit::toIValue(node->input(3));
        if (!stride || !stride->isIntList())
            return true;
        const std::vector<std::int64_t> steps = stride->toIntVector();
        return std::any_of(steps.begin(), steps.end(), [](std::int64_t step) { return step != 1; });
    }

    /// At the border a padded convolution sees zeros in place of the constant.
    bool isPadded(const Node* node, const WeightUse& use) const
    {
        if (tensorOf(m_removal, use.weight).dim() == 2)
            return false;
        if (use.inDim == 0)
            return true;
        const auto padding = torch::jit::toIValue(node->input(4));
        if (!padding || !padding->isIntList())
            return true;
        const std::vector<std::int64_t> amounts = padding->toIntVector();
        return std::any_of(amounts.begin(), amounts.end(), [](std::int64_t amount) { return amount != 0; });
    }

    const ChannelRemoval& m_removal;
    ConstantFolds m_folds;
    std::unordered_set<const WeightUse*> m_seen;
};

ChannelRanges observeOnce(const Model& masked, const ChannelAnalysis& analysis, std::uint64_t seed)
{
    const std::vector<at::Tensor> inputs = exampleInputs(masked.inputs(), seed);
    ChannelRanges ranges;
    RangeObserver observer(analysis, ranges);
    runGraph(masked.impl(), {inputs.begin(), inputs.end()}, &observer);
    return ranges;
}

/// @param macs of one sample.
std::int64_t runsFor(const ChannelRanges& ranges, std::int64_t macs)
{
    std::int64_t fewest = kEnoughValues;
    for (const ChannelRanges::Read& read : ranges.reads)
        fewest = std::min(fewest, std::max<std::int64_t>(1, read.values));
    const std::int64_t wanted = (kEnoughValues + fewest - 1) / fewest;
    const std::int64_t affordable =
        std::clamp<std::int64_t>(kMostMacs / std::max<std::int64_t>(1, macs), kFewestRuns, kMostObservations);
    return std::min(wanted, affordable);
}

/// Both runs took the same way.
void widen(ChannelRanges& ranges, const ChannelRanges& further)
{
    for (std::size_t i = 0; i < ranges.reads.size(); ++i) {
        ChannelRanges::Read& read = ranges.reads[i];
        for (std::size_t c = 0; c < read.lowest.size(); ++c) {
            read.lowest[c] = std::min(read.lowest[c], further.reads[i].lowest[c]);
            read.highest[c] = std::max(read.highest[c], further.reads[i].highest[c]);
        }
    }
    for (std::size_t i = 0; i < ranges.norms.size(); ++i) {
        for (std::size_t c = 0; c < ranges.norms[i].largest.size(); ++c)
            ranges.norms[i].largest[c] = std::max(ranges.norms[i].largest[c], further.norms[i].largest[c]);
    }
}

} // namespace

bool mayLeaveConstants(const ChannelRemoval& removal)
{
    const ChannelAnalysis& analysis = removal.analysis();
    for (const at::Tensor& labels : analysis.nonZero) {
        for (const Label label : labelList(labels)) {
            if (removal.isRemoved(label))
                return true;
        }
    }
    for (const WeightUse& use : analysis.weights) {
        if (use.bias >= 0 && isNonZeroWhereRemoved(removal, use.out, tensorOf(removal, use.bias)))
            return true;
    }
    for (const VectorUse& use : analysis.vectors) {
        const std::string& name = analysis.tensors[static_cast<std::size_t>(use.tensor)].name;
        // A layer norm whose weight is not masked makes something else of zero.
        const bool shifts = name.ends_with("bias") || name.ends_with("running_mean")
                            || std::string(use.node->kind().toQualString()) == "aten::layer_norm";
        if (shifts && isNonZeroWhereRemoved(removal, use.labels, tensorOf(removal, use.tensor)))
            return true;
    }
    return std::any_of(analysis.elements.begin(), analysis.elements.end(), [&](const ElementUse& use) {
        return isNonZeroWhereRemoved(removal, labelList(use.labels), tensorOf(removal, use.tensor));
    });
}

ChannelRanges observeChannels(const Model& masked, const ChannelAnalysis& analysis, std::uint64_t seed)
{
    ChannelRanges ranges = observeOnce(masked, analysis, seed);
    const std::int64_t runs = runsFor(ranges, masked.macs().value_or(0));
    for (std::int64_t run = 1; run < runs; ++run)
        widen(ranges, observeOnce(masked, analysis, seed + static_cast<std::uint64_t>(run)));
    return ranges;
}

ConstantFolds foldConstants(const ChannelRanges& ranges, const ChannelRemoval& removal)
{
    return ConstantFolder(removal).run(ranges);
}

} // namespace espalier::internal
