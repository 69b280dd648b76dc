// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/pickle_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/serialization/little_endian.h"
#include "core/serialization/pickle_opcodes.h"

namespace espalier {
namespace {

using namespace pickle;

// How the argument of an opcode is laid out.
enum class Layout { None, Bytes1, Bytes2, Bytes4, Bytes8, Line, TwoLines, Length1, Length4, Length8, Unknown };

Layout fixedLayout(unsigned char opcode)
{
    switch (opcode) {
    case kBinInt1:
    case kBinGet:
    case kBinPut:
    case kProto:
    case kExt1:
        return Layout::Bytes1;
    case kBinInt2:
    case kExt2:
        return Layout::Bytes2;
    case kBinInt:
    case kLongBinGet:
    case kLongBinPut:
    case kExt4:
        return Layout::Bytes4;
    case kBinFloat:
    case kFrame:
        return Layout::Bytes8;
    default:
        return Layout::Unknown;
    }
}

Layout variableLayout(unsigned char opcode)
{
    switch (opcode) {
    case kInt:
    case kLong:
    case kFloat:
    case kString:
    case kUnicode:
    case kPersId:
    case kGet:
    case kPut:
        return Layout::Line;
    case kGlobal:
    case kInst:
        return Layout::TwoLines;
    case kShortBinString:
    case kShortBinBytes:
    case kShortBinUnicode:
    case kLong1:
        return Layout::Length1;
    case kBinString:
    case kBinBytes:
    case kBinUnicode:
    case kLong4:
        return Layout::Length4;
    case kBinUnicode8:
    case kBinBytes8:
    case kByteArray8:
        return Layout::Length8;
    default:
        return Layout::Unknown;
    }
}

bool hasNoArgument(unsigned char opcode)
{
    static constexpr std::string_view kPlain = "(.012NQRabd}elo]st)u\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94"
                                               "\x97\x98";
    return kPlain.find(static_cast<char>(opcode)) != std::string_view::npos;
}

class Scanner
{
public:
    explicit Scanner(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    PickleScan scan()
    {
        PickleScan result;
        while (m_position < m_bytes.size()) {
            const auto opcode = static_cast<unsigned char>(m_bytes[m_position++]);
            const std::optional<std::string_view> argument = takeArgument(opcode);
            if (!argument)
                return result;
            follow(opcode, *argument, result.globals);
            result.end = m_position;
            if (opcode == kStop) {
                result.complete = true;
                return result;
            }
        }
        return result;
    }

private:
    std::optional<std::string_view> take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_position)
            return std::nullopt;
        const std::string_view part = m_bytes.substr(m_position, size);
        m_position += size;
        return part;
    }

    std::optional<std::string_view> takeLines(int count)
    {
        std::size_t end = m_position;
        for (int i = 0; i < count; ++i) {
            end = m_bytes.find('\n', end);
            if (end == std::string_view::npos)
                return std::nullopt;
            ++end;
        }
        return take(end - m_position);
    }

    template <typename Integer>
    std::optional<std::string_view> takeCounted()
    {
        const std::optional<std::string_view> length = take(sizeof(Integer));
        return length ? take(readLittleEndian<Integer>(length->data())) : std::nullopt;
    }

    std::optional<std::string_view> takeArgument(unsigned char opcode)
    {
        if (hasNoArgument(opcode))
            return std::string_view();
        Layout layout = fixedLayout(opcode);
        if (layout == Layout::Unknown)
            layout = variableLayout(opcode);
        switch (layout) {
        case Layout::Bytes1:
            return take(1);
        case Layout::Bytes2:
            return take(2);
        case Layout::Bytes4:
            return take(4);
        case Layout::Bytes8:
            return take(8);
        case Layout::Line:
            return takeLines(1);
        case Layout::TwoLines:
            return takeLines(2);
        case Layout::Length1:
            return takeCounted<std::uint8_t>();
        case Layout::Length4:
            return takeCounted<std::uint32_t>();
        case Layout::Length8:
            return takeCounted<std::uint64_t>();
        default:
            return std::nullopt;
        }
    }

    // Follows strings through stack and memo just far enough to name what STACK_GLOBAL imports.
    void follow(unsigned char opcode, std::string_view argument, std::vector<std::string>& globals)
    {
        switch (opcode) {
        case kShortBinUnicode:
        case kBinUnicode:
        case kBinUnicode8:
            pushString(argument);
            break;
        case kMemoize:
            m_memo.emplace(m_memo.size(), m_strings[1]);
            break;
        case kBinPut:
            m_memo.insert_or_assign(readLittleEndian<std::uint8_t>(argument.data()), m_strings[1]);
            break;
        case kLongBinPut:
            m_memo.insert_or_assign(readU32(argument.data()), m_strings[1]);
            break;
        case kBinGet:
            pushMemo(readLittleEndian<std::uint8_t>(argument.data()));
            break;
        case kLongBinGet:
            pushMemo(readU32(argument.data()));
            break;
        case kStackGlobal:
            addGlobal(std::string(m_strings[0]) + "." + std::string(m_strings[1]), globals);
            break;
        case kGlobal:
        case kInst: {
            const std::size_t newline = argument.find('\n');
            addGlobal(std::string(argument.substr(0, newline)) + "."
                          + std::string(argument.substr(newline + 1, argument.size() - newline - 2)),
                      globals);
            break;
        }
        default:
            break;
        }
    }

    void pushString(std::string_view text) { m_strings = {m_strings[1], text}; }

    void pushMemo(std::uint64_t index)
    {
        const auto found = m_memo.find(index);
        if (found != m_memo.end())
            pushString(found->second);
    }

    static void addGlobal(std::string name, std::vector<std::string>& globals)
    {
        if (std::find(globals.begin(), globals.end(), name) == globals.end())
            globals.push_back(std::move(name));
    }

    std::string_view m_bytes;
    std::size_t m_position = 0;
    std::array<std::string_view, 2> m_strings;
    std::unordered_map<std::uint64_t, std::string_view> m_memo;
};

constexpr std::array<std::string_view, 17> kStorages = {
    "FloatStorage",  "DoubleStorage", "HalfStorage",         "BFloat16Storage",      "LongStorage",    "IntStorage",
    "ShortStorage",  "CharStorage",   "ByteStorage",         "BoolStorage",          "UntypedStorage", "QInt8Storage",
    "QUInt8Storage", "QInt32Storage", "ComplexFloatStorage", "ComplexDoubleStorage", "_UntypedStorage"};

constexpr std::array<std::string_view, 20> kDTypes = {
    "float32", "float64", "float16",       "bfloat16",    "int64",           "int32",          "int16",
    "int8",    "uint8",   "bool",          "complex32",   "complex64",       "complex128",     "uint16",
    "uint32",  "uint64",  "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz"};

template <typename List>
bool contains(const List& list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool isStorageName(std::string_view name)
{
    return contains(kStorages, name);
}

} // namespace

PickleScan scanPickle(std::string_view bytes)
{
    return Scanner(bytes).scan();
}

bool isTensorGlobal(std::string_view global)
{
    constexpr std::array<std::string_view, 7> kFunctions = {"collections.OrderedDict",
                                                            "torch._utils._rebuild_tensor_v2",
                                                            "torch._utils._rebuild_parameter",
                                                            "torch._utils._rebuild_tensor",
                                                            "torch._utils._rebuild_parameter_with_state",
                                                            "torch._utils._rebuild_tensor_v3",
                                                            "torch.Size"};
    if (contains(kFunctions, global))
        return true;
    constexpr std::string_view kModernStorage = "torch.storage.";
    if (global.starts_with(kModernStorage))
        return isStorageName(global.substr(kModernStorage.size()));
    constexpr std::string_view kTorch = "torch.";
    if (!global.starts_with(kTorch))
        return false;
    const std::string_view name = global.substr(kTorch.size());
    return isStorageName(name) || contains(kDTypes, name);
}

} // namespace espalier
