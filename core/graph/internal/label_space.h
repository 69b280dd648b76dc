// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/message.h"

namespace espalier::internal {

/// Names one atomic channel. 0 names none: such a position can never be removed.
using Label = std::int64_t;
inline constexpr Label kFixed = 0;

/// Atomic channels and what ties them together: a union-find structure whose classes are the channels that must go
/// together. A class can be locked: then none of its channels can go, and the first reason is kept.
/// Uniting or locking more than needed costs possibilities, never correctness.
class LabelSpace
{
public:
    LabelSpace();

    /// @p count new atoms, consecutive, the first of which is returned. @p owner says who made them (an index that the
    /// caller understands, -1 for nobody).
    Label create(std::size_t count, int owner);
    std::size_t size() const { return m_parent.size(); }

    /// The representative of the class; kFixed for kFixed.
    Label find(Label label) const;
    /// Makes find() write nothing until the next unite(): several threads may then look.
    void flatten();
    /// Joins two classes; one with kFixed is locked by @p reason instead.
    void unite(Label a, Label b, int reason);
    /// Without effect on kFixed and on what is locked already.
    void lock(Label label, int reason);
    /// True for kFixed and for members of a locked class.
    bool isLocked(Label label) const;

    /// Registers why something happens; the number goes into unite() and lock().
    int addReason(Message reason);
    const Message& reason(int index) const { return m_reasons[static_cast<std::size_t>(index)]; }
    /// Why the class of @p label is locked; an empty message when it is not.
    Message lockReason(Label label) const;

    int ownerOf(Label label) const { return m_owner[static_cast<std::size_t>(label)]; }

    /// A union that joined two different classes, for explanations.
    struct Join
    {
        Label a;
        Label b;
        int reason;
    };
    const std::vector<Join>& joins() const { return m_joins; }

private:
    mutable std::vector<Label> m_parent;
    std::vector<int> m_owner;
    std::vector<int> m_lockedBy; ///< by representative; -1: not locked
    std::vector<Message> m_reasons;
    std::vector<Join> m_joins;
};

} // namespace espalier::internal
