// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace espalier::ui {

/// Channels in the order in which pruning takes them: lowest score first, among equals the lower index; those whose score is
/// not a number last.
std::vector<std::size_t> removalOrder(std::span<const double> scores);

/// The shortest decimal number that, asked for as sparsity, removes exactly @p removed of @p channels: 0.5 for 16 of 32.
double sparsityThatRemoves(std::size_t removed, std::size_t channels);

} // namespace espalier::ui
