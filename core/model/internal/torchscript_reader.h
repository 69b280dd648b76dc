// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

namespace espalier {
class ProgressSink;
}

namespace espalier::internal {

struct ModelImpl;

/// Reads a TorchScript file and brings it to our normal form: one inlined graph, a type per module, float parameters on
/// the CPU, training flags read from the modules. @throws Error naming file and cause
std::unique_ptr<ModelImpl> readTorchScript(const std::filesystem::path& path, ProgressSink& sink, std::stop_token stop);

} // namespace espalier::internal
