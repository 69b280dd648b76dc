// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/message.h"

namespace espalier::ui {

/// A sentence of core in the language of the window: the one place where core's English meets a translation.
QString messageText(const Message& message);

} // namespace espalier::ui
