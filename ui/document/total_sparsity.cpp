// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/total_sparsity.h"

#include <algorithm>
#include <utility>

namespace espalier::ui {

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
