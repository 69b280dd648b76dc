// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a pickle mentions, found by stepping over its opcodes without building anything.
struct PickleScan
{
    std::vector<std::string> globals; ///< "module.name" in the order of their first mention
    std::size_t end = 0;              ///< offset behind the STOP opcode; the last readable offset when incomplete
    bool complete = false;            ///< STOP was reached
};

/// Scans one pickle of protocol 0 to 5 at the beginning of @p bytes. Never fails: damaged data end the scan.
PickleScan scanPickle(std::string_view bytes);

/// True for the globals that files of tensors consist of: OrderedDict, tensor and parameter rebuilding, storages,
/// dtypes, torch.Size.
bool isTensorGlobal(std::string_view global);

} // namespace espalier
