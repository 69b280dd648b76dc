// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/internal/tensor_verification.h"

#include <algorithm>
#include <limits>

#include "core/exporters/internal/agreement.h"
#include "core/model/internal/model_tensors.h"

namespace espalier::internal {
namespace {

Verification disagreement(Message detail)
{
    Verification result;
    result.maxAbsDifference = result.maxRelDifference = std::numeric_limits<double>::infinity();
    result.detail = std::move(detail);
    return result;
}

} // namespace

Verification compareTensors(const TensorList& expected, const TensorList& actual)
{
    Verification result;
    result.agrees = true;
    result.detail = {ESPALIER_TR("core", "every tensor, bit by bit"), {}};
    if (expected.size() != actual.size())
        return disagreement({ESPALIER_TR("core", "the file holds %1 tensors instead of %2"),
                             {std::to_string(actual.size()), std::to_string(expected.size())}});
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& [name, tensor] = expected[i];
        if (name != actual[i].first)
            return disagreement(
                {ESPALIER_TR("core", "the file holds the tensor %1 where %2 belongs"), {actual[i].first, name}});
        if (isSameTensor(tensor, actual[i].second))
            continue;
        const Verification difference = compareOutputs({tensor.detach()}, {actual[i].second.detach()});
        result.maxAbsDifference = std::max(result.maxAbsDifference, difference.maxAbsDifference);
        result.maxRelDifference = std::max(result.maxRelDifference, difference.maxRelDifference);
        if (result.agrees)
            result.detail = {ESPALIER_TR("core", "the tensor %1 differs"), {name}};
        result.agrees = false;
    }
    return result;
}

TensorList tensorsOf(const Model& model)
{
    TensorList result;
    for (const NamedTensor& tensor : namedTensors(model))
        result.emplace_back(tensor.name, tensor.tensor);
    return result;
}

} // namespace espalier::internal
