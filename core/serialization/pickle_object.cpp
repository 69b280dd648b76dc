// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/pickle_object.h"

#include <c10/core/ScalarType.h>

#include <unordered_map>

#include "core/base/error.h"

namespace espalier::internal {
namespace {

// Deeper than any checkpoint, shallow enough for the stack of every thread.
constexpr int kDeepest = 200;
// A shared object is written once and read at every mention; this bounds the memory that mentions can ask for.
constexpr std::size_t kCostOfValue = 16;
constexpr std::size_t kCostPerPickledByte = 32;
constexpr std::size_t kFreeCost = std::size_t{1} << 20;

class Converter
{
public:
    Converter(std::size_t budget, const std::string& file)
        : m_budget(budget)
        , m_file(file)
    {
    }

    PickleValue convert(const PickleObject& object, int depth)
    {
        if (depth > kDeepest)
            throwBeyondLimits();
        spend(kCostOfValue);
        return std::visit([&](const auto& value) { return PickleValue{make(value, depth)}; }, object.value);
    }

private:
    using Variant = decltype(PickleValue::value);

    Variant make(PickleObject::None, int) { return PickleValue::None{}; }
    Variant make(bool value, int) { return value; }
    Variant make(std::int64_t value, int) { return value; }
    Variant make(double value, int) { return value; }
    Variant make(const at::Tensor& value, int) { return value; }
    Variant make(const PickleObject::Global& value, int) { return value.name; }

    Variant make(const std::string& value, int)
    {
        spend(value.size());
        return value;
    }

    Variant make(const StorageView& view, int)
    {
        const auto elements = view.byteSize / static_cast<std::int64_t>(c10::elementSize(view.dtype));
        return makeTensor(view, {view.dtype, 0, {elements}, {1}}, m_file);
    }

    Variant make(const PickleObject::List& list, int depth) { return PickleValue::List{items(list.items, depth)}; }
    Variant make(const PickleObject::Tuple& tuple, int depth) { return PickleValue::Tuple{items(tuple.items, depth)}; }

    // A key that is set twice keeps its first place and its last value, as in Python.
    Variant make(const PickleObject::Dict& dict, int depth)
    {
        PickleValue::Dict result;
        result.ordered = dict.ordered;
        std::unordered_map<std::string, std::size_t> places;
        for (const auto& [key, value] : dict.items) {
            PickleValue convertedKey = convert(*key, depth + 1);
            PickleValue convertedValue = convert(*value, depth + 1);
            if (const auto* text = std::get_if<std::string>(&convertedKey.value)) {
                const auto [place, isNew] = places.emplace(*text, result.items.size());
                if (!isNew) {
                    result.items[place->second].second = std::move(convertedValue);
                    continue;
                }
            }
            result.items.emplace_back(std::move(convertedKey), std::move(convertedValue));
        }
        return result;
    }

    PickleValue::Items items(const std::vector<PickleObject*>& objects, int depth)
    {
        PickleValue::Items result;
        for (const PickleObject* object : objects)
            result.push_back(convert(*object, depth + 1));
        return result;
    }

    void spend(std::size_t cost)
    {
        if (cost > m_budget)
            throwBeyondLimits();
        m_budget -= cost;
    }

    [[noreturn]] void throwBeyondLimits() const
    {
        throw Error(
            ErrorCode::Corrupt,
            Message{ESPALIER_TR("core", "The file %1 is damaged: its contents are nested without end."), {m_file}});
    }

    std::size_t m_budget;
    const std::string& m_file;
};

} // namespace

PickleValue toPickleValue(const PickleObject& object, std::size_t pickleSize, const std::string& file)
{
    return Converter(pickleSize * kCostPerPickledByte + kFreeCost, file).convert(object, 0);
}

} // namespace espalier::internal
