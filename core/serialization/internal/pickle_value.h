// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace espalier {
class InputFile;
}

namespace espalier::internal {

/// A value of the pickle subset that torch.save() files of state dicts, masks and checkpoints use. Integers beyond
/// 64 bits become doubles, bytes become strings, dtypes their names ("torch.float32"), parameters plain tensors.
struct PickleValue
{
    struct None
    {
    };
    using Items = std::vector<PickleValue>;
    struct List
    {
        Items items;
    };
    struct Tuple
    {
        Items items;
    };
    /// In the order of insertion; keys are any of the values above (mostly strings).
    struct Dict
    {
        std::vector<std::pair<PickleValue, PickleValue>> items;
        bool ordered = false; ///< collections.OrderedDict
    };

    std::variant<None, bool, std::int64_t, double, std::string, at::Tensor, List, Tuple, Dict> value;
};

/// Reads a torch.save() file, zip or legacy format, without executing anything: the only globals that may occur are
/// OrderedDict, tensor and parameter rebuilding, storages, dtypes and torch.Size. Shared storages stay shared, views keep
/// strides. CUDA storages are read to the CPU. @throws Error naming file and cause (for a foreign global: its name).
PickleValue readPickleFile(const std::filesystem::path& path);
PickleValue readPickleFile(const InputFile& file);

/// Writes a zip-format file that torch.load(weights_only=True) reads in PyTorch 1.13 to 2.13. Tensors that share a storage
/// are written once. @throws Error(Io)
void writePickleFile(const std::filesystem::path& path, const PickleValue& value);

/// Named tensors in order. A nested dict is flattened with dots only when its leaves are all tensors; a checkpoint
/// {"state_dict" or "model" or "model_state_dict": {...}} is unwrapped, and so is the only dict of tensors among other
/// things ({"net": {...}, "epoch": 3}); "module." before every name (DataParallel) is
/// stripped. @throws Error
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;
NamedTensors readStateDictFile(const std::filesystem::path& path);
/// Writes an OrderedDict, as torch.save(model.state_dict()) does.
void writeStateDictFile(const std::filesystem::path& path, const NamedTensors& tensors);

} // namespace espalier::internal
