// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/model/layer_info.h"

namespace espalier::ui {

/// What an algorithm can do with the layers of a network.
class LayerPrunability
{
public:
    /// @param algorithm may be null: then every layer with a weight can be pruned. Both must outlive this object.
    LayerPrunability(std::span<const LayerInfo> layers, const AlgorithmInfo* algorithm, Profile profile);

    /// The algorithm takes layers of this kind: selecting one is no error.
    bool isSupported(const LayerInfo& layer) const;
    /// Supported, and something can be removed from it.
    bool isPrunable(const LayerInfo& layer) const;
    /// Why nothing can be removed, as a sentence; empty when something can.
    QString reason(const LayerInfo& layer) const;

private:
    bool isOutputKept(const LayerInfo& layer) const;
    QString normReason(const LayerInfo& layer) const;

    std::span<const LayerInfo> m_layers;
    const AlgorithmInfo* m_algorithm;
    Profile m_profile;
};

} // namespace espalier::ui
