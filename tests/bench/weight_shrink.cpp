// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/weight_shrink.h"

#include <vector>

#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_removal.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/speedup/internal/tensor_shrinker.h"

namespace espalier::bench {

Comparison compareShrinkWithCopy(const Model& model, const MaskSet& masks)
{
    constexpr int kPairs = 5;
    const auto analysis = internal::analyzeChannels(model);
    std::vector<Issue> issues;
    const internal::ChannelRemoval removal = internal::chooseRemoval(*analysis, masks, {}, true, issues);
    const auto smaller = internal::shrinkTensors(removal);
    std::vector<at::Tensor> copies;
    return compare(
        kPairs, [&] { internal::shrinkTensors(removal); },
        [&] {
            copies.clear();
            for (const auto& [index, item] : smaller)
                copies.push_back(item.tensor.clone());
            copies.clear();
        });
}

} // namespace espalier::bench
