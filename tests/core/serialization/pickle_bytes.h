// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

/// Hand-written pickles and legacy files, for what Python would never write.
namespace pickle_bytes {

inline std::string global(const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}

inline std::string text(const std::string& value)
{
    return "\x8c" + std::string(1, static_cast<char>(value.size())) + value;
}

template <typename Integer>
std::string littleEndian(Integer value)
{
    std::string bytes;
    for (unsigned i = 0; i < sizeof(value); ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    return bytes;
}

inline std::string integer(std::int64_t value)
{
    return "\x8a\x08" + littleEndian(value);
}

inline std::string tuple(const std::string& items)
{
    return "(" + items + "t";
}

/// A mention of storage @p key with @p elements elements.
inline std::string storage(const std::string& key, std::int64_t elements, const std::string& type = "FloatStorage")
{
    return tuple(text("storage") + global("torch", type) + text(key) + text("cpu") + integer(elements)) + "Q";
}

/// The call that rebuilds a tensor. @p sizes and @p strides are concatenated integer()s.
inline std::string tensor(const std::string& storageMention, std::int64_t offset, const std::string& sizes,
                          const std::string& strides)
{
    return global("torch._utils", "_rebuild_tensor_v2")
           + tuple(storageMention + integer(offset) + tuple(sizes) + tuple(strides) + "\x89"
                   + global("collections", "OrderedDict") + ")R")
           + "R";
}

/// A pickle of protocol 2 of that content.
inline std::string pickle(const std::string& content)
{
    return "\x80\x02" + content + ".";
}

/// torch.save()'s format before PyTorch 1.6 with @p content and @p keys as pickles, then @p storages as they are.
inline std::string legacyFile(const std::string& content, const std::string& keys = pickle("]"),
                              const std::string& storages = {})
{
    const std::string magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
    const std::string protocol("\x80\x02M\xe9\x03.", 6);
    return magic + protocol + pickle("}") + content + keys + storages;
}

/// The key list of one storage called "0", and that storage: @p announced elements, then @p bytes.
inline std::string keysOfOne()
{
    return pickle("(" + text("0") + "l");
}
inline std::string storageBytes(std::int64_t announced, const std::string& bytes)
{
    return littleEndian(announced) + bytes;
}

} // namespace pickle_bytes
