// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/torchscript_exporter.h"

#include <c10/core/GradMode.h>

#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/exporters/internal/agreement.h"
#include "core/exporters/internal/tensor_verification.h"
#include "core/exporters/python_literal.h"
#include "core/model/internal/model_tensors.h"

namespace espalier {
namespace {

constexpr std::uint64_t kSeed = 0;

std::vector<at::Tensor> evaluate(Model& model, const std::vector<at::Tensor>& inputs)
{
    const c10::AutoGradMode noGradients(false);
    internal::setTraining(model, false);
    return internal::forward(model, inputs);
}

} // namespace

std::string TorchScriptExporter::format() const
{
    return "torchscript";
}

Message TorchScriptExporter::title() const
{
    return {ESPALIER_TR("core", "TorchScript"), {}};
}

std::string TorchScriptExporter::suffix() const
{
    return ".pt";
}

void TorchScriptExporter::write(const Model& model, const std::filesystem::path& file, OutputTransaction& output) const
{
    model.saveTorchScript(output.stage(file));
}

Verification TorchScriptExporter::verify(const Model& model, const std::filesystem::path& file) const
{
    NullProgressSink sink;
    Model loaded = Model::load(file, sink);
    if (model.inputs().empty()) {
        Verification result = internal::compareTensors(internal::tensorsOf(model), internal::tensorsOf(loaded));
        if (result.agrees)
            result.detail = {
                ESPALIER_TR("core",
                            "every tensor, bit by bit; outputs were not compared, as the input shape is unknown"),
                {}};
        return result;
    }
    // A clone, because batch norms and dropouts must be switched to evaluation, and the model is not ours to change.
    Model original = model.clone();
    const std::vector<at::Tensor> inputs = internal::exampleInputs(model.inputs(), kSeed);
    Verification result = internal::compareOutputs(evaluate(original, inputs), evaluate(loaded, inputs));
    result.detail = {ESPALIER_TR("core", "the outputs for a random input of shape %1"),
                     {inputSpecsText(model.inputs())}};
    return result;
}

std::string TorchScriptExporter::pythonSnippet(const std::filesystem::path& file) const
{
    return "import torch\n"
           "\n"
           "model = torch.jit.load("
           + pythonLiteral(file.string())
           + ")\n"
             "model.eval()\n";
}

} // namespace espalier
