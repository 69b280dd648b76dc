// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/pasted_entries.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

#include "ui/config_editor/config_list_text.h"

namespace espalier::ui {

bool pastesEntries(const QKeyEvent& event)
{
    if (!event.matches(QKeySequence::Paste))
        return false;
    const QString pasted = QGuiApplication::clipboard()->text();
    return isWholeConfigList(pasted) || pasted.trimmed().startsWith(QLatin1Char('{'));
}

} // namespace espalier::ui
