// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace espalier::ui {

/// Whole sentences one after another, as the language of the window sets them: English with a space between two, Chinese
/// without. Empty ones are left out.
QString joinSentences(const QStringList& sentences);

} // namespace espalier::ui
