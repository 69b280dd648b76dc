// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/operator_compat.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/library.h>

#include <cmath>
#include <memory>
#include <mutex>

namespace espalier::internal {
namespace {

bool exists(const char* name, const char* overload = "")
{
    return c10::Dispatcher::singleton().findSchema({name, overload}).has_value();
}

/// softmax(q k^T scale + mask) v; Vaswani et al. 2017, as PyTorch 2 defines it.
at::Tensor scaledDotProductAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                                     const c10::optional<at::Tensor>& mask, double dropout, bool causal,
                                     c10::optional<double> scale, bool groupedQueries)
{
    at::Tensor keys = key;
    at::Tensor values = value;
    if (groupedQueries) {
        const std::int64_t repeats = query.size(-3) / key.size(-3);
        keys = key.repeat_interleave(repeats, -3);
        values = value.repeat_interleave(repeats, -3);
    }
    const double factor = scale ? *scale : 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
    at::Tensor scores = at::matmul(query, keys.transpose(-2, -1)) * factor;
    if (causal) {
        const at::Tensor allowed = at::ones({query.size(-2), key.size(-2)}, query.options().dtype(at::kBool)).tril();
        scores = scores.masked_fill(allowed.logical_not(), -INFINITY);
    }
    if (mask && mask->defined())
        scores = mask->scalar_type() == at::kBool ? scores.masked_fill(mask->logical_not(), -INFINITY) : scores + *mask;
    at::Tensor weights = at::softmax(scores, -1);
    if (dropout > 0)
        weights = at::dropout(weights, dropout, true);
    return at::matmul(weights, values);
}

/// x / sqrt(mean(x^2) + eps) * weight; Zhang and Sennrich 2019.
at::Tensor rmsNorm(const at::Tensor& input, at::IntArrayRef normalizedShape, const c10::optional<at::Tensor>& weight,
                   c10::optional<double> eps)
{
    std::vector<std::int64_t> dims;
    for (std::size_t i = 0; i < normalizedShape.size(); ++i)
        dims.push_back(-1 - static_cast<std::int64_t>(i));
    const double epsilon = eps ? *eps : std::numeric_limits<float>::epsilon();
    at::Tensor result = input * at::rsqrt(input.pow(2).mean(dims, true) + epsilon);
    return weight && weight->defined() ? result * *weight : result;
}

} // namespace

void registerMissingOperators()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Kept for the life of the process: destroying it would unregister.
        static auto library =
            std::make_unique<torch::Library>(torch::Library::FRAGMENT, "aten", c10::nullopt, __FILE__, __LINE__);
        if (!exists("aten::scaled_dot_product_attention")) {
            library->def(
                "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, "
                "float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor",
                scaledDotProductAttention);
        }
        if (!exists("aten::rms_norm")) {
            library->def(
                "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
                rmsNorm);
        }
        if (!exists("aten::_upsample_lanczos2d_aa", "vec")) {
            library->def("_upsample_lanczos2d_aa.vec(Tensor input, int[]? output_size, bool align_corners, "
                         "float[]? scale_factors) -> Tensor");
        }
    });
}

} // namespace espalier::internal
