// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "ui/config_editor/config_edits.h"

namespace espalier::ui {

/// A whole config list that many begin with.
struct ConfigPreset
{
    QString title;   ///< "All convolutions 50 %"
    QString toolTip; ///< what it is good for
    ConfigEdit edit; ///< replaces the list
};

/// Those that select something in the network, with the algorithm that is chosen.
std::vector<ConfigPreset> configPresets(const ConfigEditContext& context);

} // namespace espalier::ui
