// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace espalier {

/// Threads LibTorch computes with. @p count < 1 keeps LibTorch's own choice (physical cores).
void setComputeThreads(int count);
int computeThreads();

/// Denormal floats are flushed to zero on the calling thread and the compute threads: they make training of
/// pruned networks several times slower and carry no information.
void flushDenormals();

/// LibTorch's own warnings on the calling thread reach nobody from now on.
void silenceLibrary();

/// Seeds LibTorch's generators.
void seedCompute(unsigned long long seed);

/// "1.13": what the program was linked to.
std::string libTorchVersion();

/// What LibTorch multiplies matrices with: "OpenBLAS (openmp)", "reference BLAS", "MKL", ...
std::string blasName();

/// True when matrix products run on the reference BLAS: everything is 10 to 20 times slower.
bool usesReferenceBlas();

} // namespace espalier
