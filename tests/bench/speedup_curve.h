// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace espalier::bench {

/// Prints how long following channels and shrinking a network of torchvision to half of its channels take, and how much
/// memory it needs. @p aimMs 0: none. False when the network could not be made.
bool benchSpeedup(const std::string& python, const std::string& maker, const std::string& name, double aimMs);

} // namespace espalier::bench
