// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/tensor_storage.h"

namespace espalier::internal {

/// An object while a pickle is being read. Objects refer to each other, possibly in circles; all of them belong to
/// one PickleObjects, so that neither circles nor endless nesting make their destruction difficult.
struct PickleObject
{
    struct None
    {
    };
    struct List
    {
        std::vector<PickleObject*> items;
    };
    struct Tuple
    {
        std::vector<PickleObject*> items;
    };
    struct Dict
    {
        std::vector<std::pair<PickleObject*, PickleObject*>> items;
        bool ordered = false;
    };
    struct Global
    {
        std::string name;
    };

    std::variant<None, bool, std::int64_t, double, std::string, at::Tensor, List, Tuple, Dict, Global, StorageView>
        value;
};

/// Owns the objects of one pickle.
class PickleObjects
{
public:
    template <typename Value>
    PickleObject* add(Value value)
    {
        return &m_objects.emplace_back(PickleObject{std::move(value)});
    }

    /// Accounts for @p count references that are copied from one object to another; false when a pickle copies more
    /// than any real one would.
    bool mayCopy(std::size_t count)
    {
        constexpr std::size_t kMostCopies = std::size_t{1} << 22;
        m_copies += count;
        return m_copies <= kMostCopies;
    }

private:
    std::deque<PickleObject> m_objects;
    std::size_t m_copies = 0;
};

/// The finished tree. @param pickleSize bounds how much shared objects may multiply. @throws Error(Corrupt) for circles,
/// endless nesting and objects that multiply without bounds.
PickleValue toPickleValue(const PickleObject& object, std::size_t pickleSize, const std::string& file);

} // namespace espalier::internal
