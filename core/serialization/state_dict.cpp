// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/serialization/internal/pickle_value.h"

namespace espalier::internal {
namespace {

using Dict = PickleValue::Dict;

const Dict* asDict(const PickleValue& value)
{
    return std::get_if<Dict>(&value.value);
}

bool isTensor(const PickleValue& value)
{
    return std::holds_alternative<at::Tensor>(value.value);
}

bool holdsOnlyTensors(const Dict& dict)
{
    return !dict.items.empty() && std::all_of(dict.items.begin(), dict.items.end(), [](const auto& item) {
        const Dict* nested = asDict(item.second);
        return isTensor(item.second) || (nested && holdsOnlyTensors(*nested));
    });
}

const Dict* findDict(const Dict& dict, const std::string& name)
{
    for (const auto& [key, value] : dict.items) {
        const auto* text = std::get_if<std::string>(&key.value);
        if (text && *text == name)
            return asDict(value);
    }
    return nullptr;
}

// {"net": {...}, "acc": 94.1, "epoch": 199}
const Dict* onlyDictOfTensors(const Dict& dict)
{
    const Dict* found = nullptr;
    bool hasOtherThings = false;
    for (const auto& [key, value] : dict.items) {
        const Dict* nested = asDict(value);
        const bool ofTensors = nested && holdsOnlyTensors(*nested);
        if (isTensor(value) || (ofTensors && found))
            return nullptr;
        if (ofTensors)
            found = nested;
        hasOtherThings = hasOtherThings || !ofTensors;
    }
    return hasOtherThings ? found : nullptr;
}

const Dict& unwrap(const Dict& dict)
{
    for (const char* name : {"state_dict", "model_state_dict", "model"}) {
        if (const Dict* inner = findDict(dict, name))
            return unwrap(*inner);
    }
    const Dict* only = onlyDictOfTensors(dict);
    return only ? *only : dict;
}

// What a module adds to its state dict on its own; PyTorch's modules with weights have none.
bool isExtraState(const std::string& name)
{
    constexpr std::string_view kExtraState = "_extra_state";
    return name.ends_with(kExtraState);
}

void collect(const Dict& dict, const std::string& prefix, const std::string& file, NamedTensors& tensors)
{
    for (const auto& [key, value] : dict.items) {
        const auto* text = std::get_if<std::string>(&key.value);
        const auto* number = std::get_if<std::int64_t>(&key.value);
        const std::string name = prefix + (text ? *text : number ? std::to_string(*number) : std::string("?"));
        const Dict* nested = asDict(value);
        if (const auto* tensor = std::get_if<at::Tensor>(&value.value))
            tensors.emplace_back(name, *tensor);
        else if (nested && holdsOnlyTensors(*nested))
            collect(*nested, name + ".", file, tensors);
        else if (!isExtraState(name))
            throw Error(ErrorCode::Unsupported,
                        Message{ESPALIER_TR("core", "The file %1 is not a state dict: its entry %2 is no tensor."),
                                {file, name}});
    }
}

void stripDataParallel(NamedTensors& tensors)
{
    constexpr std::string_view kPrefix = "module.";
    const bool all =
        std::all_of(tensors.begin(), tensors.end(), [&](const auto& item) { return item.first.starts_with(kPrefix); });
    for (auto& [name, tensor] : tensors) {
        if (all)
            name.erase(0, kPrefix.size());
    }
}

} // namespace

NamedTensors readStateDictFile(const std::filesystem::path& path)
{
    const PickleValue value = readPickleFile(path);
    const Dict* dict = asDict(value);
    NamedTensors tensors;
    if (dict)
        collect(unwrap(*dict), "", path.string(), tensors);
    if (tensors.empty())
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 holds no named tensors, so it is not a state dict."),
                            {path.string()}});
    stripDataParallel(tensors);
    return tensors;
}

void writeStateDictFile(const std::filesystem::path& path, const NamedTensors& tensors)
{
    Dict dict;
    dict.ordered = true;
    for (const auto& [name, tensor] : tensors)
        dict.items.emplace_back(PickleValue{name}, PickleValue{tensor});
    writePickleFile(path, PickleValue{std::move(dict)});
}

} // namespace espalier::internal
