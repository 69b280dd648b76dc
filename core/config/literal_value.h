// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace espalier {

struct LiteralMember;

/// A value read from JSON or from a Python literal, with the place where it stands. A tuple is a List.
struct LiteralValue
{
    enum class Kind { Null, Boolean, Integer, Real, Text, List, Dict };

    Kind kind = Kind::Null;
    bool boolean = false;
    double real = 0;                 ///< Real; an Integer's nearest double
    std::string text;                ///< Text: UTF-8; Integer: decimal digits of any length, with a minus if negative
    std::vector<LiteralValue> items; ///< List
    std::vector<LiteralMember> members; ///< Dict, in the order of the text, each key once
    std::size_t offset = 0;             ///< first byte
    std::size_t length = 0;             ///< bytes
};

/// One key of a dict.
struct LiteralMember
{
    std::string key;
    std::size_t keyOffset = 0;
    std::size_t keyLength = 0;
    LiteralValue value;
};

} // namespace espalier
