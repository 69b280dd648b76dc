// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "ui/views/weight_matrix.h"

namespace espalier::ui {

/// What the scores of a layer's channels follow from.
struct ImportanceBasis
{
    std::shared_ptr<const Model> model;
    std::string layer;
    std::string algorithm;
    std::uint64_t seed = 0;

    bool operator==(const ImportanceBasis&) const = default;
};

/// One score per output channel.
struct ChannelImportance
{
    ImportanceBasis basis;
    std::shared_ptr<const std::vector<double>> scores;
    std::vector<double> removedShares; ///< of each channel's weights; empty without a mask
    QString failure;                   ///< why there are no scores; else empty
};

/// The score that the algorithm gives each channel; for one that removes single weights their magnitudes added up. Takes up
/// to seconds. Never throws.
/// @param known scores of the same basis, computed before; may be null.
ChannelImportance channelImportance(const ImportanceBasis& basis, const WeightMatrix& matrix, const WeightMask& mask,
                                    std::shared_ptr<const std::vector<double>> known);

/// sum |w| of each row.
std::vector<double> rowMagnitudes(const WeightMatrix& matrix);
/// The share of each row that the mask removes; empty without a mask.
std::vector<double> rowRemovedShares(const WeightMatrix& matrix, const WeightMask& mask);

} // namespace espalier::ui
