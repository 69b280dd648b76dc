// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace espalier {

/// Threads that reading data may use: as many as the machine has, 8 at most.
std::size_t dataThreads();

/// Calls @p work(i) for every i below @p count on dataThreads() threads. The exception of the smallest i that failed is
/// thrown on the calling thread, so that the same data always gives the same message.
void parallelFor(std::size_t count, const std::function<void(std::size_t)>& work);

} // namespace espalier
