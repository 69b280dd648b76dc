// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/torchscript_reader.h"

#include <c10/util/Exception.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/serialization/import.h>

#include <regex>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/model/compute_environment.h"
#include "core/model/internal/archive_metadata.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/graph_simplifier.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/module_tree_builder.h"
#include "core/model/internal/operator_compat.h"
#include "core/model/internal/shape_inference.h"
#include "core/serialization/file_kind.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

/// LibTorch's sentence about an operator that it lacks names it in the first lines.
std::string unknownOperator(const std::string& text)
{
    static const std::regex kPattern("Unknown builtin op: ([A-Za-z0-9_:.]+[A-Za-z0-9_])");
    std::smatch match;
    return std::regex_search(text, match, kPattern) ? match[1].str() : std::string();
}

[[noreturn]] void throwUnreadable(const std::filesystem::path& path, const std::exception& exception)
{
    const auto* torchError = dynamic_cast<const c10::Error*>(&exception);
    const std::string text = torchError ? torchError->what_without_backtrace() : exception.what();
    if (const std::string name = unknownOperator(text); !name.empty()) {
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "%1 uses the operator %2, which LibTorch %3 does not have; save the network "
                                        "with an older PyTorch, or build Espalier with a newer LibTorch."),
                    {path.string(), name, libTorchVersion()}});
    }
    throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "%1 cannot be read as TorchScript: %2"),
                                            {path.string(), text.substr(0, text.find('\n'))}});
}

std::string joined(const std::vector<std::string>& names, std::size_t most = 5)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + ", ..." : text;
}

void reportChanges(const RebuiltModule& rebuilt, ModelImpl& impl)
{
    if (!rebuilt.droppedMethods.empty()) {
        impl.issues.push_back({Severity::Info,
                               Message{ESPALIER_TR("core", "Methods other than forward() are not kept: %1."),
                                       {joined(rebuilt.droppedMethods)}},
                               std::nullopt,
                               {}});
    }
    if (!rebuilt.convertedTensors.empty()) {
        impl.issues.push_back(
            {Severity::Warning,
             Message{ESPALIER_TR("core", "%1 tensors of other precision were converted to float32: %2."),
                     {std::to_string(rebuilt.convertedTensors.size()), joined(rebuilt.convertedTensors)}},
             std::nullopt,
             {}});
    }
}

void requireParameters(const Module& module, const std::filesystem::path& path)
{
    if (module.parameters().size() > 0)
        return;
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "%1 holds no parameters: it was frozen (torch.jit.freeze) or optimised for "
                                            "inference; open the file that was saved before."),
                        {path.string()}});
}

bool isQuantized(const std::shared_ptr<Graph>& graph)
{
    for (const Node* node : graph->nodes()) {
        if (std::string(node->kind().toQualString()).rfind("quantized::", 0) == 0)
            return true;
    }
    return false;
}

Module loadModule(const std::filesystem::path& path, ExtraFilesMap& extra)
{
    registerMissingOperators();
    try {
        Module module = load(path.string(), c10::Device(c10::DeviceType::CPU), extra);
        module.eval();
        return module;
    } catch (const std::exception& exception) {
        throwUnreadable(path, exception);
    }
}

} // namespace

std::unique_ptr<ModelImpl> readTorchScript(const std::filesystem::path& path, ProgressSink& sink, std::stop_token stop)
{
    const Message reading{ESPALIER_TR("core", "Reading %1"), {path.filename().string()}};
    sink.progress(0.0, reading);
    requireTorchScript(detectFileKind(path), path);
    ExtraFilesMap extra{{kMetadataFile, ""}};
    const Module original = loadModule(path, extra);
    throwIfStopped(stop);
    sink.progress(0.5, Message{ESPALIER_TR("core", "Analysing the graph"), {}});

    auto impl = std::make_unique<ModelImpl>();
    try {
        if (!original.find_method("forward")) {
            throw Error(ErrorCode::Unsupported,
                        Message{ESPALIER_TR("core", "%1 has no forward() method."), {path.string()}});
        }
        impl->graph = inlinedForward(original);
        if (isQuantized(impl->graph)) {
            throw Error(
                ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "%1 is already quantized to integers, which cannot be edited; open the "
                                            "network as it was before quantization."),
                        {path.string()}});
        }
        requireParameters(original, path);
        simplifyGraph(impl->graph);
        RebuiltModule rebuilt = rebuildModuleTree(original, impl->graph, path.string());
        reportChanges(rebuilt, *impl);
        impl->module = rebuilt.module;
        throwIfStopped(stop);
        normalizeTraining(impl->graph);
        if (!extra[kMetadataFile].empty())
            readMetadata(*impl, extra[kMetadataFile]);
        impl->collect();
        if (!impl->inputs.empty())
            inferShapes(*impl, std::vector<InputSpec>(impl->inputs));
    } catch (const Error&) {
        throw;
    } catch (const std::exception& exception) {
        throwUnreadable(path, exception);
    }
    sink.progress(1.0, reading);
    return impl;
}

} // namespace espalier::internal
