// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/onnx_signature.h"

#include <array>
#include <cstdint>
#include <optional>

#include "core/serialization/input_file.h"

namespace espalier {
namespace {

constexpr std::uint64_t kIrVersion = 1;
constexpr std::uint64_t kGraph = 7;

// Field numbers of ModelProto and whether each is a number (wire type 0) or has a length (wire type 2).
struct Field
{
    std::uint64_t number;
    std::uint64_t wireType;
};
constexpr std::array<Field, 11> kFields = {
    {{1, 0}, {2, 2}, {3, 2}, {4, 2}, {5, 0}, {6, 2}, {7, 2}, {8, 2}, {14, 2}, {20, 2}, {25, 2}}};

std::optional<std::uint64_t> takeVarint(const InputFile& file, std::uint64_t& position)
{
    constexpr std::uint64_t kLongestVarint = 10;
    const std::string bytes = file.readUpTo(position, kLongestVarint);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (i < kLongestVarint - 1)
            value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
        if ((byte & 0x80) == 0) {
            position += i + 1;
            return value;
        }
    }
    return std::nullopt;
}

bool isKnownField(std::uint64_t key)
{
    for (const Field& field : kFields) {
        if (key == (field.number << 3 | field.wireType))
            return true;
    }
    return false;
}

} // namespace

bool looksLikeOnnx(const InputFile& file)
{
    // Far more fields than a model has, far fewer than would take long.
    constexpr int kMostFields = 100000;
    std::uint64_t position = 0;
    bool versionSeen = false;
    for (int i = 0; i < kMostFields && position < file.size(); ++i) {
        const std::optional<std::uint64_t> key = takeVarint(file, position);
        if (!key || !isKnownField(*key))
            return false;
        const std::optional<std::uint64_t> value = takeVarint(file, position);
        if (!value)
            return false;
        versionSeen = versionSeen || *key >> 3 == kIrVersion;
        // The graph is nearly the whole file; where a download broke off inside it, this still is ONNX.
        if (*key >> 3 == kGraph)
            return versionSeen;
        if ((*key & 7) == 2) {
            if (*value > file.size() - position)
                return false;
            position += *value;
        }
    }
    return false;
}

} // namespace espalier
