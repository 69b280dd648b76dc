// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace espalier::gui {

/// What the words behind the program's name ask for.
struct StartupOptions
{
    QString file;     ///< model or session to open; empty: the start page
    QString language; ///< empty: as in the settings
    QString theme;    ///< "light", "dark"; empty: as in the settings
    bool help = false;
    bool version = false;
    bool exitAfterStartup = false;
    QString problem; ///< one sentence when the words make no sense; then nothing else counts

    bool operator==(const StartupOptions&) const = default;
};

/// @param words without the program's name. Needs no application, so that --help works without a display.
StartupOptions parseStartupOptions(const QStringList& words);

QString startupHelp();

} // namespace espalier::gui
