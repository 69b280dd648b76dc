// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace espalier::ui {

/// The file or folder @p relativePath ("examples/x.pt") of the program's run-time files: ../share/espalier beside the folder of
/// the executable, in a build tree as after an installation. Empty when there is none. ESPALIER_SHARE_DIR names another place
/// that is looked in first.
QString runtimeFile(const QString& relativePath);

} // namespace espalier::ui
