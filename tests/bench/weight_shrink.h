// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/measurement.h"

namespace espalier {
class MaskSet;
class Model;
} // namespace espalier

namespace espalier::bench {

/// Making the smaller tensors that @p masks leave of @p model, against copying them once they are there: what any speedup
/// has to do at least.
Comparison compareShrinkWithCopy(const Model& model, const MaskSet& masks);

} // namespace espalier::bench
