// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>
#include <vector>

#include "core/config/config_list_parser.h"

namespace espalier::ui {

/// A place in a text as the editor counts it, in UTF-16.
struct ConfigTextRange
{
    int start = 0;
    int length = 0;
};

/// Where @p error is in @p text (UTF-8); the last character where it is the end that is missing something.
ConfigTextRange rangeOf(const ConfigSyntaxError& error, std::string_view text);

/// Where each entry stands in @p text, braces included, in the order of the list. @p text can be read as a list.
std::vector<ConfigTextRange> entryRanges(const QString& text);

/// "Line 2: ..." in the language of the window.
QString syntaxErrorText(const ConfigSyntaxError& error);

/// True for one dict that stands alone: it is an entry to add, not a list to take over.
bool isSingleEntry(const QString& text);

/// True for a list in brackets that can be read and has entries.
bool isWholeConfigList(const QString& text);

} // namespace espalier::ui
