// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/filter_metrics.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/error.h"

namespace espalier {

namespace {

/// Columns that enter the Gram matrix at a time: bounds the copy in double.
constexpr std::int64_t kColumnsPerStep = 4096;
/// Rows of the Gram matrix that are multiplied at a time.
constexpr std::int64_t kRowsPerStep = 128;
/// Squared distances below this part of the squared norms suffer from cancellation and are computed directly.
constexpr double kNearlyEqual = 1e-6;

/// Sums in several independent chains: otherwise each addition waits for the one before.
template <typename Term>
double chainedSum(std::size_t count, Term term)
{
    constexpr std::size_t kChains = 8;
    std::array<double, kChains> sums{};
    std::size_t i = 0;
    for (; i + kChains <= count; i += kChains) {
        for (std::size_t chain = 0; chain < kChains; ++chain)
            sums[chain] += term(i + chain);
    }
    for (; i < count; ++i)
        sums[0] += term(i);
    double total = 0;
    for (double sum : sums)
        total += sum;
    return total;
}

double distance(std::span<const float> left, std::span<const float> right)
{
    return std::sqrt(chainedSum(left.size(), [&](std::size_t i) {
        const double difference = static_cast<double>(left[i]) - static_cast<double>(right[i]);
        return difference * difference;
    }));
}

/// A tensor over the rows themselves; nobody writes through it.
at::Tensor rowTensor(const FilterRows& rows)
{
    return at::from_blob(const_cast<float*>(rows.values().data()),
                         {static_cast<std::int64_t>(rows.count()), static_cast<std::int64_t>(rows.rowSize())},
                         at::kFloat);
}

std::vector<double> toDoubles(const at::Tensor& scores)
{
    const at::Tensor contiguous = scores.contiguous();
    const float* first = contiguous.data_ptr<float>();
    return {first, first + contiguous.numel()};
}

/// Products of every row with itself and those behind it; what lies left of the diagonal's blocks is zero.
at::Tensor gramMatrix(const FilterRows& rows)
{
    const at::Tensor all = rowTensor(rows);
    const std::int64_t count = all.size(0);
    at::Tensor gram = at::zeros({count, count}, at::kDouble);
    for (std::int64_t column = 0; column < all.size(1); column += kColumnsPerStep) {
        const std::int64_t width = std::min(kColumnsPerStep, all.size(1) - column);
        const at::Tensor part = all.narrow(1, column, width).to(at::kDouble);
        for (std::int64_t row = 0; row < count; row += kRowsPerStep) {
            const std::int64_t height = std::min(kRowsPerStep, count - row);
            at::Tensor block = gram.narrow(0, row, height).narrow(1, row, count - row);
            block.addmm_(part.narrow(0, row, height), part.narrow(0, row, count - row).t());
        }
    }
    return gram;
}

template <typename Compute>
auto translatingErrors(Compute compute)
{
    try {
        return compute();
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Internal,
                    {ESPALIER_TR("core", "The filters cannot be compared: %1"), {error.what_without_backtrace()}});
    }
}

} // namespace

std::vector<double> rowL1Norms(const FilterRows& rows)
{
    std::vector<double> norms(rows.count());
    for (std::size_t i = 0; i < norms.size(); ++i) {
        const auto row = rows.row(i);
        norms[i] = chainedSum(row.size(), [row](std::size_t j) { return std::abs(static_cast<double>(row[j])); });
    }
    return norms;
}

std::vector<double> rowL2Norms(const FilterRows& rows)
{
    std::vector<double> norms(rows.count());
    for (std::size_t i = 0; i < norms.size(); ++i) {
        const auto row = rows.row(i);
        norms[i] = std::sqrt(chainedSum(
            row.size(), [row](std::size_t j) { return static_cast<double>(row[j]) * static_cast<double>(row[j]); }));
    }
    return norms;
}

std::vector<double> rowDistanceSums(const FilterRows& rows)
{
    return translatingErrors([&rows] {
        const std::size_t count = rows.count();
        std::vector<double> sums(count, 0.0);
        const at::Tensor gram = gramMatrix(rows);
        const double* products = gram.data_ptr<double>();
        // A filter that holds what is no number is at no distance from others, and scores none itself.
        const auto isFinite = [&](std::size_t i) { return std::isfinite(products[i * count + i]); };
        for (std::size_t i = 0; i < count; ++i) {
            if (!isFinite(i))
                sums[i] = std::numeric_limits<double>::quiet_NaN();
            for (std::size_t j = i + 1; j < count; ++j) {
                if (!isFinite(i) || !isFinite(j))
                    continue;
                const double norms = products[i * count + i] + products[j * count + j];
                const double squared = norms - 2 * products[i * count + j];
                const double apart =
                    squared < kNearlyEqual * norms ? distance(rows.row(i), rows.row(j)) : std::sqrt(squared);
                sums[i] += apart;
                sums[j] += apart;
            }
        }
        for (double& sum : sums)
            sum = static_cast<double>(static_cast<float>(sum));
        return sums;
    });
}

std::vector<double> nniL1Norms(const FilterRows& rows)
{
    return translatingErrors([&rows] { return toDoubles(at::sum(at::abs(rowTensor(rows)), at::IntArrayRef{1})); });
}

std::vector<double> nniL2Norms(const FilterRows& rows)
{
    return translatingErrors([&rows] {
        const at::Tensor weight = rowTensor(rows);
        return toDoubles(at::sqrt(at::sum(weight.pow(2), at::IntArrayRef{1})));
    });
}

std::vector<double> nniDistanceSums(const FilterRows& rows)
{
    return translatingErrors([&rows] {
        const at::Tensor weight = rowTensor(rows);
        std::vector<double> sums;
        for (std::int64_t i = 0; i < weight.size(0); ++i) {
            const at::Tensor apart = at::sub(weight, weight.narrow(0, i, 1));
            const at::Tensor distances = at::sqrt(at::sum(apart.mul(apart), at::IntArrayRef{-1}));
            sums.push_back(static_cast<double>(at::sum(distances).item<float>()));
        }
        return sums;
    });
}

} // namespace espalier
