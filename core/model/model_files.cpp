// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing a model's tensors and archive.
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/export.h>

#include <unordered_map>
#include <unordered_set>

#include "core/base/error.h"
#include "core/model/internal/archive_metadata.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/model_tensors.h"
#include "core/model/model.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/output_file.h"

namespace espalier {
namespace {

/// Lists names, but not endlessly: "a, b, c and 12 more".
std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kMost = 3;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMost; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kMost)
        text += " and " + std::to_string(names.size() - kMost) + " more";
    return names.empty() ? std::string("none") : text;
}

struct StateDictMatch
{
    std::vector<std::pair<at::Tensor, at::Tensor>> copies; ///< from, to
    std::vector<std::string> missing;
    std::vector<std::string> unexpected;
    std::vector<std::string> misshapen;
};

StateDictMatch match(const Model& model, const internal::NamedTensors& loaded)
{
    StateDictMatch result;
    std::unordered_map<std::string, at::Tensor> values(loaded.begin(), loaded.end());
    std::unordered_set<std::string> known;
    for (const internal::NamedTensor& target : internal::namedTensors(model)) {
        known.insert(target.name);
        const auto found = values.find(target.name);
        if (found == values.end()) {
            // Files of PyTorch before 0.4.1 have no such counter; PyTorch fills it in silently as well.
            if (!target.name.ends_with("num_batches_tracked"))
                result.missing.push_back(target.name);
        } else if (found->second.sizes() != target.tensor.sizes()) {
            result.misshapen.push_back(target.name + " (" + shapeText(found->second.sizes().vec()) + " instead of "
                                       + shapeText(target.tensor.sizes().vec()) + ")");
        } else {
            result.copies.emplace_back(found->second, target.tensor);
        }
    }
    for (const auto& [name, value] : loaded) {
        if (!known.contains(name))
            result.unexpected.push_back(name);
    }
    return result;
}

} // namespace

void Model::loadStateDict(const std::filesystem::path& path)
{
    const StateDictMatch found = match(*this, internal::readStateDictFile(path));
    if (!found.missing.empty() || !found.unexpected.empty() || !found.misshapen.empty()) {
        throw Error(
            ErrorCode::ShapeMismatch,
            Message{ESPALIER_TR("core", "The weights in %1 do not fit the network; missing: %2; unexpected: %3; of "
                                        "another shape: %4."),
                    {path.string(), listed(found.missing), listed(found.unexpected), listed(found.misshapen)}});
    }
    const c10::AutoGradMode noGradients(false);
    for (const auto& [from, to] : found.copies)
        to.copy_(from);
}

void Model::saveTorchScript(const std::filesystem::path& path) const
{
    OutputFile file(path);
    try {
        torch::jit::ExportModule(m_impl->module,
                                 [&file](const void* bytes, std::size_t size) { return file.write(bytes, size); },
                                 {{internal::kMetadataFile, internal::writeMetadata(*m_impl)}});
    } catch (const std::exception& exception) {
        const auto* torchError = dynamic_cast<const c10::Error*>(&exception);
        const std::string text = torchError ? torchError->what_without_backtrace() : exception.what();
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot write %1: %2."),
                                           {path.string(), text.substr(0, text.find('\n'))}});
    }
    file.finish();
}

void Model::saveStateDict(const std::filesystem::path& path) const
{
    internal::NamedTensors tensors;
    for (const internal::NamedTensor& tensor : internal::namedTensors(*this))
        tensors.emplace_back(tensor.name, tensor.tensor);
    internal::writeStateDictFile(path, tensors);
}

} // namespace espalier
