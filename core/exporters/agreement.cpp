// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/internal/agreement.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "core/model/internal/dtype_conversion.h"

namespace espalier::internal {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSmallestScale = 1e-6;

struct Difference
{
    double largest = 0;
    double scale = 0;
};

double difference(double a, double b)
{
    if (a == b || (std::isnan(a) && std::isnan(b)))
        return 0;
    const double distance = std::abs(a - b);
    return std::isnan(distance) ? kInfinity : distance;
}

Difference differenceOf(const at::Tensor& expected, const at::Tensor& actual)
{
    if (expected.sizes() != actual.sizes())
        return {kInfinity, 0};
    const at::Tensor a = expected.to(at::kDouble).contiguous();
    const at::Tensor b = actual.to(at::kDouble).contiguous();
    const double* left = a.data_ptr<double>();
    const double* right = b.data_ptr<double>();
    Difference result;
    for (std::int64_t i = 0; i < a.numel(); ++i) {
        result.largest = std::max(result.largest, difference(left[i], right[i]));
        if (std::isfinite(left[i]))
            result.scale = std::max(result.scale, std::abs(left[i]));
    }
    return result;
}

} // namespace

Verification compareOutputs(const std::vector<at::Tensor>& expected, const std::vector<at::Tensor>& actual)
{
    Verification result;
    if (expected.size() != actual.size())
        result.maxAbsDifference = result.maxRelDifference = kInfinity;
    for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i) {
        const Difference found = differenceOf(expected[i], actual[i]);
        result.maxAbsDifference = std::max(result.maxAbsDifference, found.largest);
        result.maxRelDifference =
            std::max(result.maxRelDifference, found.largest / std::max(kSmallestScale, found.scale));
    }
    result.agrees = result.maxRelDifference < kAgreement;
    return result;
}

std::vector<at::Tensor> exampleInputs(const std::vector<InputSpec>& specs, std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<at::Tensor> inputs;
    for (const InputSpec& spec : specs) {
        const at::ScalarType dtype = scalarTypeOf(spec.dtype);
        at::Tensor values = at::empty(spec.shape, at::TensorOptions().dtype(at::kDouble));
        double* data = values.data_ptr<double>();
        for (std::int64_t i = 0; i < values.numel(); ++i)
            data[i] = at::isFloatingType(dtype) ? normal(generator) : static_cast<double>(generator() & 1);
        inputs.push_back(values.to(dtype));
    }
    return inputs;
}

bool isSameTensor(const at::Tensor& a, const at::Tensor& b)
{
    if (a.scalar_type() != b.scalar_type() || a.sizes() != b.sizes())
        return false;
    const at::Tensor left = a.detach().contiguous();
    const at::Tensor right = b.detach().contiguous();
    return left.nbytes() == 0 || std::memcmp(left.data_ptr(), right.data_ptr(), left.nbytes()) == 0;
}

} // namespace espalier::internal
