// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/internal/graph_executor.h"
#include "core/model/model.h"
#include "core/pruning/layer_statistics.h"

namespace espalier::internal {

/// Tells the statistics of layers what these put out while a graph runs.
class OutputObserver final : public NodeObserver
{
public:
    /// @param statistics by layer; must outlive this, as must @p model.
    OutputObserver(const Model& model, const std::map<std::string, LayerStatistics*>& statistics);

    void executed(const torch::jit::Node* node, const std::vector<c10::IValue>& inputs,
                  const std::vector<c10::IValue>& outputs) override;

private:
    struct Listener
    {
        LayerStatistics* statistics = nullptr;
        std::int64_t innerDims = 0; ///< dimensions behind that of the channels
    };
    std::unordered_map<const torch::jit::Node*, Listener> m_listeners;
};

} // namespace espalier::internal
