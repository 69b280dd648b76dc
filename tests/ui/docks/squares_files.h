// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace espalier::test {

/// Writes a data set that the networks train_*.pt learn within a few epochs: grey images of 8 x 8 in three classes, a
/// bright square over noise, as IDX files. Returns its DATASET text.
QString writeSquares(const QString& folder, int train = 96, int test = 60);

} // namespace espalier::test
