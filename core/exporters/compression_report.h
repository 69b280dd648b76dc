// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"
#include "core/pruning/pruner.h"
#include "core/training/trainer.h"

namespace espalier {

/// Content of report.json.
struct CompressionReport
{
    std::string algorithm; ///< empty: none was used
    std::string mode;      ///< of the algorithm; empty: none was used
    int align = 1;         ///< of the algorithm, as throughReductions
    bool throughReductions = false;
    std::string profile;
    std::uint64_t seed = 0;
    int threads = 0;  ///< LibTorch computed with; 0: not recorded
    std::string data; ///< DATASET text; empty: none
    ConfigList configList;
    std::optional<double> accuracyBefore; ///< dense
    std::optional<double> accuracyPruned; ///< masked, not trained
    std::optional<double> accuracyAfter;
    std::int64_t parameters = 0;
    std::int64_t parametersRemoved = 0; ///< simulated: masked, not physically gone
    bool simulated = true;              ///< false: what was pruned is physically gone
    std::vector<LayerSparsity> layers;
    std::vector<EpochEvent> history;
    std::vector<Issue> issues;
    /// Further keys of the object: name and value as JSON text.
    std::vector<std::pair<std::string, std::string>> further;
};

/// The JSON text of report.json: keys algorithm, config_list, accuracy_before, accuracy_after, layers, issues
/// and more; unknown values are null. Accuracies are 0 to 1. Epochs and steps in history count from 1.
std::string writeReport(const CompressionReport& report);

/// One line per epoch with a header line; numbers with a point whatever the locale, unknown ones empty.
std::string writeHistoryCsv(const std::vector<EpochEvent>& history);

/// "warning" and so on with message, entry and layer: one issue as the JSON outputs show it.
std::string issueJson(const Issue& issue);

} // namespace espalier
