// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/pickle_call.h"

#include "core/base/error.h"

namespace espalier::internal {
namespace {

using Tuple = PickleObject::Tuple;

/// Typed access to arguments; what does not fit is a damaged file.
class Arguments
{
public:
    Arguments(const Tuple& tuple, const std::string& file)
        : m_items(tuple.items)
        , m_file(file)
    {
    }

    std::size_t size() const { return m_items.size(); }

    template <typename Value>
    const Value& at(std::size_t index) const
    {
        const Value* value = index < m_items.size() ? std::get_if<Value>(&m_items[index]->value) : nullptr;
        if (!value)
            throwDamaged();
        return *value;
    }

    template <typename Value>
    bool holds(std::size_t index) const
    {
        return index < m_items.size() && std::holds_alternative<Value>(m_items[index]->value);
    }

    std::vector<std::int64_t> integers(std::size_t index) const
    {
        std::vector<std::int64_t> result;
        for (const PickleObject* item : at<Tuple>(index).items) {
            const auto* value = std::get_if<std::int64_t>(&item->value);
            if (!value)
                throwDamaged();
            result.push_back(*value);
        }
        return result;
    }

    [[noreturn]] void throwDamaged() const
    {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The file %1 is damaged: the description of a tensor in it is "
                                                "incomplete."),
                            {m_file}});
    }

private:
    const std::vector<PickleObject*>& m_items;
    const std::string& m_file;
};

[[noreturn]] void throwUnknownDType(const std::string& dtype, const std::string& file)
{
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "The file %1 contains tensors of the type %2, which is not supported; "
                                            "convert them in Python, e.g. with tensor.float()."),
                        {file, dtype}});
}

std::string lastComponent(const std::string& global)
{
    return global.substr(global.rfind('.') + 1);
}

at::Tensor rebuildTensor(const Arguments& arguments, std::optional<at::ScalarType> dtype, const std::string& file)
{
    const auto& view = arguments.at<StorageView>(0);
    const TensorLayout layout{dtype.value_or(view.dtype), arguments.at<std::int64_t>(1), arguments.integers(2),
                              arguments.integers(3)};
    return makeTensor(view, layout, file);
}

PickleObject* makeOrderedDict(const Arguments& arguments, PickleObjects& objects)
{
    PickleObject::Dict dict;
    dict.ordered = true;
    if (arguments.size() > 0) {
        // Python 2 wrote OrderedDict([[key, value], ...]).
        const auto& pairs = arguments.at<PickleObject::List>(0).items;
        if (!objects.mayCopy(pairs.size()))
            arguments.throwDamaged();
        for (const PickleObject* pair : pairs) {
            const auto* list = std::get_if<PickleObject::List>(&pair->value);
            const auto* tuple = std::get_if<Tuple>(&pair->value);
            const std::vector<PickleObject*>* items = list ? &list->items : tuple ? &tuple->items : nullptr;
            if (!items || items->size() != 2)
                arguments.throwDamaged();
            dict.items.emplace_back(items->front(), items->back());
        }
    }
    return objects.add(std::move(dict));
}

at::ScalarType dtypeOfThirdVersion(const Arguments& arguments, const std::string& file)
{
    const std::string name = lastComponent(arguments.at<PickleObject::Global>(6).name);
    const std::optional<at::ScalarType> dtype = namedDType(name);
    if (!dtype)
        throwUnknownDType(name, file);
    return *dtype;
}

} // namespace

PickleObject* callGlobal(const std::string& function, const Tuple& tuple, PickleObjects& objects,
                         const std::string& file)
{
    const Arguments arguments(tuple, file);
    if (function == "collections.OrderedDict")
        return makeOrderedDict(arguments, objects);
    if (function == "torch._utils._rebuild_tensor" || function == "torch._utils._rebuild_tensor_v2")
        return objects.add(rebuildTensor(arguments, std::nullopt, file));
    if (function == "torch._utils._rebuild_tensor_v3")
        return objects.add(rebuildTensor(arguments, dtypeOfThirdVersion(arguments, file), file));
    if (function == "torch._utils._rebuild_parameter" || function == "torch._utils._rebuild_parameter_with_state")
        return objects.add(arguments.at<at::Tensor>(0));
    if (function == "torch.Size")
        return arguments.holds<Tuple>(0) ? tuple.items.front() : objects.add(Tuple{});
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "The file %1 calls the Python function %2, which is not supported."),
                        {file, function}});
}

StorageRequest storageRequest(const PickleObject& persistentId, const std::string& file)
{
    static const Tuple kNothing;
    const auto* tuple = std::get_if<Tuple>(&persistentId.value);
    const Arguments arguments(tuple ? *tuple : kNothing, file);
    if (arguments.at<std::string>(0) != "storage")
        arguments.throwDamaged();
    StorageRequest request;
    const std::string type = lastComponent(arguments.at<PickleObject::Global>(1).name);
    const std::optional<at::ScalarType> dtype = storageDType(type);
    if (!dtype)
        throwUnknownDType(type, file);
    request.dtype = *dtype;
    request.key = arguments.at<std::string>(2);
    constexpr std::size_t kLongestKey = 256;
    if (request.key.size() > kLongestKey)
        arguments.throwDamaged();
    request.elements = arguments.at<std::int64_t>(4);
    if (arguments.holds<Tuple>(5)) {
        const Arguments part(arguments.at<Tuple>(5), file);
        request.part.emplace(part.at<std::int64_t>(1), part.at<std::int64_t>(2));
    }
    return request;
}

} // namespace espalier::internal
