// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <torch/csrc/jit/api/module.h>

#include <memory>
#include <string>
#include <vector>

namespace espalier::internal {

/// What rebuilding changed.
struct RebuiltModule
{
    torch::jit::Module module;
    std::vector<std::string> convertedTensors; ///< full names of half, bfloat16 and double tensors, now float
    std::vector<std::string> droppedMethods;   ///< further methods of the root, e.g. "encode"
};

/// A copy of @p original in which every module object has a class type of its own, so that one layer can be changed
/// without changing its twins. Attribute names, flags and values are kept, sharing included; methods are dropped but
/// for forward(), whose body becomes @p graph (retyped in place). The last component of each type's name is kept: it is
/// the op type. @throws Error(Unsupported) for quantized modules.
RebuiltModule rebuildModuleTree(const torch::jit::Module& original, const std::shared_ptr<torch::jit::Graph>& graph,
                                const std::string& file = {});

/// "Conv2d" of "__torch__.torch.nn.modules.conv.___torch_mangle_3.Conv2d".
std::string opTypeOf(const torch::jit::Module& module);

} // namespace espalier::internal
