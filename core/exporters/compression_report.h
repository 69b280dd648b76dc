// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"
#include "core/pruning/pruner.h"
#include "core/training/trainer.h"

namespace espalier {

/// Content of report.json.
struct CompressionReport
{
    std::string algorithm;
    std::string profile;
    std::uint64_t seed = 0;
    ConfigList configList;
    std::optional<double> accuracyBefore; ///< dense
    std::optional<double> accuracyPruned; ///< masked, not trained
    std::optional<double> accuracyAfter;
    std::int64_t parameters = 0;
    std::int64_t parametersRemoved = 0; ///< simulated: masked, not physically gone
    std::vector<LayerSparsity> layers;
    std::vector<EpochEvent> history;
    std::vector<Issue> issues;
};

/// The JSON text of report.json: keys algorithm, config_list, accuracy_before, accuracy_after, layers, issues
/// and more; unknown values are null.
std::string writeReport(const CompressionReport& report);
/// One line per epoch with a header line.
std::string writeHistoryCsv(const std::vector<EpochEvent>& history);

} // namespace espalier
