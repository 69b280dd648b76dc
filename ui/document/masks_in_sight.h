// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

namespace espalier::ui {

class SessionDocument;

// How far the masks that the window shows can be believed. All views say it in the same words.

/// Why nothing is known yet of what the config list removes: its algorithm scores on data, or in training. Empty: something
/// is known, or nothing is asked for.
QString unknownMasksText(const SessionDocument& document);

/// The list has errors, so that what is shown is what its last valid state gives. Empty: it is what the list gives.
QString outdatedMasksText(const SessionDocument& document);

/// How many parameters the adopted masks hold at zero, those of norms behind removed channels included, as files, runs and
/// reports count them; nullopt while they are not counted.
std::optional<qint64> heldAtZero(const SessionDocument& document);

} // namespace espalier::ui
