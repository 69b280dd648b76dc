// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bare_torchscript.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace espalier::bench {

std::size_t loadBareTorchScript(const std::string& path)
{
    const torch::jit::Module module = torch::jit::load(path, c10::Device(c10::DeviceType::CPU));
    std::size_t count = 0;
    for (const auto& parameter : module.parameters())
        count += parameter.defined() ? 1 : 0;
    return count;
}

} // namespace espalier::bench
