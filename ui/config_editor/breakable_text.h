// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace espalier::ui {

/// @p text with invisible places to break lines at within dotted layer names, which would else widen a narrow dock.
QString breakableText(const QString& text);

} // namespace espalier::ui
