// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/tensor_storage.h"
#include "core/serialization/zip_archive.h"

namespace espalier::internal {

/// Storages that are records "data/<key>" of a zip archive, read when they are first mentioned.
class ZipStorageSource final : public StorageSource
{
public:
    ZipStorageSource(const ZipArchive& archive, const InputFile& file);
    StorageView storage(const StorageRequest& request) override;

private:
    StorageView readRecord(const StorageRequest& request);

    const ZipArchive& m_archive;
    const InputFile& m_file;
    std::uint64_t m_budget; ///< bytes of the archive that may still be read: no record lies over another
    std::unordered_map<std::string, StorageView> m_storages;
};

/// Storages whose bytes follow the pickles of a legacy file: allocated when they are mentioned, filled at the end.
class LegacyStorageSource final : public StorageSource
{
public:
    explicit LegacyStorageSource(const InputFile& file);
    StorageView storage(const StorageRequest& request) override;

    /// Reads the storages of @p keys one after another from @p offset. @throws Error
    void fill(const PickleValue& keys, std::uint64_t offset);

private:
    const InputFile& m_file;
    std::uint64_t m_budget;
    std::unordered_map<std::string, StorageView> m_storages;
};

} // namespace espalier::internal
