// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/channel_analysis.h"

#include "core/base/error.h"
#include "core/base/issue_merging.h"
#include "core/graph/internal/label_interpreter.h"
#include "core/model/model.h"

namespace espalier::internal {

int ChannelAnalysis::weightOf(const std::string& layer) const
{
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (tensors[static_cast<std::size_t>(weights[i].weight)].layer == layer)
            return static_cast<int>(i);
    }
    return -1;
}

std::shared_ptr<const ChannelAnalysis> analyzeChannels(const Model& model, const ChannelOptions& options)
{
    if (model.inputs().empty()) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "Channels can only be followed through a network whose input shape is "
                                                "known; give one, as in 1,3,224,224."),
                            {}});
    }
    return analyzeChannels(model, model.inputs(), options);
}

std::shared_ptr<const ChannelAnalysis> analyzeChannels(const Model& model, const std::vector<InputSpec>& inputs,
                                                       const ChannelOptions& options)
{
    auto analysis = std::make_shared<ChannelAnalysis>();
    analysis->options = options;
    LabelInterpreter(model, *analysis).run(inputs);
    analysis->space.flatten();
    analysis->issues = mergedOverLayers(analysis->issues);
    return analysis;
}

} // namespace espalier::internal
