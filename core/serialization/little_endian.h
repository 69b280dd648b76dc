// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace espalier {

/// Unsigned integers as files store them: lowest byte first, at any address.
template <typename Integer>
Integer readLittleEndian(const char* bytes)
{
    Integer value = 0;
    for (unsigned i = 0; i < sizeof(Integer); ++i)
        value = static_cast<Integer>(value | (static_cast<Integer>(static_cast<unsigned char>(bytes[i])) << (8 * i)));
    return value;
}

inline std::uint16_t readU16(const char* bytes)
{
    return readLittleEndian<std::uint16_t>(bytes);
}
inline std::uint32_t readU32(const char* bytes)
{
    return readLittleEndian<std::uint32_t>(bytes);
}
inline std::uint64_t readU64(const char* bytes)
{
    return readLittleEndian<std::uint64_t>(bytes);
}

} // namespace espalier
