// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/internal/unpickler.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/error.h"
#include "core/serialization/internal/pickle_call.h"
#include "core/serialization/little_endian.h"
#include "core/serialization/pickle_opcodes.h"
#include "core/serialization/pickle_scan.h"

namespace espalier::internal {
namespace {

// A name from a damaged file may be anything; a sentence needs something short that can be read.
std::string printable(const std::string& name)
{
    constexpr std::size_t kLongestName = 100;
    std::string result = name.substr(0, kLongestName);
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return name.size() > kLongestName ? result + "..." : result;
}

} // namespace

using namespace pickle;

Unpickler::Unpickler(std::string_view bytes, StorageSource* source, const std::string& file)
    : m_bytes(bytes)
    , m_source(source)
    , m_file(file)
{
}

PickleValue Unpickler::load()
{
    while (true) {
        const auto opcode = takeInteger<unsigned char>();
        if (opcode == kStop)
            break;
        if (!readScalar(opcode) && !readText(opcode) && !readContainer(opcode) && !readMemo(opcode)
            && !readCall(opcode))
            throwDamaged();
    }
    return toPickleValue(*pop(), m_position, m_file);
}

bool Unpickler::readScalar(unsigned char opcode)
{
    switch (opcode) {
    case kProto:
        take(1);
        return true;
    case kFrame:
        take(8);
        return true;
    case kNone:
        push(m_objects.add(PickleObject::None{}));
        return true;
    case kNewTrue:
        push(m_objects.add(true));
        return true;
    case kNewFalse:
        push(m_objects.add(false));
        return true;
    case kBinInt:
        push(m_objects.add(std::int64_t{static_cast<std::int32_t>(takeInteger<std::uint32_t>())}));
        return true;
    case kBinInt1:
        push(m_objects.add(std::int64_t{takeInteger<std::uint8_t>()}));
        return true;
    case kBinInt2:
        push(m_objects.add(std::int64_t{takeInteger<std::uint16_t>()}));
        return true;
    case kLong1:
        pushLong(take(takeInteger<std::uint8_t>()));
        return true;
    case kLong4:
        pushLong(take(takeInteger<std::uint32_t>()));
        return true;
    case kBinFloat: {
        // The only number that pickles store highest byte first.
        std::string bytes(take(8));
        std::reverse(bytes.begin(), bytes.end());
        push(m_objects.add(std::bit_cast<double>(readU64(bytes.data()))));
        return true;
    }
    default:
        return false;
    }
}

bool Unpickler::readText(unsigned char opcode)
{
    std::uint64_t length = 0;
    switch (opcode) {
    case kShortBinUnicode:
    case kShortBinString:
    case kShortBinBytes:
        length = takeInteger<std::uint8_t>();
        break;
    case kBinUnicode:
    case kBinString:
    case kBinBytes:
        length = takeInteger<std::uint32_t>();
        break;
    case kBinUnicode8:
    case kBinBytes8:
        length = takeInteger<std::uint64_t>();
        break;
    default:
        return false;
    }
    push(m_objects.add(std::string(take(length))));
    return true;
}

bool Unpickler::readContainer(unsigned char opcode)
{
    switch (opcode) {
    case kMark:
        m_marks.push_back(m_stack.size());
        return true;
    case kEmptyList:
        push(m_objects.add(PickleObject::List{}));
        return true;
    case kEmptyDict:
        push(m_objects.add(PickleObject::Dict{}));
        return true;
    case kEmptyTuple:
        pushTuple(0);
        return true;
    case kTuple1:
    case kTuple2:
    case kTuple3:
        pushTuple(opcode - kTuple1 + std::size_t{1});
        return true;
    case kTuple:
        push(m_objects.add(PickleObject::Tuple{popMark()}));
        return true;
    case kList:
        push(m_objects.add(PickleObject::List{popMark()}));
        return true;
    case kDict:
        pushDictOfMark();
        return true;
    case kAppend:
        appendItems({pop()});
        return true;
    case kAppends:
        appendItems(popMark());
        return true;
    case kSetItem: {
        PickleObject* value = pop();
        PickleObject* key = pop();
        setItems({key, value});
        return true;
    }
    case kSetItems:
        setItems(popMark());
        return true;
    default:
        return false;
    }
}

bool Unpickler::readMemo(unsigned char opcode)
{
    const auto recall = [this](std::uint64_t index) {
        const auto found = m_memo.find(index);
        if (found == m_memo.end())
            throwDamaged();
        push(found->second);
        return true;
    };
    const auto remember = [this](std::uint64_t index) {
        m_memo.insert_or_assign(index, top());
        return true;
    };
    switch (opcode) {
    case kBinGet:
        return recall(takeInteger<std::uint8_t>());
    case kLongBinGet:
        return recall(takeInteger<std::uint32_t>());
    case kBinPut:
        return remember(takeInteger<std::uint8_t>());
    case kLongBinPut:
        return remember(takeInteger<std::uint32_t>());
    case kMemoize:
        return remember(m_memo.size());
    case kPop:
        pop();
        return true;
    case kPopMark:
        popMark();
        return true;
    case kDup:
        push(top());
        return true;
    default:
        return false;
    }
}

bool Unpickler::readCall(unsigned char opcode)
{
    switch (opcode) {
    case kGlobal: {
        const std::string module(takeLine());
        pushGlobal(module + "." + std::string(takeLine()));
        return true;
    }
    case kStackGlobal:
        pushStackGlobal();
        return true;
    case kReduce:
    case kNewObj:
        call();
        return true;
    case kBuild:
        build();
        return true;
    case kBinPersId:
        pushStorage();
        return true;
    default:
        return false;
    }
}

// Lowest byte first, two's complement, any length. Beyond 64 bits (a random seed, say) the nearest double.
void Unpickler::pushLong(std::string_view bytes)
{
    const bool isNegative = !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80) != 0;
    if (bytes.size() <= sizeof(std::int64_t)) {
        std::string extended(bytes);
        extended.resize(sizeof(std::int64_t), isNegative ? '\xff' : '\0');
        push(m_objects.add(static_cast<std::int64_t>(readU64(extended.data()))));
        return;
    }
    double value =
        isNegative ? -std::ldexp(1.0, static_cast<int>(std::min<std::size_t>(8 * bytes.size(), 1 << 20))) : 0;
    for (std::size_t i = 0; i < bytes.size() && i < (1 << 17); ++i)
        value += std::ldexp(static_cast<double>(static_cast<unsigned char>(bytes[i])), static_cast<int>(8 * i));
    push(m_objects.add(value));
}

void Unpickler::pushTuple(std::size_t count)
{
    PickleObject::Tuple tuple;
    tuple.items.resize(count);
    for (std::size_t i = count; i-- > 0;)
        tuple.items[i] = pop();
    push(m_objects.add(std::move(tuple)));
}

void Unpickler::pushDictOfMark()
{
    const Objects items = popMark();
    push(m_objects.add(PickleObject::Dict{}));
    setItems(items);
}

void Unpickler::appendItems(const Objects& items)
{
    auto* list = std::get_if<PickleObject::List>(&top()->value);
    if (!list)
        throwDamaged();
    list->items.insert(list->items.end(), items.begin(), items.end());
}

void Unpickler::setItems(const Objects& items)
{
    auto* dict = std::get_if<PickleObject::Dict>(&top()->value);
    if (!dict || items.size() % 2 != 0)
        throwDamaged();
    for (std::size_t i = 0; i < items.size(); i += 2)
        dict->items.emplace_back(items[i], items[i + 1]);
}

void Unpickler::pushGlobal(std::string name)
{
    if (!isTensorGlobal(name))
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 contains the Python object %2. Only tensors are read, "
                                                "because other objects could run code; save the weights alone in "
                                                "Python: torch.save(model.state_dict(), \"weights.pth\")."),
                            {m_file, printable(name)}});
    push(m_objects.add(PickleObject::Global{std::move(name)}));
}

void Unpickler::pushStackGlobal()
{
    const PickleObject* name = pop();
    const PickleObject* module = pop();
    const auto* nameText = std::get_if<std::string>(&name->value);
    const auto* moduleText = std::get_if<std::string>(&module->value);
    if (!nameText || !moduleText)
        throwDamaged();
    pushGlobal(*moduleText + "." + *nameText);
}

void Unpickler::pushStorage()
{
    const PickleObject* id = pop();
    if (!m_source)
        throwDamaged();
    push(m_objects.add(m_source->storage(storageRequest(*id, m_file))));
}

void Unpickler::call()
{
    const PickleObject* arguments = pop();
    const PickleObject* function = pop();
    const auto* tuple = std::get_if<PickleObject::Tuple>(&arguments->value);
    const auto* global = std::get_if<PickleObject::Global>(&function->value);
    if (!tuple || !global)
        throwDamaged();
    push(callGlobal(global->name, *tuple, m_objects, m_file));
}

// The attributes of an OrderedDict hold `_metadata` (versions of modules), which weights do not need.
void Unpickler::build()
{
    pop();
    const auto* dict = std::get_if<PickleObject::Dict>(&top()->value);
    if (!dict || !dict->ordered)
        throwDamaged();
}

std::string_view Unpickler::take(std::uint64_t size)
{
    if (size > m_bytes.size() - m_position)
        throwDamaged();
    const std::string_view part = m_bytes.substr(m_position, size);
    m_position += size;
    return part;
}

template <typename Integer>
Integer Unpickler::takeInteger()
{
    return readLittleEndian<Integer>(take(sizeof(Integer)).data());
}

std::string_view Unpickler::takeLine()
{
    const std::size_t end = m_bytes.find('\n', m_position);
    if (end == std::string_view::npos)
        throwDamaged();
    const std::string_view line = take(end - m_position);
    take(1);
    return line;
}

PickleObject* Unpickler::top()
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() <= floor)
        throwDamaged();
    return m_stack.back();
}

PickleObject* Unpickler::pop()
{
    PickleObject* object = top();
    m_stack.pop_back();
    return object;
}

Unpickler::Objects Unpickler::popMark()
{
    if (m_marks.empty())
        throwDamaged();
    const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    Objects items(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    m_marks.pop_back();
    return items;
}

void Unpickler::throwDamaged() const
{
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The file %1 is damaged: its pickle breaks at byte %2."),
                        {m_file, std::to_string(m_position)}});
}

} // namespace espalier::internal
