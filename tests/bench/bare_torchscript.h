// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace espalier::bench {

/// torch::jit::load and nothing else. @return the number of tensors, so that nothing is optimised away.
std::size_t loadBareTorchScript(const std::string& path);

} // namespace espalier::bench
