// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/storage_sources.h"

#include <c10/core/ScalarType.h>

#include <unordered_set>

#include "core/base/error.h"
#include "core/serialization/little_endian.h"

namespace espalier::internal {
namespace {

[[noreturn]] void throwMissing(const std::string& key, const std::string& file)
{
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The file %1 is damaged: the data of tensor storage %2 is missing or "
                                            "too short."),
                        {file, key}});
}

// LibTorch 2 returns a pointer to const, 1.13 does not; both point to memory that was allocated for writing.
char* bytesOf(const StorageView& view)
{
    return const_cast<char*>(static_cast<const char*>(view.storage.data()));
}

// Any other byte in a bool is undefined behaviour for the code that reads it.
void normaliseBools(const StorageView& view)
{
    if (view.dtype != at::kBool)
        return;
    char* bytes = bytesOf(view);
    for (std::int64_t i = 0; i < view.byteSize; ++i)
        bytes[i] = bytes[i] != 0 ? 1 : 0;
}

} // namespace

ZipStorageSource::ZipStorageSource(const ZipArchive& archive, const InputFile& file)
    : m_archive(archive)
    , m_file(file)
    , m_budget(file.size())
{
}

StorageView ZipStorageSource::storage(const StorageRequest& request)
{
    auto found = m_storages.find(request.key);
    if (found == m_storages.end())
        found = m_storages.emplace(request.key, readRecord(request)).first;
    StorageView view = found->second;
    view.dtype = request.dtype;
    const std::optional<std::int64_t> bytes = byteCount(request.elements, request.dtype);
    if (!bytes || *bytes > view.byteSize || request.part)
        throwMissing(request.key, m_file.name());
    return view;
}

StorageView ZipStorageSource::readRecord(const StorageRequest& request)
{
    const ZipEntry* entry = m_archive.findInFolder("data/" + request.key);
    if (!entry || entry->compressedSize > m_budget)
        throwMissing(request.key, m_file.name());
    m_budget -= entry->compressedSize;
    const auto size = static_cast<std::int64_t>(entry->size);
    StorageView view{allocateStorage(size, m_file.name()), request.dtype, 0, size};
    if (size > 0)
        m_archive.read(*entry, bytesOf(view));
    normaliseBools(view);
    return view;
}

LegacyStorageSource::LegacyStorageSource(const InputFile& file)
    : m_file(file)
    , m_budget(file.size())
{
}

StorageView LegacyStorageSource::storage(const StorageRequest& request)
{
    auto found = m_storages.find(request.key);
    if (found == m_storages.end()) {
        const std::optional<std::int64_t> bytes = byteCount(request.elements, request.dtype);
        if (!bytes || static_cast<std::uint64_t>(*bytes) > m_budget)
            throwMissing(request.key, m_file.name());
        m_budget -= static_cast<std::uint64_t>(*bytes);
        const StorageView view{allocateStorage(*bytes, m_file.name()), request.dtype, 0, *bytes};
        found = m_storages.emplace(request.key, view).first;
    }
    StorageView view = found->second;
    if (!request.part)
        return view;
    const auto [first, count] = *request.part;
    const std::optional<std::int64_t> offset = byteCount(first, view.dtype);
    const std::optional<std::int64_t> size = byteCount(count, view.dtype);
    if (!offset || !size || *offset > view.byteSize || *size > view.byteSize - *offset)
        throwMissing(request.key, m_file.name());
    view.byteOffset = *offset;
    view.byteSize = *size;
    return view;
}

void LegacyStorageSource::fill(const PickleValue& keys, std::uint64_t offset)
{
    const auto* list = std::get_if<PickleValue::List>(&keys.value);
    std::unordered_set<std::string> filled;
    for (const PickleValue& item : list ? list->items : PickleValue::Items()) {
        const auto* key = std::get_if<std::string>(&item.value);
        const auto found = key ? m_storages.find(*key) : m_storages.end();
        if (found == m_storages.end())
            throwMissing(key ? *key : std::string("?"), m_file.name());
        const StorageView& view = found->second;
        const std::uint64_t elements = readU64(m_file.read(offset, sizeof(std::uint64_t)).data());
        if (elements != static_cast<std::uint64_t>(view.byteSize) / c10::elementSize(view.dtype))
            throwMissing(*key, m_file.name());
        offset += sizeof(std::uint64_t);
        m_file.read(offset, bytesOf(view), static_cast<std::uint64_t>(view.byteSize));
        normaliseBools(view);
        offset += static_cast<std::uint64_t>(view.byteSize);
        filled.insert(*key);
    }
    // A storage that no key fills would show uninitialised memory.
    for (const auto& [key, view] : m_storages) {
        if (filled.count(key) == 0)
            throwMissing(key, m_file.name());
    }
}

} // namespace espalier::internal
