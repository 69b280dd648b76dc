// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/kept_runs.h"

#include <algorithm>
#include <utility>

#include "core/base/physical_memory.h"

namespace espalier::ui {

namespace {

constexpr std::uint64_t kBytesWhenUnknown = 1ULL << 30U;
constexpr std::uint64_t kBytesPerParameter = 4 + 1; ///< its value, and whether it is masked

std::uint64_t bytesOf(const RunRecord& record)
{
    return record.result.model ? kBytesPerParameter * static_cast<std::uint64_t>(record.result.model->parameterCount())
                               : 0;
}

} // namespace

KeptRuns::KeptRuns(std::optional<std::uint64_t> mostBytes)
    : m_mostBytes(mostBytes.value_or(physicalMemory().value_or(4 * kBytesWhenUnknown) / 4))
{
}

void KeptRuns::add(const RunRecord& record, DocumentState state)
{
    if (contains(record))
        return;
    m_records.push_back(record);
    m_states.push_back(std::make_shared<const DocumentState>(std::move(state)));
    giveUpOldest();
}

void KeptRuns::clear()
{
    m_records.clear();
    m_states.clear();
}

std::shared_ptr<const DocumentState> KeptRuns::state(std::size_t index) const
{
    return index < m_states.size() ? m_states[index] : nullptr;
}

bool KeptRuns::contains(const RunRecord& record) const
{
    return std::any_of(m_records.begin(), m_records.end(), [&](const RunRecord& kept) {
        return kept.result.model != nullptr && kept.result.model == record.result.model;
    });
}

void KeptRuns::giveUpOldest()
{
    std::uint64_t bytes = 0;
    for (std::size_t i = m_records.size(); i > 0; --i) {
        RunRecord& record = m_records[i - 1];
        bytes += bytesOf(record);
        if (i == m_records.size() || bytes <= m_mostBytes)
            continue;
        record.result.model.reset();
        m_states[i - 1].reset();
    }
}

} // namespace espalier::ui
