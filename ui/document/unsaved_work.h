// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Asks before work is lost, naming it: edits that are not saved, masks and weights that exist nowhere else, a running
/// training. @p question is "Close X?" or "Open Y?". @p save returns whether it succeeded. Returns whether to go on; a
/// running training is then stopped.
bool confirmLoss(QWidget* parent, const SessionDocument& document, JobRunner& jobs, const QString& question,
                 const std::function<bool()>& save);

} // namespace espalier::ui
