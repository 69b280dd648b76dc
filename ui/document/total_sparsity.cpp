// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/total_sparsity.h"

#include <algorithm>
#include <utility>

#include "core/pruning/pruner.h"

namespace espalier::ui {

bool sharesTotal(const Session& session)
{
    if (pruningModeFromName(session.mode) != PruningMode::Global)
        return false;
    const ConfigList& list = session.configList;
    return session.profile == Profile::Default || std::any_of(list.begin(), list.end(), [](const ConfigEntry& entry) {
               return entry.enabled && entry.totalSparsity;
           });
}

std::optional<double> requestedSparsity(const ConfigEntry& entry)
{
    return entry.totalSparsity ? entry.totalSparsity : entry.sparsity;
}

std::optional<double> totalOf(const ConfigList& list)
{
    const auto first = std::find_if(list.begin(), list.end(), [](const ConfigEntry& entry) {
        return entry.enabled && !entry.excludes() && requestedSparsity(entry);
    });
    return first == list.end() ? std::nullopt : requestedSparsity(*first);
}

ConfigList withTotal(ConfigList list, double total)
{
    for (ConfigEntry& entry : list) {
        if (requestedSparsity(entry)) {
            entry.totalSparsity = total;
            entry.sparsity.reset();
        }
    }
    return list;
}

ConfigList withoutTotals(ConfigList list)
{
    for (ConfigEntry& entry : list) {
        if (const auto total = std::exchange(entry.totalSparsity, std::nullopt))
            entry.sparsity = total;
    }
    return list;
}

} // namespace espalier::ui
