// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace espalier::ui {

/// Makes @p control leave the wheel to the list it scrolls in, unless it has the focus: scrolling must not change
/// values.
void guardWheel(QWidget* control);

} // namespace espalier::ui
