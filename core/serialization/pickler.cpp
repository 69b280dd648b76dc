// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/pickler.h"

#include <bit>
#include <limits>

#include "core/base/error.h"
#include "core/serialization/internal/tensor_storage.h"
#include "core/serialization/pickle_opcodes.h"

namespace espalier::internal {

using namespace pickle;

void Pickler::write(const PickleValue& value)
{
    put(kProto);
    put(2);
    writeValue(value);
    put(kStop);
}

void Pickler::writeValue(const PickleValue& value)
{
    std::visit([this](const auto& item) { writeItem(item); }, value.value);
}

void Pickler::writeItem(PickleValue::None)
{
    put(kNone);
}

void Pickler::writeItem(bool value)
{
    put(value ? kNewTrue : kNewFalse);
}

void Pickler::writeItem(std::int64_t value)
{
    if (value >= 0 && value <= std::numeric_limits<std::uint8_t>::max()) {
        put(kBinInt1);
        put(static_cast<unsigned char>(value));
    } else if (value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max()) {
        put(kBinInt);
        putInteger(static_cast<std::uint32_t>(value));
    } else {
        put(kLong1);
        put(sizeof(value));
        putInteger(static_cast<std::uint64_t>(value));
    }
}

void Pickler::writeItem(double value)
{
    put(kBinFloat);
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 56; shift >= 0; shift -= 8)
        put(static_cast<unsigned char>(bits >> shift));
}

void Pickler::writeItem(const std::string& value)
{
    if (value.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "A text of more than 4 GB cannot be written to a file of tensors."), {}});
    const std::string memoKey = "text " + value;
    if (recall(memoKey))
        return;
    put(kBinUnicode);
    putInteger(static_cast<std::uint32_t>(value.size()));
    m_bytes += value;
    remember(memoKey);
}

void Pickler::writeItem(const at::Tensor& value)
{
    const char* storage = value.defined() ? storageName(value.scalar_type()) : nullptr;
    if (!storage || value.layout() != at::kStrided)
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "A tensor of the type %1 cannot be written to a file of tensors."),
                            {value.defined() ? std::string(value.toString()) : std::string("undefined")}});
    at::Tensor tensor = value.detach().cpu().resolve_conj().resolve_neg();
    const std::size_t index = storageIndex(tensor);
    writeGlobal("torch._utils", "_rebuild_tensor_v2");
    put(kMark);
    put(kMark);
    writeItem(std::string("storage"));
    writeGlobal("torch", storage);
    writeItem(std::to_string(index));
    writeItem(std::string("cpu"));
    writeItem(static_cast<std::int64_t>(tensor.storage().nbytes() / tensor.itemsize()));
    put(kTuple);
    put(kBinPersId);
    writeItem(std::int64_t{tensor.storage_offset()});
    writeShape(tensor.sizes());
    writeShape(tensor.strides());
    put(kNewFalse);
    writeGlobal("collections", "OrderedDict");
    put(kEmptyTuple);
    put(kReduce);
    put(kTuple);
    put(kReduce);
}

void Pickler::writeItem(const PickleValue::List& value)
{
    put(kEmptyList);
    put(kMark);
    for (const PickleValue& item : value.items)
        writeValue(item);
    put(kAppends);
}

void Pickler::writeItem(const PickleValue::Tuple& value)
{
    put(kMark);
    for (const PickleValue& item : value.items)
        writeValue(item);
    put(kTuple);
}

void Pickler::writeItem(const PickleValue::Dict& value)
{
    if (value.ordered) {
        writeGlobal("collections", "OrderedDict");
        put(kEmptyTuple);
        put(kReduce);
    } else {
        put(kEmptyDict);
    }
    put(kMark);
    for (const auto& [key, item] : value.items) {
        writeValue(key);
        writeValue(item);
    }
    put(kSetItems);
}

// PyTorch refuses one storage under two dtypes, so a tensor that reinterprets another's bytes gets its own.
std::size_t Pickler::storageIndex(at::Tensor& tensor)
{
    const void* identity = tensor.storage().unsafeGetStorageImpl();
    const auto found = m_storageIndices.find(identity);
    if (found != m_storageIndices.end()) {
        if (m_storages[found->second].scalar_type() == tensor.scalar_type())
            return found->second;
        tensor = tensor.clone();
        identity = tensor.storage().unsafeGetStorageImpl();
    }
    const std::size_t index = m_storages.size();
    m_storageIndices.emplace(identity, index);
    m_storages.push_back(tensor);
    return index;
}

void Pickler::writeGlobal(const std::string& module, const std::string& name)
{
    const std::string line = module + "\n" + name + "\n";
    if (recall(line))
        return;
    put(kGlobal);
    m_bytes += line;
    remember(line);
}

void Pickler::writeShape(at::IntArrayRef sizes)
{
    put(kMark);
    for (const std::int64_t size : sizes)
        writeItem(size);
    put(kTuple);
}

bool Pickler::recall(const std::string& text)
{
    const auto found = m_memo.find(text);
    if (found == m_memo.end())
        return false;
    put(kLongBinGet);
    putInteger(found->second);
    return true;
}

void Pickler::remember(const std::string& text)
{
    const auto index = static_cast<std::uint32_t>(m_memo.size());
    m_memo.emplace(text, index);
    put(kLongBinPut);
    putInteger(index);
}

template <typename Integer>
void Pickler::putInteger(Integer value)
{
    for (unsigned i = 0; i < sizeof(Integer); ++i)
        put(static_cast<unsigned char>(value >> (8 * i)));
}

} // namespace espalier::internal
