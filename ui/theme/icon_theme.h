// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace espalier::ui {

/// Makes Breeze (light or dark) the icon theme, found in the system's data folders without a desktop session.
void selectIconTheme(bool dark);

/// The icon of that name, following later theme changes. Where the theme lacks it: a drawn square with the name's initial.
QIcon themedIcon(const QString& name);

} // namespace espalier::ui
