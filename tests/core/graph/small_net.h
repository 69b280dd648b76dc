// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier::test {

/// A layer of a small network: what it is and its sizes.
struct SmallLayer
{
    std::string name;
    /// "conv OUT IN KERNEL [groups G] [nobias] [valid]", "convt IN OUT KERNEL [groups G]", "linear OUT IN", "bn N", "gn N [groups G]", "ln N",
    /// "embed ROWS N", "prelu N", "parameter A B ...". Convolutions that are not valid are padded by KERNEL / 2, transposed ones have the
    /// stride KERNEL; group norms have 4 groups unless others are given.
    std::string form;
};

/// A network from the TorchScript text of its forward(self, ...), which calls self.NAME(x); the layers' tensors are filled with reproducible numbers (norms with statistics other than 0 and 1). Given an input shape unless @p inputShape is empty. @param trainable its parameters can be trained.
std::shared_ptr<const Model> smallNet(const std::vector<SmallLayer>& layers, const std::string& forward,
                                      const std::string& inputShape, bool trainable = false);

/// Masks of whole output channels: layer to the channels that are removed.
MaskSet channelMasks(const Model& model, const std::map<std::string, std::vector<int>>& removed);

} // namespace espalier::test
