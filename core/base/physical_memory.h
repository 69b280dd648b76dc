// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace espalier {

/// Bytes of memory that this process can have at most: the machine's, or less where a container sets a limit; nullopt
/// when unknown.
std::optional<std::uint64_t> physicalMemory();

/// The limit that the text of a control group's memory.max states; nullopt for "max" and anything that is no number.
std::optional<std::uint64_t> memoryLimit(std::string_view text);

} // namespace espalier
