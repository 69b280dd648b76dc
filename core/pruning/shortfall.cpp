// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/shortfall.h"

#include <string>

#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

std::string text(std::size_t number)
{
    return std::to_string(number);
}

Message whyNothing(const LayerInfo& layer, const UnitCount& count, bool structured)
{
    if (count.units < 2 && structured)
        return {ESPALIER_TR("core", "%1 has only one channel, which is kept."), {layer.name}};
    if (structured)
        return {ESPALIER_TR("core", "The sparsity of %1 is less than one of its %2 channels; all are kept."),
                {layer.name, text(count.units)}};
    return {ESPALIER_TR("core", "The sparsity of %1 is less than one of its %2 weights; all are kept."),
            {layer.name, text(count.units)}};
}

Message whyMore(const LayerInfo& layer, const UnitCount& count, const Pruner& pruner, const PruneOptions& options)
{
    const std::vector<std::string> numbers = {layer.name, text(count.removed), text(count.units), text(count.wanted)};
    if (options.earlier && options.profile == Profile::Default)
        return {ESPALIER_TR("core", "%1 loses %2 of %3 units instead of %4: so many were removed before."), numbers};
    if (pruner.info().structured)
        return {ESPALIER_TR("core",
                            "%1 loses %2 of %3 channels instead of %4: NNI removes channels of equal score together."),
                numbers};
    return {ESPALIER_TR("core", "%1 loses %2 of %3 weights instead of %4: NNI removes equal weights together."),
            numbers};
}

} // namespace

UnitCount countUnits(const LayerInfo& layer, double sparsity, const Mask& mask, bool structured)
{
    UnitCount count;
    const auto elements = static_cast<std::size_t>(elementCount(mask.shape));
    count.units = structured ? static_cast<std::size_t>(layer.outputChannels()) : elements;
    count.wanted = removedUnits(count.units, sparsity);
    if (elements > 0)
        count.removed = static_cast<std::size_t>(mask.removedCount()) * count.units / elements;
    return count;
}

Message whyMultiple(const LayerInfo& layer, const UnitCount& count, std::size_t align)
{
    if (align < 2 || count.wanted == 0)
        return {};
    std::size_t most = count.wanted;
    while (most > 0 && (count.units - most) % align != 0)
        --most;
    if (most == count.wanted || count.removed != most)
        return {};
    if (most == 0)
        return {ESPALIER_TR("core", "%1 keeps all of its %2 channels: without %3 of them, what is left would be no "
                                    "multiple of %4. Raise the sparsity, or lower the multiple."),
                {layer.name, text(count.units), text(count.wanted), text(align)}};
    return {ESPALIER_TR("core", "%1 loses %2 of its %3 channels, not %4, so that a multiple of %5 is left."),
            {layer.name, text(count.removed), text(count.units), text(count.wanted), text(align)}};
}

Message whyOtherCount(const LayerInfo& layer, const UnitCount& count, const Pruner& pruner, const PruneOptions& options,
                      bool outputKept)
{
    if (count.removed == 0 && outputKept)
        return {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."), {layer.name}};
    if (count.wanted == 0 && count.removed == 0)
        return whyNothing(layer, count, pruner.info().structured);
    if (count.removed == count.wanted)
        return {};
    if (count.removed > count.wanted)
        return whyMore(layer, count, pruner, options);
    if (Message multiple = whyMultiple(layer, count, options.align); !multiple.text.empty())
        return multiple;
    const std::vector<std::string> numbers = {layer.name, text(count.removed), text(count.units), text(count.wanted)};
    if (options.mode == PruningMode::Balance)
        return {ESPALIER_TR("core", "%1 loses %2 of %3 weights instead of %4: each block loses whole weights, and as "
                                    "many as the others."),
                numbers};
    return {ESPALIER_TR("core", "%1 loses %2 of %3 units instead of %4: at least one is kept."), numbers};
}

} // namespace espalier
