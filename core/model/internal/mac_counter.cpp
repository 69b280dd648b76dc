// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/mac_counter.h"

#include <torch/csrc/jit/ir/ir.h>

#include <string>
#include <unordered_map>

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;
using Rule = std::int64_t (*)(const Values& inputs, const Values& outputs);

std::int64_t convolution(const Values& inputs, const Values& outputs)
{
    const at::Tensor weight = inputs.at(1).toTensor();
    return outputs.at(0).toTensor().numel() * (weight.numel() / weight.size(0));
}

std::int64_t transposedConvolution(const Values& inputs, const Values&)
{
    const at::Tensor weight = inputs.at(1).toTensor();
    return inputs.at(0).toTensor().numel() * (weight.numel() / weight.size(0));
}

std::int64_t rawConvolution(const Values& inputs, const Values& outputs)
{
    return inputs.at(6).toBool() ? transposedConvolution(inputs, outputs) : convolution(inputs, outputs);
}

std::int64_t linear(const Values& inputs, const Values&)
{
    const at::Tensor input = inputs.at(0).toTensor();
    const at::Tensor weight = inputs.at(1).toTensor();
    return input.numel() / input.size(-1) * weight.numel();
}

std::int64_t product(const Values& inputs, const Values& outputs)
{
    return outputs.at(0).toTensor().numel() * inputs.at(0).toTensor().size(-1);
}

std::int64_t addedProduct(const Values& inputs, const Values& outputs)
{
    return outputs.at(0).toTensor().numel() * inputs.at(1).toTensor().size(-1);
}

std::int64_t attention(const Values& inputs, const Values&)
{
    const at::Tensor query = inputs.at(0).toTensor();
    const at::Tensor key = inputs.at(1).toTensor();
    const at::Tensor value = inputs.at(2).toTensor();
    const std::int64_t scores = query.numel() / query.size(-1) * key.size(-2);
    return scores * (query.size(-1) + value.size(-1));
}

std::int64_t multiHeadAttention(const Values& inputs, const Values&)
{
    // query, key, value (batch, length, width), embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, ...
    const at::Tensor query = inputs.at(0).toTensor();
    const std::int64_t rows = query.numel() / query.size(-1);
    const std::int64_t projections = rows * (inputs.at(5).toTensor().numel() + inputs.at(7).toTensor().numel());
    return projections + 2 * rows * inputs.at(1).toTensor().size(1) * query.size(-1);
}

const std::unordered_map<std::string, Rule>& rules()
{
    static const std::unordered_map<std::string, Rule> kRules{
        {"aten::conv1d", convolution},
        {"aten::conv2d", convolution},
        {"aten::conv3d", convolution},
        {"aten::_convolution_mode", convolution},
        {"aten::conv_transpose1d", transposedConvolution},
        {"aten::conv_transpose2d", transposedConvolution},
        {"aten::conv_transpose3d", transposedConvolution},
        {"aten::_convolution", rawConvolution},
        {"aten::convolution", rawConvolution},
        {"aten::linear", linear},
        {"aten::mm", product},
        {"aten::bmm", product},
        {"aten::matmul", product},
        {"aten::addmm", addedProduct},
        {"aten::baddbmm", addedProduct},
        {"aten::scaled_dot_product_attention", attention},
        {"aten::_native_multi_head_attention", multiHeadAttention}};
    return kRules;
}

} // namespace

std::int64_t countMacs(const torch::jit::Node* node, const Values& inputs, const Values& outputs)
{
    const auto rule = rules().find(node->kind().toQualString());
    return rule == rules().end() ? 0 : rule->second(inputs, outputs);
}

} // namespace espalier::internal
