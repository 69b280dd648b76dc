// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/models/mask_counter.h"

namespace espalier::ui {

class SessionDocument;

/// What config list and masks say about a layer, or about all layers of a container together.
struct LayerState
{
    int layers = 0;
    int prunable = 0;         ///< of these: something can be removed from them
    int excluded = 0;         ///< an entry keeps them from being pruned
    int prunableExcluded = 0; ///< both
    int asked = 0;            ///< the config list asks for a sparsity
    double lowest = 0;        ///< sparsity asked for; both are 0 when none is
    double highest = 0;
    qint64 weights = 0; ///< elements of weight tensors
    qint64 removed = 0; ///< of these: masked
    bool masked = false;
    qint64 channels = 0;                 ///< of its output; 0 for a container, and a layer that makes none of its own
    std::optional<qint64> channelsAfter; ///< once what is masked has been cut out; nullopt: not known
    std::map<int, int> entries;          ///< ruling entries, from 0, and how many of the layers each rules
    std::set<std::string> quantBits;     ///< "8", or "output 4, weight 8"; of the layers that are quantized

    double achieved() const { return weights == 0 ? 0.0 : static_cast<double>(removed) / static_cast<double>(weights); }
    bool isExcluded() const { return prunable > 0 ? prunableExcluded == prunable : layers > 0 && excluded == layers; }
    /// The one sparsity that every layer that can be pruned is asked for.
    std::optional<double> requested() const;

    void add(const LayerState& other);
    bool operator==(const LayerState&) const = default;
};

/// One per layer of the open model, in its order. @p removed is what its masks remove; batch norms follow the layer
/// before them. Channels that are left come from the document's estimate.
std::vector<LayerState> layerStates(const SessionDocument& document, const RemovedByLayer& removed);

} // namespace espalier::ui
