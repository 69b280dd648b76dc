// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "core/serialization/internal/pickle_value.h"

namespace espalier::internal {

/// Turns a value into a pickle of protocol 2 with torch.save()'s persistent ids, and collects the storages that the
/// pickle mentions: number i of storages() is the record "data/i".
class Pickler
{
public:
    /// @throws Error(Unsupported) for tensors of a dtype or layout that such files cannot hold.
    void write(const PickleValue& value);

    const std::string& bytes() const noexcept { return m_bytes; }
    /// One tensor for each storage, which it keeps alive.
    const std::vector<at::Tensor>& storages() const noexcept { return m_storages; }

private:
    void writeValue(const PickleValue& value);
    void writeItem(PickleValue::None);
    void writeItem(bool value);
    void writeItem(std::int64_t value);
    void writeItem(double value);
    void writeItem(const std::string& value);
    void writeItem(const at::Tensor& value);
    void writeItem(const PickleValue::List& value);
    void writeItem(const PickleValue::Tuple& value);
    void writeItem(const PickleValue::Dict& value);

    std::size_t storageIndex(at::Tensor& tensor);
    void writeGlobal(const std::string& module, const std::string& name);
    void writeShape(at::IntArrayRef sizes);
    /// Writes a reference and returns true when @p text was written before; else remembers the next object under it.
    bool recall(const std::string& text);
    void remember(const std::string& text);
    void put(unsigned char opcode) { m_bytes.push_back(static_cast<char>(opcode)); }
    template <typename Integer>
    void putInteger(Integer value);

    std::string m_bytes;
    std::unordered_map<std::string, std::uint32_t> m_memo;
    std::vector<at::Tensor> m_storages;
    std::unordered_map<const void*, std::size_t> m_storageIndices;
};

} // namespace espalier::internal
