// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/compression_numbers.h"

#include <cmath>
#include <filesystem>
#include <system_error>

#include "core/session/model_preparation.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

namespace {

std::optional<qint64> fileSize(const std::filesystem::path& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? std::nullopt : std::optional<qint64>(static_cast<qint64>(bytes));
}

double keptMacs(const Model& model, const MaskSet& masks)
{
    // From the whole: products between activations belong to no layer.
    auto kept = static_cast<double>(*model.macs());
    for (const auto& [name, mask] : masks.items()) {
        const LayerInfo* layer = model.findLayer(name);
        if (layer != nullptr && layer->macs)
            kept -= static_cast<double>(*layer->macs) * mask.weight.sparsity();
    }
    return kept;
}

} // namespace

double CompressionNumbers::sparsity() const
{
    return parameters == 0 ? 0.0 : static_cast<double>(removedParameters) / static_cast<double>(parameters);
}

std::optional<qint64> CompressionNumbers::physicalBytes() const
{
    if (!fileBytes)
        return std::nullopt;
    return static_cast<qint64>(std::llround(static_cast<double>(*fileBytes) * (1.0 - sparsity())));
}

CompressionNumbers CompressionNumbers::of(const SessionDocument& document)
{
    CompressionNumbers numbers;
    const auto model = document.model();
    if (model == nullptr)
        return numbers;
    numbers.parameters = model->parameterCount();
    numbers.macs = model->macs();
    numbers.fileBytes = fileSize(document.session().modelPath);
    numbers.previewed = document.masks().empty() || document.masksOutdated();
    const MaskSet& chosen = numbers.previewed ? document.previewMasks() : document.masks();
    numbers.anyMasks = !chosen.empty();
    const MaskSet masks = effectiveMasks(*model, chosen, document.session().profile);
    numbers.removedParameters = masks.removedCount();
    if (numbers.macs)
        numbers.macsAfter = keptMacs(*model, masks);
    if (document.baseline())
        numbers.accuracyBefore = document.baseline()->evaluation.accuracy;
    if (document.currentAccuracy() && !document.masks().empty())
        numbers.accuracyAfter = document.currentAccuracy()->evaluation.accuracy;
    else if (document.currentAccuracy() && document.currentAccuracyIsFromRun())
        numbers.accuracyAfter = document.currentAccuracy()->evaluation.accuracy;
    numbers.accuracyOutdated = document.masksOutdated();
    return numbers;
}

} // namespace espalier::ui
