// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/issue.h"

namespace espalier {

/// Whether two sentences say the same of the same operator, in whatever layers: %1 is the operator, %2 the layer, %3 its place
/// in the source.
bool saySameOfOperator(const Message& a, const Message& b);

/// One sentence in place of @p messages, any two of which saySameOfOperator(): the first one with all their layers in %2.
Message mergedOverLayers(const std::vector<Message>& messages);

/// One issue in place of those that saySameOfOperator(), where the first one stood; its own layer is the first one's.
std::vector<Issue> mergedOverLayers(const std::vector<Issue>& issues);

/// "a, b, encoder.layers.0 to encoder.layers.11": three names or more in a row that count up are told by their ends. Names
/// that come twice are told once.
std::string listOfLayers(const std::vector<std::string>& names);

} // namespace espalier
