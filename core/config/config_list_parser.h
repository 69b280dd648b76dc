// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"

namespace espalier {

/// Where and why a text is not a config list.
struct ConfigSyntaxError
{
    Message message;
    std::size_t offset = 0; ///< byte in the text
    std::size_t length = 1;
    int line = 1;   ///< from 1
    int column = 1; ///< from 1, in bytes
};

/// What a text held.
struct ParsedConfigList
{
    ConfigList entries;
    /// Set when the text could not be read; then entries is empty.
    std::optional<ConfigSyntaxError> error;
};

/// Reads a config list from JSON or from a Python literal: single or double quotes, True/False/None, comments
/// with #, trailing commas, tuples, an optional "name =" before the list, a single dict for a list of one. Nothing
/// is executed; a value that is not a literal is a syntax error at its place. Never throws.
/// Wrong types of known keys ("sparsity": "0.5") are errors at their place as well.
ParsedConfigList parseConfigList(std::string_view text);

/// Reads a file. @throws Error(NotFound, Io, InvalidConfig with file, line and cause)
ConfigList readConfigList(const std::filesystem::path& path);

} // namespace espalier
