// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ui/document/document_state.h"

namespace espalier::ui {

/// The finished runs of one document, also those that were taken back, each with the document as the run makes it: network,
/// masks, session and the runs before it, so that any of them can be returned to. Weights are kept as long as those of all
/// runs fit; then the oldest ones lose theirs, and only their history stays.
class KeptRuns
{
public:
    /// @param mostBytes of weights and masks, at least those of the newest run; nullopt: a quarter of the memory.
    explicit KeptRuns(std::optional<std::uint64_t> mostBytes = {});

    /// A run is known by its model: one that is kept already changes nothing.
    void add(const RunRecord& record, DocumentState state);
    void clear();

    /// In the order in which they ended. Those without weights have no model.
    const std::vector<RunRecord>& records() const { return m_records; }
    /// Null: there are no weights (any more).
    std::shared_ptr<const DocumentState> state(std::size_t index) const;

private:
    bool contains(const RunRecord& record) const;
    void giveUpOldest();

    std::uint64_t m_mostBytes;
    std::vector<RunRecord> m_records;
    std::vector<std::shared_ptr<const DocumentState>> m_states;
};

} // namespace espalier::ui
