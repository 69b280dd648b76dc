// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/serialization/internal/pickle_object.h"

namespace espalier::internal {

/// Reads pickles of protocol 2 to 5 as data: the few globals that files of tensors consist of are understood here, no
/// other is looked up and nothing is ever executed.
class Unpickler
{
public:
    /// @param source where storages come from; nullptr: the pickle may not mention any.
    /// @param file   stands in error sentences.
    Unpickler(std::string_view bytes, StorageSource* source, const std::string& file);

    /// The value of the pickle at the beginning of the bytes. Call once. @throws Error(Corrupt, Unsupported)
    PickleValue load();
    /// Offset behind the pickle; valid after load().
    std::size_t end() const noexcept { return m_position; }

private:
    using Objects = std::vector<PickleObject*>;

    bool readScalar(unsigned char opcode);
    bool readText(unsigned char opcode);
    bool readContainer(unsigned char opcode);
    bool readMemo(unsigned char opcode);
    bool readCall(unsigned char opcode);

    void pushLong(std::string_view bytes);
    void pushTuple(std::size_t count);
    void pushDictOfMark();
    void appendItems(const Objects& items);
    void setItems(const Objects& items);
    void pushGlobal(std::string name);
    void pushStackGlobal();
    void pushStorage();
    void call();
    void build();

    std::string_view take(std::uint64_t size);
    template <typename Integer>
    Integer takeInteger();
    std::string_view takeLine();

    PickleObject* pop();
    PickleObject* top();
    Objects popMark();
    void push(PickleObject* object) { m_stack.push_back(object); }
    [[noreturn]] void throwDamaged() const;

    std::string_view m_bytes;
    StorageSource* m_source;
    const std::string& m_file;
    std::size_t m_position = 0;
    PickleObjects m_objects;
    Objects m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleObject*> m_memo;
};

} // namespace espalier::internal
