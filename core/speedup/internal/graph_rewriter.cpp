// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/graph_rewriter.h"

#include <ATen/ops/empty.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/passes/shape_analysis.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "core/graph/internal/channel_reductions.h"
#include "core/graph/internal/taken_branch.h"
#include "core/model/internal/graph_inliner.h"
#include "core/speedup/internal/tensor_shrinker.h"
#include "core/speedup/internal/view_sizes.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

std::int64_t count(const std::vector<bool>& kept, std::size_t begin, std::size_t end)
{
    return std::count(kept.begin() + static_cast<std::ptrdiff_t>(begin),
                      kept.begin() + static_cast<std::ptrdiff_t>(end), true);
}

std::int64_t count(const std::vector<bool>& kept)
{
    return std::count(kept.begin(), kept.end(), true);
}

at::Tensor indexTensor(const std::vector<std::int64_t>& indices)
{
    at::Tensor tensor = at::empty({static_cast<std::int64_t>(indices.size())}, at::TensorOptions().dtype(at::kLong));
    std::copy(indices.begin(), indices.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

class Rewriter
{
public:
    Rewriter(const std::shared_ptr<Graph>& source, const ChannelRemoval& removal)
        : m_graph(source->copy())
        , m_removal(removal)
    {
        pairNodes(source->block(), m_graph->block(), m_pairs);
    }

    std::shared_ptr<Graph> run()
    {
        for (const WeightUse& use : m_removal.analysis().weights) {
            const std::int64_t groups = groupsLeft(m_removal, use);
            for (const WeightUse::Call& call : use.calls) {
                if (call.groupsInput >= 0 && groups != use.groups)
                    setInput(call.node, static_cast<std::size_t>(call.groupsInput), groups);
            }
        }
        for (const ShapeUse& use : m_removal.analysis().shapes)
            rewrite(use);
        // Blocks that are never taken were not followed, and would keep the old numbers.
        for (const auto& [node, first] : m_removal.analysis().branches)
            take(node, first);
        EraseShapeInformation(m_graph);
        return m_graph;
    }

private:
    void take(const Node* node, bool first)
    {
        const auto found = m_pairs.find(node);
        if (found == m_pairs.end())
            return; // A loop met it before.
        takeBranch(found->second, first);
        m_pairs.erase(found);
    }

    void rewrite(const ShapeUse& use)
    {
        switch (use.kind) {
        case ShapeKind::View:
            return rewriteSizes(use, 1, 0);
        case ShapeKind::Unflatten:
            return rewriteSizes(use, 2, use.dim);
        case ShapeKind::Split:
            return rewriteSplit(use);
        case ShapeKind::Slice:
            return rewriteSlice(use);
        case ShapeKind::Select:
            return rewriteSelect(use);
        case ShapeKind::IndexSelect:
            return rewriteIndexSelect(use);
        case ShapeKind::IndexCopy:
            return rewriteIndexCopy(use);
        case ShapeKind::Pad:
            return rewritePad(use);
        case ShapeKind::Groups:
            return rewriteGroups(use);
        case ShapeKind::LayerNorm:
            return rewriteLayerNorm(use);
        case ShapeKind::Number:
            return keepNumber(use);
        }
    }

    Value* constant(Node* place, const c10::IValue& value)
    {
        WithInsertPoint guard(place);
        Value* inserted = m_graph->insertConstant(value);
        setModulePath(inserted->node(), modulePath(place));
        return inserted;
    }

    void setInput(const Node* node, std::size_t input, const c10::IValue& value)
    {
        Node* target = m_pairs.at(node);
        target->replaceInput(input, constant(target, value));
    }

    /// @p value * @p left / @p all, computed at @p place.
    Value* scaled(Node* place, Value* value, std::int64_t left, std::int64_t all)
    {
        Value* factor = constant(place, left);
        Value* divisor = constant(place, all);
        WithInsertPoint guard(place);
        Value* result = value;
        for (const auto& [kind, other] : {std::pair("aten::mul", factor), std::pair("aten::floordiv", divisor)}) {
            Node* node = m_graph->insertNode(m_graph->create(c10::Symbol::fromQualString(kind), {result, other}));
            node->output()->setType(c10::IntType::get());
            setModulePath(node, modulePath(place));
            result = node->output();
        }
        return result;
    }

    /// @param first output dimension that the first size is about.
    void rewriteSizes(const ShapeUse& use, std::size_t input, std::int64_t first)
    {
        Node* target = m_pairs.at(use.node);
        Value* sizes = target->input(input);
        const auto fixed = toIValue(sizes);
        if (fixed && fixed->isIntList())
            return rewriteFixedSizes(use, input, first, fixed->toIntVector());
        if (sizes->node()->kind() != prim::ListConstruct)
            return;
        std::vector<std::optional<std::int64_t>> known;
        for (const Value* element : sizes->node()->inputs()) {
            const auto value = toIValue(element);
            known.push_back(value && value->isInt() ? std::optional(value->toInt()) : std::nullopt);
        }
        const std::vector<SizeEdit> edits = sizeEdits(use, known, first, m_removal);
        if (std::all_of(edits.begin(), edits.end(), isKept))
            return;
        std::vector<Value*> elements;
        for (std::size_t i = 0; i < edits.size(); ++i)
            elements.push_back(rewrittenSize(target, sizes->node()->input(i), edits[i]));
        WithInsertPoint guard(target);
        Node* list = m_graph->insertNode(m_graph->createList(c10::IntType::get(), elements));
        setModulePath(list, modulePath(target));
        target->replaceInput(input, list->output());
    }

    void rewriteFixedSizes(const ShapeUse& use, std::size_t input, std::int64_t first, std::vector<std::int64_t> values)
    {
        const std::vector<SizeEdit> edits = sizeEdits(use, {values.begin(), values.end()}, first, m_removal);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = isKept(edits[i]) ? values[i] : edits[i].left;
        if (!std::all_of(edits.begin(), edits.end(), isKept))
            setInput(use.node, input, c10::IValue(values));
    }

    static bool isKept(const SizeEdit& edit) { return edit.kind == SizeEdit::Kind::Keep; }

    Value* rewrittenSize(Node* place, Value* size, const SizeEdit& edit)
    {
        switch (edit.kind) {
        case SizeEdit::Kind::Keep:
            return size;
        case SizeEdit::Kind::Set:
            return constant(place, edit.left);
        case SizeEdit::Kind::Scale:
            return scaled(place, size, edit.left, edit.all);
        case SizeEdit::Kind::FindOut:
            return constant(place, std::int64_t{-1});
        }
        return size;
    }

    void rewriteSplit(const ShapeUse& use)
    {
        std::vector<std::int64_t> parts;
        bool changed = false;
        for (const LabelTensor& output : use.outputs) {
            parts.push_back(count(m_removal.keptAlong(output, use.dim)));
            changed = changed || parts.back() != output.size(use.dim);
        }
        if (!changed)
            return;
        Node* target = m_pairs.at(use.node);
        const bool chunks = target->kind() == c10::Symbol::fromQualString("aten::chunk")
                            || target->kind() == c10::Symbol::fromQualString("aten::unsafe_chunk");
        if (chunks && std::adjacent_find(parts.begin(), parts.end(), std::not_equal_to<>()) == parts.end())
            return;
        WithInsertPoint guard(target);
        Node* split = m_graph->create(c10::Symbol::fromQualString("aten::split_with_sizes"),
                                      {target->input(0), constant(target, c10::IValue(parts)), target->input(2)});
        split->copyMetadata(target);
        setModulePath(split, modulePath(target));
        split->output()->setType(target->output()->type());
        m_graph->insertNode(split);
        target->output()->replaceAllUsesWith(split->output());
        target->destroy();
        m_pairs[use.node] = split;
    }

    void rewriteSlice(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        if (count(kept) == static_cast<std::int64_t>(kept.size()))
            return;
        Node* target = m_pairs.at(use.node);
        const auto size = static_cast<std::int64_t>(kept.size());
        const auto number = [&](std::size_t input, std::int64_t otherwise) {
            const auto value = toIValue(target->input(input));
            return value && value->isInt() ? value->toInt() : otherwise;
        };
        const std::int64_t step = number(4, 1);
        std::int64_t start = number(2, 0);
        start = std::clamp<std::int64_t>(start < 0 ? start + size : start, 0, size);
        if (step != 1) {
            std::vector<std::int64_t> indices;
            for (std::int64_t i = 0, at = start; i < use.outputs.front().size(use.dim); ++i, at += step) {
                if (kept[static_cast<std::size_t>(at)])
                    indices.push_back(count(kept, 0, static_cast<std::size_t>(at)));
            }
            return replaceByIndices(use, indices);
        }
        const std::int64_t before = count(kept, 0, static_cast<std::size_t>(start));
        const std::int64_t left = count(m_removal.keptAlong(use.outputs.front(), use.dim));
        setInput(use.node, 2, before);
        setInput(use.node, 3, before + left);
    }

    void replaceByIndices(const ShapeUse& use, const std::vector<std::int64_t>& indices)
    {
        Node* target = m_pairs.at(use.node);
        const at::Tensor tensor = indexTensor(indices);
        WithInsertPoint guard(target);
        Node* picked = m_graph->create(c10::Symbol::fromQualString("aten::index_select"),
                                       {target->input(0), constant(target, use.dim), constant(target, tensor)});
        picked->copyMetadata(target);
        setModulePath(picked, modulePath(target));
        m_graph->insertNode(picked);
        replace(use.node, target, picked->output());
    }

    void replace(const Node* node, Node* target, Value* by)
    {
        target->output()->replaceAllUsesWith(by);
        target->destroy();
        m_pairs[node] = by->node();
    }

    void rewriteSelect(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        if (count(kept) == static_cast<std::int64_t>(kept.size()))
            return;
        const auto index = toIValue(m_pairs.at(use.node)->input(2));
        if (!index || !index->isInt())
            return;
        const std::int64_t at = index->toInt() < 0 ? index->toInt() + use.input.size(use.dim) : index->toInt();
        setInput(use.node, 2, count(kept, 0, static_cast<std::size_t>(at)));
    }

    /// Where the kept ones among @p indices are among what is kept.
    static std::vector<std::int64_t> keptIndices(const std::vector<std::int64_t>& indices,
                                                 const std::vector<bool>& kept)
    {
        const auto size = static_cast<std::int64_t>(kept.size());
        std::vector<std::int64_t> result;
        for (const std::int64_t index : indices) {
            const auto place = static_cast<std::size_t>(index < 0 ? index + size : index);
            if (kept[place])
                result.push_back(count(kept, 0, place));
        }
        return result;
    }

    static bool isWhole(const std::vector<std::int64_t>& indices, const std::vector<bool>& kept)
    {
        std::vector<std::int64_t> whole(static_cast<std::size_t>(count(kept)));
        std::iota(whole.begin(), whole.end(), 0);
        return indices == whole;
    }

    void rewriteIndexSelect(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        if (count(kept) == static_cast<std::int64_t>(kept.size()))
            return;
        const std::vector<std::int64_t> indices = keptIndices(use.indices, kept);
        Node* target = m_pairs.at(use.node);
        if (target->kind() != c10::Symbol::fromQualString("aten::index_select"))
            return; // gone already, where two norms share it
        // Nothing writes into what a reduction reads, so that it may be the whole itself.
        if (isWhole(indices, kept) && feedsReductionsOnly(target->output()))
            return replace(use.node, target, target->input(0));
        replaceByIndices(use, indices);
    }

    void rewriteIndexCopy(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        if (count(kept) == static_cast<std::int64_t>(kept.size()))
            return;
        const std::vector<std::int64_t> indices = keptIndices(use.indices, kept);
        Node* target = m_pairs.at(use.node);
        if (target->kind() != c10::Symbol::fromQualString("aten::index_copy"))
            return;
        const bool alone = target->input(3)->uses().size() == 1;
        if (!isWhole(indices, kept) || !alone)
            return setInput(use.node, 2, indexTensor(indices));
        Node* base = target->input(0)->node();
        replace(use.node, target, target->input(3));
        if (base->kind() == c10::Symbol::fromQualString("aten::zeros_like") && !base->hasUses())
            base->destroy();
    }

    void rewritePad(const ShapeUse& use)
    {
        Node* target = m_pairs.at(use.node);
        Value* list = target->input(1);
        std::vector<std::int64_t> amounts;
        if (const auto fixed = toIValue(list); fixed && fixed->isIntList()) {
            amounts = fixed->toIntVector();
        } else {
            for (const Value* element : list->node()->inputs())
                amounts.push_back(toIValue(element)->toInt());
        }
        const LabelTensor& output = use.outputs.front();
        for (std::size_t i = 0; i + 1 < amounts.size(); i += 2) {
            const std::vector<bool> kept =
                m_removal.keptAlong(output, output.dim() - 1 - static_cast<std::int64_t>(i / 2));
            if (amounts[i] > 0)
                amounts[i] = count(kept, 0, static_cast<std::size_t>(amounts[i]));
            if (amounts[i + 1] > 0)
                amounts[i + 1] = count(kept, kept.size() - static_cast<std::size_t>(amounts[i + 1]), kept.size());
        }
        setInput(use.node, 1, c10::IValue(amounts));
    }

    void rewriteGroups(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        const auto groups = toIValue(m_pairs.at(use.node)->input(1));
        if (!groups || !groups->isInt() || count(kept) == static_cast<std::int64_t>(kept.size()))
            return;
        const std::int64_t size = static_cast<std::int64_t>(kept.size()) / groups->toInt();
        setInput(use.node, 1, count(kept) / size);
    }

    /// What was computed from a number of channels stays what it was.
    void keepNumber(const ShapeUse& use)
    {
        const auto input = static_cast<std::size_t>(use.dim);
        const bool gone =
            std::any_of(use.sizeLabels.begin(), use.sizeLabels.end(),
                        [&](const std::vector<at::Tensor>& labels) { return losesChannels(labels, m_removal); });
        if (!gone)
            return;
        if (m_pairs.at(use.node)->input(input)->type()->isSubtypeOf(*c10::TensorType::get()))
            setInput(use.node, input, use.number);
        else if (use.number.scalar_type() == at::kLong)
            setInput(use.node, input, use.number.item<std::int64_t>());
        else
            setInput(use.node, input, use.number.item<double>());
    }

    /// Mean and variance stay those over all channels: zeros stand in for what went, and go again behind the norm.
    void rewriteLayerNorm(const ShapeUse& use)
    {
        const std::vector<bool> kept = m_removal.keptAlong(use.input, use.dim);
        Node* target = m_pairs.at(use.node);
        const auto all = static_cast<std::int64_t>(kept.size());
        const std::int64_t left = count(kept);
        if (left == all || target->kind() != c10::Symbol::fromQualString("aten::layer_norm"))
            return;
        const std::string path = modulePath(target);
        const auto insert = [&](const char* kind, const std::vector<Value*>& inputs, const std::string& owner) {
            WithInsertPoint guard(target);
            Node* node = m_graph->insertNode(m_graph->create(c10::Symbol::fromQualString(kind), inputs));
            node->copyMetadata(target);
            setModulePath(node, owner);
            return node->output();
        };
        const auto widened = [&](Value* value, const std::string& owner) {
            if (!value->type()->isSubtypeOf(*c10::TensorType::get()))
                return value;
            Value* amounts = constant(target, c10::IValue(std::vector<std::int64_t>{0, all - left}));
            return insert("aten::constant_pad_nd", {value, amounts, constant(target, 0.0)}, owner);
        };
        // The layer is called once: what is done to its tensors is its parent's work.
        const std::string parent = path.substr(0, path.find('.') == std::string::npos ? 0 : path.rfind('.'));
        Value* weight = widened(target->input(2), parent);
        Value* bias = widened(target->input(3), parent);
        Value* norm =
            insert("aten::layer_norm",
                   {widened(target->input(0), path), constant(target, c10::IValue(std::vector<std::int64_t>{all})),
                    weight, bias, target->input(4), target->input(5)},
                   path);
        Value* narrow = insert("aten::slice",
                               {norm, constant(target, use.dim), constant(target, std::int64_t{0}),
                                constant(target, left), constant(target, std::int64_t{1})},
                               path);
        target->output()->replaceAllUsesWith(narrow);
        target->destroy();
        m_pairs[use.node] = narrow->node();
    }

    std::shared_ptr<Graph> m_graph;
    const ChannelRemoval& m_removal;
    NodePairs m_pairs;
};

} // namespace

std::shared_ptr<Graph> rewriteGraph(const std::shared_ptr<Graph>& graph, const ChannelRemoval& removal)
{
    return Rewriter(graph, removal).run();
}

} // namespace espalier::internal
