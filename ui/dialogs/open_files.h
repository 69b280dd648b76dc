// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace espalier::ui {

class SessionDocument;

/// True when @p file is the one that the model, or its weights, came from: writing there would destroy what is open.
bool isOpenFile(const SessionDocument& document, const QString& file);

} // namespace espalier::ui
