// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/state_dict_exporter.h"

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/exporters/internal/tensor_verification.h"
#include "core/exporters/python_literal.h"
#include "core/serialization/internal/pickle_value.h"

namespace espalier {
namespace {

// Not readStateDictFile(): that one understands wrapped and renamed state dicts, and here every name must be as it was.
internal::TensorList readTensors(const std::filesystem::path& file)
{
    const internal::PickleValue content = internal::readPickleFile(file);
    internal::TensorList tensors;
    const auto* dict = std::get_if<internal::PickleValue::Dict>(&content.value);
    for (const auto& [key, value] : dict ? dict->items : decltype(dict->items)()) {
        const auto* name = std::get_if<std::string>(&key.value);
        const auto* tensor = std::get_if<at::Tensor>(&value.value);
        if (!name || !tensor)
            throw Error(
                ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The file %1 holds something other than named tensors."), {file.string()}});
        tensors.emplace_back(*name, *tensor);
    }
    return tensors;
}

} // namespace

std::string StateDictExporter::format() const
{
    return "state_dict";
}

Message StateDictExporter::title() const
{
    return {ESPALIER_TR("core", "State dict (weights only)"), {}};
}

std::string StateDictExporter::suffix() const
{
    return ".pth";
}

void StateDictExporter::write(const Model& model, const std::filesystem::path& file, OutputTransaction& output) const
{
    model.saveStateDict(output.stage(file));
}

Verification StateDictExporter::verify(const Model& model, const std::filesystem::path& file) const
{
    return internal::compareTensors(internal::tensorsOf(model), readTensors(file));
}

std::string StateDictExporter::pythonSnippet(const std::filesystem::path& file) const
{
    return "import torch\n"
           "\n"
           "model = Network()  # the class that the network was made from\n"
           "model.load_state_dict(torch.load("
           + pythonLiteral(file.string())
           + ", weights_only=True))\n"
             "model.eval()\n";
}

} // namespace espalier
