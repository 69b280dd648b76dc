// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes must end in a value or an Error; every tensor that comes out must be readable.

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <cstdlib>

#include "core/base/error.h"
#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/unpickler.h"

using namespace espalier;
using namespace espalier::internal;

namespace {

/// The same 64 bytes for every key, so that a bare pickle can be read without an archive.
class FixedStorageSource final : public StorageSource
{
public:
    StorageView storage(const StorageRequest& request) override { return {m_storage, request.dtype, 0, kBytes}; }

private:
    static constexpr std::int64_t kBytes = 64;
    c10::Storage m_storage = allocateStorage(kBytes, "memory");
};

void touch(const PickleValue& value);

void touchItem(const at::Tensor& tensor)
{
    constexpr std::int64_t kMostElements = 100000;
    if (tensor.numel() > 0 && tensor.numel() <= kMostElements && !tensor.clone().defined())
        std::abort();
}
void touchItem(const PickleValue::Dict& dict)
{
    for (const auto& [key, item] : dict.items) {
        touch(key);
        touch(item);
    }
}
void touchItem(const PickleValue::List& list)
{
    for (const PickleValue& item : list.items)
        touch(item);
}
void touchItem(const PickleValue::Tuple& tuple)
{
    for (const PickleValue& item : tuple.items)
        touch(item);
}
template <typename Value>
void touchItem(const Value&)
{
}

void touch(const PickleValue& value)
{
    std::visit([](const auto& item) { touchItem(item); }, value.value);
}

template <typename Read>
void expectValueOrError(Read read)
{
    try {
        touch(read());
    } catch (const Error& error) {
        if (error.message().text.empty())
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::string name = "memory";
    expectValueOrError([&] { return readPickleFile(InputFile(bytes, name)); });
    expectValueOrError([&] {
        FixedStorageSource source;
        return Unpickler(bytes, &source, name).load();
    });
    return 0;
}
