// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/label_space.h"

#include <utility>

namespace espalier::internal {

namespace {

std::size_t at(Label label)
{
    return static_cast<std::size_t>(label);
}

} // namespace

LabelSpace::LabelSpace()
    : m_parent{kFixed}
    , m_owner{-1}
    , m_lockedBy{-1}
{
}

Label LabelSpace::create(std::size_t count, int owner)
{
    const auto first = static_cast<Label>(m_parent.size());
    for (std::size_t i = 0; i < count; ++i)
        m_parent.push_back(first + static_cast<Label>(i));
    m_owner.resize(m_parent.size(), owner);
    m_lockedBy.resize(m_parent.size(), -1);
    return first;
}

Label LabelSpace::find(Label label) const
{
    while (m_parent[at(label)] != label) {
        const Label parent = m_parent[at(label)];
        const Label next = m_parent[at(parent)];
        if (next != parent)
            m_parent[at(label)] = next;
        label = parent;
    }
    return label;
}

void LabelSpace::flatten()
{
    for (std::size_t label = 0; label < m_parent.size(); ++label)
        m_parent[label] = find(static_cast<Label>(label));
}

void LabelSpace::unite(Label a, Label b, int reason)
{
    if (a == b)
        return;
    if (a == kFixed || b == kFixed)
        return lock(a == kFixed ? b : a, reason);
    Label low = find(a);
    Label high = find(b);
    if (low == high)
        return;
    if (low > high)
        std::swap(low, high);
    m_parent[at(high)] = low;
    if (m_lockedBy[at(low)] < 0)
        m_lockedBy[at(low)] = m_lockedBy[at(high)];
    m_joins.push_back({a, b, reason});
}

void LabelSpace::lock(Label label, int reason)
{
    if (label == kFixed)
        return;
    int& lockedBy = m_lockedBy[at(find(label))];
    if (lockedBy < 0)
        lockedBy = reason;
}

bool LabelSpace::isLocked(Label label) const
{
    return label == kFixed || m_lockedBy[at(find(label))] >= 0;
}

int LabelSpace::addReason(Message reason)
{
    m_reasons.push_back(std::move(reason));
    return static_cast<int>(m_reasons.size()) - 1;
}

Message LabelSpace::lockReason(Label label) const
{
    const int index = label == kFixed ? -1 : m_lockedBy[at(find(label))];
    return index < 0 ? Message{} : reason(index);
}

} // namespace espalier::internal
