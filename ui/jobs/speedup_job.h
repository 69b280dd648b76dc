// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/profile.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/speedup/latency_profile.h"
#include "core/speedup/speedup.h"
#include "core/speedup/speedup_proof.h"

namespace espalier {
class ProgressSink;
}

namespace espalier::ui {

class SessionDocument;

/// What is shrunk, and what the result is proven on; a snapshot.
struct SpeedupRequest
{
    std::shared_ptr<const Model> model;
    std::shared_ptr<const MaskSet> masks;
    Profile profile = Profile::Default;
    std::string data; ///< DATASET text; empty: random inputs only
    std::vector<double> mean;
    std::vector<double> std;

    static SpeedupRequest of(const SessionDocument& document);
};

/// The smaller network, and everything that was measured on it.
struct SpeedupOutcome
{
    SpeedupResult result;
    std::optional<DataAgreement> data; ///< nullopt: no data is chosen
    Message dataTrouble;               ///< why the data could not be used; empty: it could
    bool trains = false;
    std::vector<Latency> latency; ///< before, after: taken in turns
    LatencyProfile profileBefore;
    LatencyProfile profileAfter;
};

/// @throws Error as speedUp(), CancelledError.
SpeedupOutcome runSpeedup(const SpeedupRequest& request, ProgressSink& sink, const std::stop_token& stop);

} // namespace espalier::ui
