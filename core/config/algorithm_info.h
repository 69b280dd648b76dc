// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/message.h"

namespace espalier {

/// Which settings of an entry an algorithm reads: `sparsity`, or `quant_types` and `quant_bits`.
enum class AlgorithmFamily { Pruning, Quantization };

/// Describes one pruning criterion or quantizer: forms and help texts are built from it.
struct AlgorithmInfo
{
    std::string name;                    ///< as on the command line: "l1"
    Message title;                       ///< "L1 norm of filters"
    Message description;                 ///< one or two sentences: what it scores, when to use it
    std::string formula;                 ///< "s_i = sum |w_ij|"
    std::string reference;               ///< paper, as "Li et al. 2017, Pruning Filters for Efficient ConvNets"
    std::vector<std::string> opTypes;    ///< what it acts on; empty: every layer with a weight
    std::vector<std::string> nniOpTypes; ///< what NNI's implementation acts on; empty: every layer with a weight
    bool structured = true;              ///< removes whole output channels
    AlgorithmFamily family = AlgorithmFamily::Pruning;
};

} // namespace espalier
