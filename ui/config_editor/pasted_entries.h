// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;

namespace espalier::ui {

/// True for the key that pastes while the clipboard holds an entry or a list of them: that means the list, wherever the cursor
/// is, and goes on to the dock. Reads the clipboard, which another program may have to fill, for no other key.
bool pastesEntries(const QKeyEvent& event);

} // namespace espalier::ui
