// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/data/dataset.h"
#include "core/session/session.h"
#include "core/speedup/speedup.h"
#include "core/speedup/speedup_proof.h"

namespace espalier::internal {

/// The Speedup steps of one run: what was cut out so far, and the proof of each cut.
class Cutting
{
public:
    /// Makes @p model smaller. @param data both networks answer some of; null: random inputs have to do.
    /// @return the smaller network; the JSON object that describes the step goes to @p report.
    SpeedupResult cut(std::shared_ptr<const Model> model, const MaskSet& masks, const Session& session,
                      const std::shared_ptr<const Dataset>& data, std::string& report, ProgressSink& sink,
                      std::stop_token stop);

    bool done() const { return m_before.has_value(); }
    /// Of the network that was opened; only after a cut.
    std::int64_t parametersBefore() const { return m_before->parameters; }
    std::int64_t macsBefore() const { return m_before->macs; }

    /// Texts of model.recipe.json and model.py for @p model, the network after all cuts.
    std::string recipe(std::shared_ptr<const Model> model) const;

private:
    struct Size
    {
        std::int64_t parameters = 0;
        std::int64_t macs = 0;
    };

    std::optional<Size> m_before;
    std::vector<ParameterSlices> m_recipe; ///< of all cuts, one after the other
};

} // namespace espalier::internal
