// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/config/config_entry.h"
#include "core/session/session.h"

namespace espalier::ui {

// What a config list asks of all layers together, as mode global reads it.

/// All entries of the session share one total: mode global, unless NNI's first interface is followed, where the sparsities of
/// entries may differ.
bool sharesTotal(const Session& session);
/// Of each of the entry's layers or, where it gives a total, of all layers together; nullopt: neither.
std::optional<double> requestedSparsity(const ConfigEntry& entry);
/// That of the first entry that is switched on and prunes; nullopt: there is none.
std::optional<double> totalOf(const ConfigList& list);
/// Every entry that gives a sparsity gives @p total, as total_sparsity: in mode global all have to agree.
ConfigList withTotal(ConfigList list, double total);
/// Every total becomes the sparsity of each layer, which the other modes read.
ConfigList withoutTotals(ConfigList list);

} // namespace espalier::ui
