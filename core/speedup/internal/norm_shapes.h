// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: of core's own use only.
#pragma once

#include <map>
#include <string>

#include "core/model/layer_info.h"

namespace espalier {
class Model;
}

namespace espalier::internal {

/// The shape that each layer norm and RMS norm of @p model normalises over, by layer; those that the graph computes are left
/// out.
std::map<std::string, Shape> normShapes(const Model& model);

} // namespace espalier::internal
