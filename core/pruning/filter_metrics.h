// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/pruning/filter_rows.h"

namespace espalier {

/// sum |w| of each row, in double.
std::vector<double> rowL1Norms(const FilterRows& rows);

/// sqrt(sum w^2) of each row, in double.
std::vector<double> rowL2Norms(const FilterRows& rows);

/// sum over j of ||w_i - w_j|| for each row i, from the Gram matrix in double; rows that nearly coincide are compared
/// directly. Rounded to float, so that distances equal up to rounding tie. @throws Error
std::vector<double> rowDistanceSums(const FilterRows& rows);

/// The same three in float32 and with the very tensor operations of NNI, whose rounding decides its ties. @throws Error
std::vector<double> nniL1Norms(const FilterRows& rows);
std::vector<double> nniL2Norms(const FilterRows& rows);
std::vector<double> nniDistanceSums(const FilterRows& rows);

} // namespace espalier
