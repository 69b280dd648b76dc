// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/mac_counter.h"

#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;
using Shares = std::vector<MacShare>;
using Rule = Shares (*)(const Values& inputs, const Values& outputs);

std::int64_t rowsOf(const at::Tensor& tensor)
{
    return tensor.numel() / std::max<std::int64_t>(1, tensor.size(-1));
}

Shares convolution(const Values& inputs, const Values& outputs)
{
    const at::Tensor weight = inputs.at(1).toTensor();
    return {{outputs.at(0).toTensor().numel() * (weight.numel() / weight.size(0)), {weight}}};
}

Shares transposedConvolution(const Values& inputs, const Values&)
{
    const at::Tensor weight = inputs.at(1).toTensor();
    return {{inputs.at(0).toTensor().numel() * (weight.numel() / weight.size(0)), {weight}}};
}

Shares rawConvolution(const Values& inputs, const Values& outputs)
{
    return inputs.at(6).toBool() ? transposedConvolution(inputs, outputs) : convolution(inputs, outputs);
}

MacShare projection(const at::Tensor& input, const c10::IValue& weight)
{
    return {rowsOf(input) * weight.toTensor().numel(), {weight.toTensor()}};
}

Shares linear(const Values& inputs, const Values&)
{
    return {projection(inputs.at(0).toTensor(), inputs.at(1))};
}

Shares productOf(const at::Tensor& a, const at::Tensor& b, const at::Tensor& result)
{
    return {{result.numel() * a.size(-1), {a, b}}};
}

Shares product(const Values& inputs, const Values& outputs)
{
    return productOf(inputs.at(0).toTensor(), inputs.at(1).toTensor(), outputs.at(0).toTensor());
}

/// addmm and baddbmm: what is added comes first.
Shares addedProduct(const Values& inputs, const Values& outputs)
{
    return productOf(inputs.at(1).toTensor(), inputs.at(2).toTensor(), outputs.at(0).toTensor());
}

Shares attention(const Values& inputs, const Values&)
{
    const at::Tensor query = inputs.at(0).toTensor();
    const at::Tensor key = inputs.at(1).toTensor();
    const at::Tensor value = inputs.at(2).toTensor();
    return {{rowsOf(query) * key.size(-2) * (query.size(-1) + value.size(-1)), {}}};
}

/// Both products of attention that leaves and enters with the width of @p query; (batch, length, width) each.
MacShare attentionProducts(const at::Tensor& query, const at::Tensor& key)
{
    return {2 * query.numel() * key.size(1), {}};
}

Shares multiHeadAttention(const Values& inputs, const Values&)
{
    // query, key, value (batch, length, width), embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, ...
    const at::Tensor query = inputs.at(0).toTensor();
    const at::Tensor key = inputs.at(1).toTensor();
    const at::Tensor weight = inputs.at(5).toTensor();
    const std::int64_t rows = rowsOf(query) + rowsOf(key) + rowsOf(inputs.at(2).toTensor());
    return {{rows * (weight.numel() / 3), {weight}}, attentionProducts(query, key), projection(query, inputs.at(7))};
}

Shares encoderLayer(const Values& inputs, const Values&)
{
    // src (batch, length, width), embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias, use_gelu, norm_first,
    // eps, weight and bias of two norms, ffn_weight_1, ffn_bias_1, ffn_weight_2, ...
    const at::Tensor source = inputs.at(0).toTensor();
    return {projection(source, inputs.at(3)), attentionProducts(source, source), projection(source, inputs.at(5)),
            projection(source, inputs.at(14)), projection(source, inputs.at(16))};
}

/// The indices of one factor with their sizes; those that "..." stands for are counted from the right.
std::map<std::string, std::int64_t> einsumIndices(const std::string& subscripts, const at::Tensor& factor)
{
    std::map<std::string, std::int64_t> sizes;
    const auto letters =
        static_cast<std::int64_t>(subscripts.size() - std::count(subscripts.begin(), subscripts.end(), '.'));
    std::int64_t dim = 0;
    for (std::size_t i = 0; i < subscripts.size(); ++i) {
        if (subscripts[i] != '.') {
            sizes[std::string(1, subscripts[i])] = factor.size(dim++);
            continue;
        }
        for (std::int64_t left = factor.dim() - letters; left > 0; --left)
            sizes[std::string(1, '.').append(std::to_string(left))] = factor.size(dim++);
        i += 2;
    }
    return sizes;
}

/// einsum("bij,bjk->bik", [a, b]).
Shares einsum(const Values& inputs, const Values&)
{
    std::string equation = inputs.at(0).toStringRef();
    equation.erase(std::remove(equation.begin(), equation.end(), ' '), equation.end());
    const auto factors = inputs.at(1).toTensorVector();
    const auto comma = equation.find(',');
    const auto arrow = equation.find("->");
    if (factors.size() != 2 || comma == std::string::npos)
        return {};
    const auto left = einsumIndices(equation.substr(0, comma), factors[0]);
    const auto right =
        einsumIndices(equation.substr(comma + 1, arrow == std::string::npos ? arrow : arrow - comma - 1), factors[1]);
    // Without an arrow, what occurs once remains.
    const std::string result = arrow == std::string::npos ? std::string() : equation.substr(arrow + 2);
    const auto remains = [&](const std::string& index) {
        if (index.front() == '.')
            return true;
        return arrow == std::string::npos ? std::count(equation.begin(), equation.end(), index.front()) == 1
                                          : result.find(index) != std::string::npos;
    };
    std::int64_t macs = 1;
    bool sums = false;
    for (const auto& [index, size] : left) {
        const auto other = right.find(index);
        if (other != right.end() || remains(index))
            macs *= other == right.end() ? size : std::max(size, other->second);
        sums = sums || (other != right.end() && !remains(index));
    }
    for (const auto& [index, size] : right)
        macs *= left.find(index) == left.end() && remains(index) ? size : 1;
    return sums ? Shares{{macs, {factors[0], factors[1]}}} : Shares{};
}

/// lstm, gru and plain recurrent layers: every matrix of every layer and direction is applied at each position. The matrices
/// are in the last list of tensors.
Shares recurrent(const Values& inputs, const Values&)
{
    MacShare share{0, {}};
    for (const c10::IValue& input : inputs) {
        if (!input.isTensorList())
            continue;
        share = {0, {}};
        for (const at::Tensor& tensor : input.toTensorVector()) {
            if (tensor.dim() != 2)
                continue;
            share.macs += rowsOf(inputs.at(0).toTensor()) * tensor.numel();
            share.factors.push_back(tensor);
        }
    }
    return {share};
}

/// (input, state, weight of the input, weight of the state, ...)
Shares recurrentCell(const Values& inputs, const Values&)
{
    const std::int64_t rows = rowsOf(inputs.at(0).toTensor());
    const at::Tensor ofInput = inputs.at(2).toTensor();
    const at::Tensor ofState = inputs.at(3).toTensor();
    return {{rows * (ofInput.numel() + ofState.numel()), {ofInput, ofState}}};
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
        {"aten::mv", product},
        {"aten::dot", product},
        {"aten::addmm", addedProduct},
        {"aten::baddbmm", addedProduct},
        {"aten::einsum", einsum},
        {"aten::lstm", recurrent},
        {"aten::gru", recurrent},
        {"aten::rnn_tanh", recurrent},
        {"aten::rnn_relu", recurrent},
        {"aten::lstm_cell", recurrentCell},
        {"aten::gru_cell", recurrentCell},
        {"aten::rnn_tanh_cell", recurrentCell},
        {"aten::rnn_relu_cell", recurrentCell},
        {"aten::scaled_dot_product_attention", attention},
        {"aten::_native_multi_head_attention", multiHeadAttention},
        {"aten::_transformer_encoder_layer_fwd", encoderLayer}};
    return kRules;
}

} // namespace

std::vector<MacShare> countMacs(const torch::jit::Node* node, const Values& inputs, const Values& outputs)
{
    const auto rule = rules().find(node->kind().toQualString());
    return rule == rules().end() ? Shares{} : rule->second(inputs, outputs);
}

} // namespace espalier::internal
