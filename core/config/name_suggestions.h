// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string
/// alignment, upper and lower case alike); @p limit + 1 as soon as it is more than @p limit.
std::size_t editDistance(std::string_view left, std::string_view right, std::size_t limit);

/// The names out of @p known that somebody who wrote @p wanted most probably meant, best first; empty when none is
/// near. Near are names that differ in case only, dotted names with the same last part, names that begin with
/// @p wanted, and names at a small edit distance.
std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string_view> known,
                                      std::size_t count = 3);

} // namespace espalier
