// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace espalier::ui {

class SessionDocument;

/// What the numbers strip says, before formatting.
struct CompressionNumbers
{
    qint64 parameters = 0;           ///< of the dense network
    qint64 removedParameters = 0;    ///< masked ones, those of derived batch-norm masks included
    bool previewed = false;          ///< the masks are a preview of the config list, not yet adopted
    bool anyMasks = false;           ///< there are masks at all
    std::optional<qint64> macs;      ///< for one sample; nullopt without an input shape
    std::optional<double> macsAfter; ///< those that meet a kept weight
    std::optional<qint64> fileBytes; ///< of the model file on disk
    std::optional<double> accuracyBefore;
    std::optional<double> accuracyAfter;
    bool accuracyOutdated = false; ///< the config list has changed since the masks that were measured

    qint64 keptParameters() const { return parameters - removedParameters; }
    double sparsity() const;
    /// Bytes that would be left if removed parameters were cut out of the file.
    std::optional<qint64> physicalBytes() const;

    static CompressionNumbers of(const SessionDocument& document);
};

} // namespace espalier::ui
