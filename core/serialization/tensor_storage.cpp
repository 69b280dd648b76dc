// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/tensor_storage.h"

#include <ATen/ops/empty.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/ScalarType.h>
#include <c10/util/Exception.h>

#include <array>

#include "core/base/error.h"

namespace espalier::internal {
namespace {

struct DTypeName
{
    at::ScalarType dtype;
    const char* storage;
    const char* name;
};

constexpr std::array<DTypeName, 12> kDTypes = {{{at::kFloat, "FloatStorage", "float32"},
                                                {at::kDouble, "DoubleStorage", "float64"},
                                                {at::kHalf, "HalfStorage", "float16"},
                                                {at::kBFloat16, "BFloat16Storage", "bfloat16"},
                                                {at::kLong, "LongStorage", "int64"},
                                                {at::kInt, "IntStorage", "int32"},
                                                {at::kShort, "ShortStorage", "int16"},
                                                {at::kChar, "CharStorage", "int8"},
                                                {at::kByte, "ByteStorage", "uint8"},
                                                {at::kBool, "BoolStorage", "bool"},
                                                {at::kComplexFloat, "ComplexFloatStorage", "complex64"},
                                                {at::kComplexDouble, "ComplexDoubleStorage", "complex128"}}};

[[noreturn]] void throwImpossibleLayout(const std::string& file)
{
    throw Error(
        ErrorCode::Corrupt,
        Message{ESPALIER_TR("core", "The file %1 is damaged: a tensor in it reaches beyond its data."), {file}});
}

bool multiply(std::int64_t a, std::int64_t b, std::int64_t& result)
{
    return !__builtin_mul_overflow(a, b, &result);
}

// Elements of the tensor; nullopt when sizes are negative or their product, zeros left out, does not fit.
std::optional<std::int64_t> checkedElements(const std::vector<std::int64_t>& sizes)
{
    std::int64_t product = 1;
    bool isEmpty = false;
    for (const std::int64_t size : sizes) {
        if (size < 0 || (size > 0 && !multiply(product, size, product)))
            return std::nullopt;
        isEmpty = isEmpty || size == 0;
    }
    return isEmpty ? 0 : product;
}

// Index of the element that lies furthest back in the storage.
std::optional<std::int64_t> lastElement(const TensorLayout& layout)
{
    std::int64_t last = layout.offset;
    for (std::size_t i = 0; i < layout.sizes.size(); ++i) {
        std::int64_t reach = 0;
        if (!multiply(layout.sizes[i] - 1, layout.strides[i], reach) || __builtin_add_overflow(last, reach, &last))
            return std::nullopt;
    }
    return last;
}

// A few bytes expanded with strides of 0 may claim to be terabytes, which the first copy would allocate.
bool isPlausibleExpansion(std::int64_t elements, const TensorLayout& layout, const StorageView& view)
{
    constexpr std::int64_t kLargestExpansion = std::int64_t{256} << 20;
    const std::optional<std::int64_t> bytes = byteCount(elements, layout.dtype);
    return bytes && (*bytes <= view.byteSize || *bytes <= kLargestExpansion);
}

void checkLayout(const StorageView& view, const TensorLayout& layout, const std::string& file)
{
    constexpr std::size_t kMostDimensions = 64;
    if (layout.sizes.size() != layout.strides.size() || layout.sizes.size() > kMostDimensions || layout.offset < 0)
        throwImpossibleLayout(file);
    for (const std::int64_t stride : layout.strides) {
        if (stride < 0)
            throwImpossibleLayout(file);
    }
    const std::optional<std::int64_t> elements = checkedElements(layout.sizes);
    if (!elements || !isPlausibleExpansion(*elements, layout, view))
        throwImpossibleLayout(file);
    const auto itemSize = static_cast<std::int64_t>(c10::elementSize(layout.dtype));
    const std::int64_t available = view.byteSize / itemSize;
    if (view.byteOffset % itemSize != 0 || layout.offset > available)
        throwImpossibleLayout(file);
    if (*elements == 0)
        return;
    const std::optional<std::int64_t> last = lastElement(layout);
    if (!last || *last >= available)
        throwImpossibleLayout(file);
}

} // namespace

std::optional<at::ScalarType> storageDType(std::string_view name)
{
    if (name == "UntypedStorage" || name == "_UntypedStorage")
        return at::kByte;
    for (const DTypeName& dtype : kDTypes) {
        if (name == dtype.storage)
            return dtype.dtype;
    }
    return std::nullopt;
}

std::optional<at::ScalarType> namedDType(std::string_view name)
{
    for (const DTypeName& dtype : kDTypes) {
        if (name == dtype.name)
            return dtype.dtype;
    }
    return std::nullopt;
}

const char* storageName(at::ScalarType dtype)
{
    for (const DTypeName& known : kDTypes) {
        if (dtype == known.dtype)
            return known.storage;
    }
    return nullptr;
}

c10::Storage allocateStorage(std::int64_t bytes, const std::string& file)
{
    try {
        return c10::Storage(c10::Storage::use_byte_size_t(), bytes, c10::GetCPUAllocator(), true);
    } catch (const c10::Error&) {
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "There is not enough memory to read the file %1."), {file}});
    }
}

std::optional<std::int64_t> byteCount(std::int64_t elements, at::ScalarType dtype)
{
    std::int64_t bytes = 0;
    if (elements < 0 || !multiply(elements, static_cast<std::int64_t>(c10::elementSize(dtype)), bytes))
        return std::nullopt;
    return bytes;
}

at::Tensor makeTensor(const StorageView& view, const TensorLayout& layout, const std::string& file)
{
    checkLayout(view, layout, file);
    const auto itemSize = static_cast<std::int64_t>(c10::elementSize(layout.dtype));
    try {
        at::Tensor tensor = at::empty({0}, at::TensorOptions().dtype(layout.dtype));
        tensor.set_(view.storage, view.byteOffset / itemSize + layout.offset, layout.sizes, layout.strides);
        return tensor;
    } catch (const c10::Error&) {
        throwImpossibleLayout(file);
    }
}

} // namespace espalier::internal
