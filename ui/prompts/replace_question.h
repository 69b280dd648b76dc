// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace espalier::ui {

/// For files that no file dialog has asked about: names those of @p files that are there already. False: they are to stay.
/// Asks nothing where none is there.
bool mayReplace(QWidget* parent, const QStringList& files);

} // namespace espalier::ui
