// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "core/model/model.h"

namespace espalier::test {

/// A network of convolutions in an order that @p seed decides: chains, norms, residual additions, concatenations, grouped
/// and depthwise convolutions. Its input is 1,3,6,6, its last layer "z"; every number of channels is a multiple of @p unit.
std::shared_ptr<const Model> randomNet(std::uint32_t seed, int unit);

} // namespace espalier::test
