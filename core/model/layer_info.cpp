// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_info.h"

namespace espalier {

std::string LayerInfo::weightName() const
{
    if (bareParameter)
        return name;
    // A network of a single module has no dotted name.
    return name.empty() ? "weight" : name + ".weight";
}

std::optional<Shape> LayerInfo::weightShape() const
{
    const ParameterInfo* own = weight();
    return own ? std::optional<Shape>(own->shape) : std::nullopt;
}

std::int64_t LayerInfo::outputChannels() const
{
    const auto shape = weightShape();
    if (!shape || shape->empty())
        return 0;
    if (transposed)
        return shape->size() > 1 ? (*shape)[1] * groups : 0;
    return shape->front();
}

} // namespace espalier
