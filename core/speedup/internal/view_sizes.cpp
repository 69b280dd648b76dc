// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/view_sizes.h"

#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <string>

namespace espalier::internal {

namespace {

/// Computed from something else than channels, too.
bool isMixed(const std::vector<at::Tensor>& sizes)
{
    return std::any_of(sizes.begin(), sizes.end(), [](const at::Tensor& labels) { return labels.numel() == 0; });
}

/// view() and reshape() find out one size themselves.
void leaveOneOpen(const ShapeUse& use, const std::vector<std::optional<std::int64_t>>& known,
                  std::vector<SizeEdit>& edits, const std::vector<bool>& follows)
{
    const std::string kind = use.node->kind().toQualString();
    const bool finds = kind == "aten::view" || kind == "aten::reshape";
    if (!finds || std::find(known.begin(), known.end(), -1) != known.end()
        || std::count(follows.begin(), follows.end(), true) != 1)
        return;
    const auto open = std::find(follows.begin(), follows.end(), true) - follows.begin();
    edits[static_cast<std::size_t>(open)].kind = SizeEdit::Kind::FindOut;
}

} // namespace

bool losesChannels(const std::vector<at::Tensor>& sizes, const ChannelRemoval& removal)
{
    return std::any_of(sizes.begin(), sizes.end(), [&](const at::Tensor& labels) {
        const std::vector<Label> list = labelList(labels);
        return std::any_of(list.begin(), list.end(), [&](Label label) { return removal.isRemoved(label); });
    });
}

std::vector<SizeEdit> sizeEdits(const ShapeUse& use, const std::vector<std::optional<std::int64_t>>& known,
                                std::int64_t first, const ChannelRemoval& removal)
{
    const LabelTensor& output = use.outputs.front();
    std::vector<SizeEdit> edits;
    std::vector<bool> follows;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const std::int64_t dim = first + static_cast<std::int64_t>(i);
        const std::vector<bool> kept = removal.keptAlong(output, dim);
        const bool recomputed = i < use.sizeLabels.size() && losesChannels(use.sizeLabels[i], removal);
        SizeEdit edit{SizeEdit::Kind::Keep, std::count(kept.begin(), kept.end(), true), output.size(dim)};
        if (known[i] != -1 && (edit.left != edit.all || recomputed))
            edit.kind = known[i] || recomputed ? SizeEdit::Kind::Set : SizeEdit::Kind::Scale;
        follows.push_back(edit.kind == SizeEdit::Kind::Set && !known[i] && isMixed(use.sizeLabels[i]));
        edits.push_back(edit);
    }
    leaveOneOpen(use, known, edits, follows);
    return edits;
}

} // namespace espalier::internal
