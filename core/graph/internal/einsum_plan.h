// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace espalier::internal {

/// How an einsum over one or two factors reads as a batched matrix product: every index of a factor is of one of four
/// kinds. Indices are numbers; "..." stands for as many of its own as a factor has dimensions left.
struct EinsumPlan
{
    using Indices = std::vector<int>;
    std::vector<Indices> factors; ///< the index of each dimension
    Indices output;
    Indices batch; ///< in both factors and in the output
    Indices left;  ///< in the first factor and in the output
    Indices right; ///< in the second factor and in the output
    Indices inner; ///< summed over: in both factors, not in the output
};

/// @param dims the number of dimensions of each factor. nullopt for what is no such product: an index twice in one factor,
/// one that is summed within a factor, more than two factors, an equation that does not fit.
std::optional<EinsumPlan> planEinsum(const std::string& equation, const std::vector<std::int64_t>& dims);

} // namespace espalier::internal
