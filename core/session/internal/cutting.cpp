// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/cutting.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/session/model_preparation.h"
#include "core/speedup/recipe.h"

namespace espalier::internal {
namespace {

using Json = nlohmann::ordered_json;

DataAgreement compare(const Model& model, const MaskSet& masks, const Model& smaller, const Session& session,
                      std::shared_ptr<const Dataset> data, ProgressSink& sink, std::stop_token stop)
{
    EvaluationOptions options;
    options.mean = model.normalization().mean;
    options.std = model.normalization().std;
    return compareOnData(model, effectiveMasks(model, masks, session.profile), smaller, std::move(data), kProofSamples,
                         options, sink, std::move(stop));
}

Json describe(const SpeedupResult& result)
{
    return Json{{"parameters_before", result.parametersBefore},
                {"parameters_after", result.parametersAfter},
                {"macs_before", result.macsBefore},
                {"macs_after", result.macsAfter},
                {"max_abs_difference", result.maxAbsDifference},
                {"max_rel_difference", result.maxRelDifference}};
}

Json describe(const DataAgreement& agreement)
{
    return Json{{"samples", agreement.samples},
                {"max_abs_difference", agreement.maxAbsDifference},
                {"max_rel_difference", agreement.maxRelDifference},
                {"same_answer", agreement.sameAnswer}};
}

Issue disagreement(const DataAgreement& agreement)
{
    return {Severity::Warning,
            Message{ESPALIER_TR("core", "On %1 images of the data set, outputs of the smaller network differ from the "
                                        "masked one's (relative difference %2); %3 of them get the same answer."),
                    {std::to_string(agreement.samples), std::to_string(agreement.maxRelDifference),
                     std::to_string(agreement.sameAnswer)}},
            {},
            {}};
}

} // namespace

SpeedupResult Cutting::cut(std::shared_ptr<const Model> model, const MaskSet& masks, const Session& session,
                           const std::shared_ptr<const Dataset>& data, std::string& report, ProgressSink& sink,
                           std::stop_token stop)
{
    SpeedupResult result = speedUp(model, masks, {session.profile, session.seed, true}, sink, stop);
    Json described = describe(result);
    if (data) {
        const DataAgreement agreement = compare(*model, masks, *result.model, session, data, sink, stop);
        described["data"] = describe(agreement);
        if (!agreement.agrees())
            result.issues.push_back(disagreement(agreement));
    }
    if (!trainsOneStep(*result.model))
        result.issues.push_back({Severity::Warning,
                                 Message{ESPALIER_TR("core", "One training step of the smaller network left a "
                                                             "parameter without a finite gradient."),
                                         {}},
                                 {},
                                 {}});
    throwIfStopped(stop);
    if (!m_before)
        m_before = Size{result.parametersBefore, result.macsBefore};
    m_recipe.insert(m_recipe.end(), result.recipe.begin(), result.recipe.end());
    report = described.dump();
    return result;
}

std::string Cutting::recipe(std::shared_ptr<const Model> model) const
{
    SpeedupResult whole;
    whole.model = std::move(model);
    whole.recipe = m_recipe;
    return writeRecipe(whole);
}

} // namespace espalier::internal
