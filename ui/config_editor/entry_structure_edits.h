// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/config_editor/config_edits.h"

namespace espalier::ui {

// Edits that write a list in another way. None but setEntryEnabled() changes what any layer is set to.

/// Switches an entry off, so that it stays in the list and counts for nothing, or on again.
ConfigEdit setEntryEnabled(const ConfigList& list, std::size_t entry, bool enabled);

/// Puts in place of an entry one entry for each layer that it rules, in the order of the model. Does nothing where it
/// rules none, or is of one layer already.
ConfigEdit splitEntry(const ConfigList& list, const ConfigEditContext& context, std::size_t entry);

/// One entry that selects what @p first and @p second select; nullopt where they set different things, or where no
/// entry can say it.
std::optional<ConfigEntry> mergedEntry(const ConfigEntry& first, const ConfigEntry& second,
                                       const ConfigEditContext& context);

/// Makes one entry of each row of neighbours that set the same.
ConfigEdit mergeEqualEntries(const ConfigList& list, const ConfigEditContext& context);

} // namespace espalier::ui
