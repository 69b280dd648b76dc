// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

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

    bool operator==(const ProfiledLayer&) const = default;
};

/// The layers whose weight is more than a vector, in the order of the model: norms hold next to nothing and follow others.
/// All weighted layers where there is no such layer.
std::vector<ProfiledLayer> networkProfile(const Model& model, const MaskSet& masks);

} // namespace espalier::ui
