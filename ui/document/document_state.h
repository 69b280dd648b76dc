// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/config_entry.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/session/session.h"
#include "core/speedup/speedup.h"
#include "core/training/trainer.h"

namespace espalier::ui {

/// A measured accuracy and what it was measured on, so that a number that is out of date can say so.
struct MeasuredAccuracy
{
    Evaluation evaluation;
    QString data;                   ///< DATASET text it was measured on
    std::vector<Issue> issues = {}; ///< of network and data, found on the way
};

/// What masks are made from.
struct MaskBasis
{
    ConfigList configList;
    std::string algorithm;
    Profile profile = Profile::Default;
    std::uint64_t seed = 0;
    std::string mode;
    int align = 1;
    std::filesystem::path weights;
    ParameterValues parameters = {};
    std::string data = {}; ///< DATASET text, where the criterion scores on it; else empty
    bool throughReductions = false;

    static MaskBasis of(const Session& session);
    bool operator==(const MaskBasis&) const = default;
};

/// What the network was before it was made physically smaller here.
struct ShrunkFrom
{
    std::int64_t parameters = 0;
    std::int64_t macs = 0;         ///< for one sample
    std::int64_t bytesRemoved = 0; ///< of parameters and buffers
    std::optional<double> latencyMs;
    std::optional<double> latencyAfterMs; ///< of the smaller network, measured in turns with the larger one
    std::size_t cuts = 0;                 ///< how many times
    std::size_t runs = 0;                 ///< that had been taken over at the last cut
    /// Of all cuts, one after the other: what cuts the original nn.Module to the present network.
    std::shared_ptr<const std::vector<ParameterSlices>> recipe;
};

/// What a finished, adopted run left behind.
struct RunRecord
{
    QString name;
    TrainingOptions options;
    TrainingResult result;
    QString data = {};                        ///< DATASET text that it trained on; empty: the session's
    std::optional<MaskBasis> masksBasis = {}; ///< what its masks were made from; nullopt: as masks() at adoption
    std::string schedule = {};                ///< the sparsity schedule that it pruned by; empty: none
    ParameterValues scheduleParameters = {};
    std::vector<LayerSparsity> maskedLayers = {}; ///< of a run with a schedule
    std::vector<Issue> pruneIssues = {};          ///< of a run with a schedule
    std::optional<ShrunkFrom> shrunkFrom = {};    ///< of the network that it started from
    std::vector<SessionStep> steps = {};          ///< of the session when it started

    /// How many times the network that it trained had been made smaller.
    std::size_t cuts() const { return shrunkFrom ? shrunkFrom->cuts : 0; }
};

/// Everything that undo restores. Large parts are shared, so that a snapshot is cheap.
struct DocumentState
{
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Model> denseModel; ///< before runs and cuts, as it was opened or its weights were loaded
    Session session;
    std::shared_ptr<const MaskSet> masks = std::make_shared<MaskSet>();
    MaskBasis masksBasis;
    std::vector<LayerSparsity> maskedLayers;
    std::vector<Issue> pruneIssues;
    std::optional<MeasuredAccuracy> baseline;
    std::optional<MeasuredAccuracy> currentAccuracy;
    bool accuracyFromRun = false;
    std::optional<ShrunkFrom> shrunkFrom; ///< the model is a smaller one; nullopt: as it was opened
    std::vector<RunRecord> runs;

    std::size_t cuts() const { return shrunkFrom ? shrunkFrom->cuts : 0; }
    /// How many runs of the present network have been taken over; before a cut: how many there are.
    std::size_t runsSinceCut() const;
    /// The network has been made smaller by a list that has done its work, and no other has been begun since.
    bool cutIsLatest() const { return shrunkFrom && session.configList.empty() && masks->empty(); }

    /// Equal as far as an edit is concerned: measurements do not count.
    bool sameWork(const DocumentState& other) const;
};

} // namespace espalier::ui
