// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <optional>

#include "core/base/message.h"
#include "core/speedup/physical_prediction.h"

namespace espalier::ui {

/// What is known of the network that the masks in sight would give, before it is made. Counted in the background.
struct CompressionEstimate
{
    /// Parameters held at zero, derived norm masks included; nullopt while only the config list has been looked at.
    std::optional<qint64> removedParameters;
    std::optional<PhysicalPrediction> physical;
    Message noPhysical;                   ///< why there is no physical prediction; empty while it is being made
    std::optional<double> latencyAfterMs; ///< estimated
};

} // namespace espalier::ui
