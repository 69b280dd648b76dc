// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

#include "core/base/message.h"

namespace espalier::ui {

class SessionDocument;

/// What the numbers strip says, before formatting. "Before" is the network that was opened, "after" what the masks in sight
/// would make of it; without masks, the smaller network that it has become.
struct CompressionNumbers
{
    bool anyMasks = false;  ///< there are masks, adopted or previewed
    bool previewed = false; ///< they are a preview of the config list, not yet adopted
    bool shrunk = false;    ///< the current model is physically smaller than the one that was opened
    bool outdated = false;  ///< the config list has errors: what is shown belongs to its last valid state

    qint64 modelParameters = 0;              ///< of the current model
    std::optional<qint64> removedParameters; ///< held at zero by the masks, those of derived norm masks included

    // Physical: once masked channels are cut out.
    qint64 parametersBefore = 0;
    std::optional<qint64> parametersAfter;
    std::optional<qint64> macsBefore; ///< for one sample; nullopt without an input shape
    std::optional<qint64> macsAfter;
    std::optional<qint64> bytesBefore; ///< of the model file on disk
    std::optional<qint64> bytesAfter;
    std::optional<double> latencyBeforeMs; ///< measured
    std::optional<double> latencyAfterMs;
    bool latencyAfterMeasured = false;
    bool nothingGoes = false; ///< the masks remove single weights only, or no channel may go
    Message noPhysical;       ///< why nothing physical is known

    std::optional<double> accuracyBefore;
    std::optional<double> accuracyAfter;
    bool accuracyOutdated = false; ///< the config list has changed since the masks that were measured

    /// removed / all parameters of the current model; nullopt while they are being counted.
    std::optional<double> sparsity() const;

    /// Reads what the document knows already; counts nothing.
    static CompressionNumbers of(const SessionDocument& document);
};

} // namespace espalier::ui
