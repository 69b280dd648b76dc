// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/compression_numbers.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

namespace {

std::optional<qint64> fileSize(const std::filesystem::path& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? std::nullopt : std::optional<qint64>(static_cast<qint64>(bytes));
}

/// The network as it is opened, or as it was before it was shrunk here.
void addBefore(CompressionNumbers& numbers, const SessionDocument& document)
{
    const auto& from = document.shrunkFrom();
    numbers.shrunk = from.has_value();
    numbers.parametersBefore = from ? from->parameters : numbers.modelParameters;
    numbers.macsBefore = document.model()->macs();
    if (from)
        numbers.macsBefore = from->macs;
    numbers.bytesBefore = fileSize(document.session().modelPath);
    if (from)
        numbers.latencyBeforeMs = from->latencyMs;
    else if (document.latencyProfile())
        numbers.latencyBeforeMs = document.latencyProfile()->whole.medianMs;
}

/// Without masks the current model is the result, if it has become another one.
void addShrunk(CompressionNumbers& numbers, const SessionDocument& document)
{
    numbers.parametersAfter = numbers.modelParameters;
    numbers.macsAfter = document.model()->macs();
    if (numbers.bytesBefore)
        numbers.bytesAfter = *numbers.bytesBefore - document.shrunkFrom()->bytesRemoved;
    // Beside the latency of the larger network only that which was measured in turns with it can be compared.
    numbers.latencyAfterMs = document.shrunkFrom()->latencyAfterMs;
    if (!numbers.latencyAfterMs && document.latencyProfile())
        numbers.latencyAfterMs = document.latencyProfile()->whole.medianMs;
    numbers.latencyAfterMeasured = numbers.latencyAfterMs.has_value();
}

void addEstimate(CompressionNumbers& numbers, const SessionDocument& document, const CompressionEstimate& estimate)
{
    numbers.removedParameters = estimate.removedParameters;
    numbers.noPhysical = estimate.noPhysical;
    if (!estimate.physical)
        return;
    const PhysicalPrediction& physical = *estimate.physical;
    numbers.nothingGoes = !physical.shrinks();
    numbers.parametersAfter = physical.parametersAfter;
    numbers.macsAfter = physical.macsAfter;
    if (numbers.bytesBefore) {
        const qint64 earlier = numbers.shrunk ? document.shrunkFrom()->bytesRemoved : 0;
        numbers.bytesAfter = *numbers.bytesBefore - earlier - physical.bytesRemoved;
    }
    numbers.latencyAfterMs = estimate.latencyAfterMs;
}

} // namespace

std::optional<double> CompressionNumbers::sparsity() const
{
    if (!removedParameters)
        return std::nullopt;
    return static_cast<double>(*removedParameters) / static_cast<double>(std::max<qint64>(1, modelParameters));
}

CompressionNumbers CompressionNumbers::of(const SessionDocument& document)
{
    CompressionNumbers numbers;
    const auto model = document.model();
    if (model == nullptr)
        return numbers;
    numbers.modelParameters = model->parameterCount();
    numbers.previewed = document.showsPreview();
    numbers.anyMasks = numbers.previewed ? !document.previewMasks().empty() : !document.masks().empty();
    numbers.outdated = numbers.previewed && document.listHasErrors();
    addBefore(numbers, document);
    if (numbers.anyMasks && document.estimate())
        addEstimate(numbers, document, *document.estimate());
    else if (!numbers.anyMasks && numbers.shrunk)
        addShrunk(numbers, document);
    if (document.baseline())
        numbers.accuracyBefore = document.baseline()->evaluation.accuracy;
    if (document.currentAccuracy() && (!document.masks().empty() || document.currentAccuracyIsFromRun()))
        numbers.accuracyAfter = document.currentAccuracy()->evaluation.accuracy;
    numbers.accuracyOutdated = document.masksOutdated();
    return numbers;
}

} // namespace espalier::ui
