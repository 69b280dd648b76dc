// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace espalier::internal {

/// Registers operators that files from newer PyTorch use and this LibTorch lacks, once per process:
/// scaled_dot_product_attention, rms_norm, _upsample_lanczos2d_aa (declared only). Without effect on a LibTorch that
/// has them.
void registerMissingOperators();

} // namespace espalier::internal
