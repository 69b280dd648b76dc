// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/algorithm_info.h"

namespace espalier {

/// Settings by name, as texts. What is not named has its fallback.
using ParameterValues = std::map<std::string, std::string>;

/// "batches=10,activation=relu6" taken apart. @throws Error(InvalidConfig) naming the part that has no name or value.
ParameterValues parseParameters(std::string_view text);

/// @throws Error(InvalidConfig) naming @p owner (what has the parameters) and the first value that is unknown or out of
/// range, and what is possible.
void checkParameters(const std::string& owner, std::span<const AlgorithmParameter> known,
                     const ParameterValues& values);

/// Those of @p values that checkParameters() would accept: what is left when another algorithm is chosen.
ParameterValues usableParameters(std::span<const AlgorithmParameter> known, const ParameterValues& values);

/// The value of a parameter that checkParameters() has accepted. @throws Error(Internal) for a name that is not known.
std::string textParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                          const std::string& name);
std::int64_t integerParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                              const std::string& name);
double realParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values, const std::string& name);
std::vector<std::int64_t> integersParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                                            const std::string& name);

} // namespace espalier
