// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier::ui {

/// How much of a network lies in one layer, and how much of that is removed.
struct ProfiledLayer
{
    QString name;
    QString opType;
    qint64 parameters = 0;
    qint64 removed = 0;
    std::optional<qint64> macs = {}; ///< for one sample, dense; nullopt without an input shape

    /// Removed parameters of all.
    double sparsity() const
    {
        return parameters == 0 ? 0.0 : static_cast<double>(removed) / static_cast<double>(parameters);
    }
    bool operator==(const ProfiledLayer&) const = default;
};

/// The layers whose weight is more than a vector, in the order of the model: norms hold next to nothing and follow others.
/// All weighted layers where there is no such layer.
std::vector<ProfiledLayer> networkProfile(const Model& model, const MaskSet& masks);

} // namespace espalier::ui
