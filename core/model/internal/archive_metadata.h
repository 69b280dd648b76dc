// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <string>

namespace espalier::internal {

struct ModelImpl;

/// Name of the extra file in archives that we write.
inline constexpr const char* kMetadataFile = "espalier.json";

/// What a TorchScript archive cannot hold by itself: the module path of every node (methods of sub-modules are gone after
/// inlining), input shapes and the normalisation of the training data.
std::string writeMetadata(const ModelImpl& impl);

/// Restores them from @p text. Paths are taken only when the sequence of operators is the one they were written for;
/// everything that does not fit is ignored: the file may have been changed by other programs.
void readMetadata(ModelImpl& impl, const std::string& text);

} // namespace espalier::internal
