// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that work within each channel over space: pooling, interpolation, mirrored padding.
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

/// Sizes of the outputs, found out on a single channel.
Values runOnOneChannel(const RuleContext& context, const LabelTensor& input, std::int64_t dims)
{
    std::vector<std::int64_t> shape(input.sizes().begin(), input.sizes().end());
    for (std::int64_t d = 0; d < input.dim() - dims; ++d)
        shape[static_cast<std::size_t>(d)] = 1;
    Values values;
    for (std::size_t i = 0; i < context.inputCount(); ++i)
        values.push_back(context.input(i).known ? context.input(i).value : context.input(i).standIn);
    values[0] = at::zeros(shape);
    return context.runOn(std::move(values));
}

Values window(const RuleContext& context, std::int64_t dims)
{
    LabelTensor labels = context.labels(0);
    for (std::int64_t d = labels.dim() - dims; d < labels.dim(); ++d)
        labels = uniteAlong(context.space(), labels, d, context.uniteReason());
    Values outputs = runOnOneChannel(context, labels, dims);
    for (c10::IValue& output : outputs) {
        std::vector<std::int64_t> shape = output.toTensor().sizes().vec();
        LabelTensor channels = labels;
        for (std::int64_t d = 0; d < labels.dim(); ++d) {
            if (d < labels.dim() - dims)
                shape[static_cast<std::size_t>(d)] = labels.size(d);
            else
                channels = channels.narrow(d, 0, 1);
        }
        output = channels.expand(shape);
    }
    return outputs;
}

} // namespace

void addWindowRules(RuleTable& table)
{
    struct Family
    {
        const char* name;
        std::int64_t dims;
    };
    for (const Family& family : {Family{"max_pool1d", 1},
                                 {"max_pool2d", 2},
                                 {"max_pool3d", 3},
                                 {"avg_pool1d", 1},
                                 {"avg_pool2d", 2},
                                 {"avg_pool3d", 3},
                                 {"adaptive_avg_pool1d", 1},
                                 {"adaptive_avg_pool2d", 2},
                                 {"adaptive_avg_pool3d", 3},
                                 {"adaptive_max_pool1d", 1},
                                 {"adaptive_max_pool2d", 2},
                                 {"adaptive_max_pool3d", 3},
                                 {"max_pool1d_with_indices", 1},
                                 {"max_pool2d_with_indices", 2},
                                 {"max_pool3d_with_indices", 3},
                                 {"upsample_nearest1d", 1},
                                 {"upsample_nearest2d", 2},
                                 {"upsample_nearest3d", 3},
                                 {"upsample_linear1d", 1},
                                 {"upsample_bilinear2d", 2},
                                 {"upsample_bicubic2d", 2},
                                 {"upsample_trilinear3d", 3},
                                 {"_upsample_nearest_exact1d", 1},
                                 {"_upsample_nearest_exact2d", 2},
                                 {"_upsample_bilinear2d_aa", 2},
                                 {"_upsample_bicubic2d_aa", 2},
                                 {"_upsample_lanczos2d_aa", 2},
                                 {"reflection_pad1d", 1},
                                 {"reflection_pad2d", 2},
                                 {"reflection_pad3d", 3},
                                 {"replication_pad1d", 1},
                                 {"replication_pad2d", 2},
                                 {"replication_pad3d", 3}}) {
        table.emplace(std::string("aten::") + family.name,
                      [dims = family.dims](const RuleContext& context) { return window(context, dims); });
    }
}

} // namespace espalier::internal
