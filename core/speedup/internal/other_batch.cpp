// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/other_batch.h"

#include <exception>

#include "core/exporters/internal/agreement.h"
#include "core/model/internal/model_tensors.h"
#include "core/model/model.h"

namespace espalier::internal {

std::vector<at::Tensor> otherBatchInputs(const std::vector<InputSpec>& specs, std::uint64_t seed)
{
    if (specs.empty() || specs.front().shape.empty())
        return {};
    const std::int64_t batch = specs.front().shape.front();
    std::vector<InputSpec> others = specs;
    for (InputSpec& spec : others) {
        if (!spec.shape.empty() && spec.shape.front() == batch)
            ++spec.shape.front();
    }
    return exampleInputs(others, seed);
}

std::vector<at::Tensor> outputsIfAny(const Model& model, const std::vector<at::Tensor>& inputs)
{
    if (inputs.empty())
        return {};
    try {
        return forward(model, inputs);
    } catch (const std::exception&) {
        return {}; // The network was made for one number of samples.
    }
}

} // namespace espalier::internal
