// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/message.h"

namespace espalier {

/// Which settings of an entry an algorithm reads: `sparsity`, or `quant_types` and `quant_bits`.
enum class AlgorithmFamily { Pruning, Quantization };

/// What an algorithm computes its scores from.
enum class ScoreSource {
    Weights,   ///< the model alone
    Outputs,   ///< what layers put out on batches of data
    Gradients, ///< gradients of the loss on batches of data
    Training   ///< gradients while the network is trained
};

/// One setting of an algorithm beside the config list: forms and help texts are built from it.
struct AlgorithmParameter
{
    enum class Kind {
        Integer, ///< "10", from smallest to largest
        Real,    ///< "0.5", from smallest to largest
        Choice,  ///< one of choices
        Integers ///< "1:4", each from smallest to largest; may be empty
    };

    std::string name;    ///< as on the command line: "batches"
    Message title;       ///< "Batches"
    Message description; ///< one sentence: what it does
    Kind kind = Kind::Integer;
    std::string fallback; ///< what holds when it is not given
    double smallest = 0;
    double largest = 0;
    std::vector<std::string> choices = {};
    Message unit = {};     ///< "images"; empty text: a mere number
    std::string mode = {}; ///< the one pruning mode that reads it: "balance"; empty: every mode
    /// What the smallest value stands for: "automatic"; empty text: for itself.
    Message automatic = {};
};

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
    ScoreSource source = ScoreSource::Weights;
    std::vector<AlgorithmParameter> parameters = {};
};

} // namespace espalier
