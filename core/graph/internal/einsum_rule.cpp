// SPDX-License-Identifier: GPL-3.0-or-later
// einsum: a batched matrix product whose dimensions are named instead of being in order.
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <map>

#include "core/graph/internal/einsum_plan.h"
#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;
using Indices = EinsumPlan::Indices;
using Sizes = std::map<int, std::int64_t>;

/// The size of each index; nullopt where one dimension is broadcast along the other.
std::optional<Sizes> sizesOf(const EinsumPlan& plan, const std::vector<LabelTensor>& factors)
{
    Sizes sizes;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        for (std::size_t d = 0; d < plan.factors[f].size(); ++d) {
            const std::int64_t size = factors[f].size(static_cast<std::int64_t>(d));
            if (sizes.emplace(plan.factors[f][d], size).first->second != size)
                return std::nullopt;
        }
    }
    return sizes;
}

std::int64_t product(const Indices& indices, const Sizes& sizes)
{
    std::int64_t count = 1;
    for (const int index : indices)
        count *= sizes.at(index);
    return count;
}

LabelTensor permuted(const LabelTensor& labels, const Indices& from, const Indices& to)
{
    std::vector<std::int64_t> order;
    for (const int index : to)
        order.push_back(std::find(from.begin(), from.end(), index) - from.begin());
    return labels.permute(order);
}

Indices joined(Indices a, const Indices& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// [batch..., rows, columns] of a factor, where rows and columns are several dimensions each.
LabelTensor asMatrix(const LabelTensor& labels, const Indices& own, const EinsumPlan& plan, const Indices& rows,
                     const Indices& columns, const Sizes& sizes)
{
    std::vector<std::int64_t> shape;
    for (const int index : plan.batch)
        shape.push_back(sizes.at(index));
    shape.push_back(product(rows, sizes));
    shape.push_back(product(columns, sizes));
    return compressed(permuted(labels, own, joined(joined(plan.batch, rows), columns)).reshape(shape));
}

LabelTensor ofProduct(const RuleContext& context, const std::vector<LabelTensor>& factors, const EinsumPlan& plan,
                      const Sizes& sizes)
{
    const LabelTensor result =
        contract(context, asMatrix(factors[0], plan.factors[0], plan, plan.left, plan.inner, sizes),
                 asMatrix(factors[1], plan.factors[1], plan, plan.inner, plan.right, sizes));
    const Indices order = joined(joined(plan.batch, plan.left), plan.right);
    std::vector<std::int64_t> shape;
    for (const int index : order)
        shape.push_back(sizes.at(index));
    return compressed(permuted(result.reshape(shape), order, plan.output));
}

/// einsum(equation, tensors, ...). What is no product of one or two factors keeps all of its channels.
Values einsum(const RuleContext& context)
{
    const std::vector<LabelTensor> factors = context.labelsOfList(1);
    std::vector<std::int64_t> dims;
    for (const LabelTensor& factor : factors)
        dims.push_back(factor.dim());
    const auto plan = planEinsum(context.input(0).value.toStringRef(), dims);
    const auto sizes = plan ? sizesOf(*plan, factors) : std::nullopt;
    if (sizes && factors.size() == 1)
        return {permuted(factors.front(), plan->factors.front(), plan->output)};
    if (sizes)
        return {ofProduct(context, factors, *plan, *sizes)};
    for (const LabelTensor& factor : factors)
        context.lock(factor, ESPALIER_TR("core", "The operator %1 in layer %2 (%3) has no rule for channels: what "
                                                 "reaches it keeps all of them."));
    return {fixedLabels(context.runOn(context.standIns()).at(0).toTensor().sizes())};
}

} // namespace

void addEinsumRule(RuleTable& table)
{
    table.emplace("aten::einsum", einsum);
}

} // namespace espalier::internal
