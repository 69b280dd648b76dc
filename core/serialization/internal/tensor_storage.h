// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Storage.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::internal {

/// A storage, or a part of one, as a pickle refers to it.
struct StorageView
{
    c10::Storage storage;
    at::ScalarType dtype = at::kByte;
    std::int64_t byteOffset = 0;
    std::int64_t byteSize = 0;
};

/// What a pickle says about a storage when it mentions it.
struct StorageRequest
{
    std::string key;
    at::ScalarType dtype = at::kByte;
    std::int64_t elements = 0;
    /// A part of it that is shared under a key of its own (legacy format only): first element and count.
    std::optional<std::pair<std::int64_t, std::int64_t>> part;
};

/// Where the bytes of storages come from: records of a zip archive, or the end of a legacy file.
class StorageSource
{
public:
    virtual ~StorageSource() = default;
    /// The same key yields the same storage. @throws Error
    virtual StorageView storage(const StorageRequest& request) = 0;
};

/// The dtype of "FloatStorage", "torch.float32" without "torch."; nullopt for a name this program does not know.
std::optional<at::ScalarType> storageDType(std::string_view name);
std::optional<at::ScalarType> namedDType(std::string_view name);
/// "FloatStorage"; nullptr for a dtype that files of tensors cannot hold.
const char* storageName(at::ScalarType dtype);

/// Uninitialised bytes on the CPU. @throws Error(Io) naming @p file when there is not enough memory.
c10::Storage allocateStorage(std::int64_t bytes, const std::string& file);

/// elements x bytes per element; nullopt for a negative count or an overflow.
std::optional<std::int64_t> byteCount(std::int64_t elements, at::ScalarType dtype);

/// Size, strides and place of a tensor within its storage.
struct TensorLayout
{
    at::ScalarType dtype = at::kFloat;
    std::int64_t offset = 0;
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;
};

/// The tensor of that layout. @throws Error(Corrupt) naming @p file where the layout reaches beyond the storage.
at::Tensor makeTensor(const StorageView& view, const TensorLayout& layout, const std::string& file);

} // namespace espalier::internal
