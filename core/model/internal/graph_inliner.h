// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <memory>
#include <optional>
#include <string>

namespace torch::jit {
struct Module;
}

namespace espalier::internal {

/// A copy of the module's forward() with every call of a method or function inlined. Each node's scope is the dotted
/// path of the innermost module whose method it came from, so that nodes without parameters (ReLU, pooling) belong to
/// a layer as well. @throws Error(Unsupported) for calls that cannot be inlined.
std::shared_ptr<torch::jit::Graph> inlinedForward(const torch::jit::Module& module);

/// The dotted path that a chain of prim::GetAttr starting at @p self yields; "" for self, nullopt for other values.
std::optional<std::string> attributePath(const torch::jit::Value* value, const torch::jit::Value* self);

/// The dotted module path in a node's scope; "" for the root.
std::string modulePath(const torch::jit::Node* node);

/// The same for a sentence: what belongs to the root, whose path is empty, gets the name of its class.
std::string moduleTitle(const torch::jit::Node* node);
void setModulePath(torch::jit::Node* node, const std::string& path);

/// File and line of the Python source a node came from, or "unknown source".
std::string sourceLine(const torch::jit::Node* node);

} // namespace espalier::internal
