// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/recipe.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/exporters/python_literal.h"
#include "core/speedup/internal/norm_shapes.h"

namespace espalier {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProgram = R"(# Written by Espalier. Cuts the original nn.Module to the channels that were kept:
# an example, with your own class and its arguments in the place of Network() and its module in that of my_networks.
#
#     import torch
@IMPORT@
#     from my_networks import Network
#
#     model = rebuild(Network())
#     model.eval()
#     with torch.no_grad():
#         outputs = @CALL@
#
# Constants in the Python code of forward(), such as view(-1, 512), are the user's to change, and so are widths that a
# module of yours keeps for it (hidden_dim of torchvision's vision transformers).
import json
import os
from collections import OrderedDict
from types import SimpleNamespace

import torch
from torch import nn

FOLDER = os.path.dirname(os.path.abspath(__file__))
RECIPE = @RECIPE@
WEIGHTS = @WEIGHTS@


def _cut(tensor, item):
    if "blocks" in item:
        parts = [tensor[block["rows"]][:, block["columns"]] for block in item["blocks"]]
        return torch.cat(parts, 0)
    for step in item["kept"]:
        tensor = tensor.index_select(step["dim"], torch.tensor(step["indices"], dtype=torch.long))
    return tensor


def _keep_statistics(norm):
    """Mean and variance of a layer norm stay those over all channels: zeros stand in for the ones that went."""
    kind = type(norm)
    gone = norm.normalized_shape[-1] - norm.weight.shape[0]
    # LayerNorm2d and its like have their channels in dimension 1.
    dim = -1 if kind.forward is nn.LayerNorm.forward else 1

    def wide(tensor):
        return None if tensor is None else nn.functional.pad(tensor, (0, gone))

    class Narrowed(kind):
        def forward(self, x):
            shape = list(x.shape)
            shape[dim] = gone
            whole = SimpleNamespace(normalized_shape=self.normalized_shape, weight=wide(self.weight),
                                    bias=wide(self.bias), eps=self.eps)
            y = kind.forward(whole, torch.cat([x, x.new_zeros(shape)], dim))
            return y.narrow(dim, 0, self.weight.shape[0])

    if gone > 0:
        norm.__class__ = Narrowed


def _keep_heads(attention):
    """Attention that computes with the heads that are left, whose width is no longer that of its inputs."""
    kind = type(attention)
    head = attention.head_dim
    width = attention.out_proj.weight.shape[1]
    packed = attention.in_proj_weight is not None
    weights = [attention.in_proj_weight] if packed else [attention.q_proj_weight, attention.k_proj_weight, attention.v_proj_weight]
    before = [attention.embed_dim] if packed else [attention.embed_dim, attention.kdim, attention.vdim]
    whole = [weight.shape[1] for weight in weights] == before and attention.out_proj.weight.shape[0] == attention.embed_dim
    if whole and width == head * attention.num_heads:
        return
    if attention.bias_k is not None or attention.add_zero_attn:
        raise NotImplementedError("attention with add_bias_kv or add_zero_attn cannot be cut")

    def minus_infinity(mask):
        if mask.dtype != torch.bool:
            return mask
        return torch.zeros(mask.shape, device=mask.device).masked_fill(mask, float("-inf"))

    class Narrowed(kind):
        def _projected(self, inputs):
            packed = self.in_proj_weight is not None
            weights = self.in_proj_weight.chunk(3) if packed else (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight)
            biases = (None, None, None) if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
            for value, weight, bias in zip(inputs, weights, biases):
                value = nn.functional.linear(value, weight, bias)
                yield value.unflatten(-1, (self.num_heads, head)).transpose(1, 2)

        def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
                    average_attn_weights=True, is_causal=False):
            batched = query.dim() == 3
            inputs = [x if batched else x.unsqueeze(0 if self.batch_first else 1) for x in (query, key, value)]
            inputs = [x if self.batch_first else x.transpose(0, 1) for x in inputs]
            q, k, v = self._projected(inputs)
            scores = q @ k.transpose(-2, -1) / head**0.5
            if attn_mask is not None:
                if attn_mask.dim() > 2:
                    raise NotImplementedError("a mask for each head was made for the heads that were there before")
                scores = scores + minus_infinity(attn_mask)
            if key_padding_mask is not None:
                scores = scores + minus_infinity(key_padding_mask.reshape(-1, 1, 1, k.shape[-2]))
            scores = scores.softmax(-1)
            result = nn.functional.dropout(scores, self.dropout, self.training) @ v
            result = self.out_proj(result.transpose(1, 2).flatten(-2))
            if not self.batch_first:
                result = result.transpose(0, 1)
            if not batched:
                result = result.squeeze(0 if self.batch_first else 1)
                scores = scores.squeeze(0)
            if not need_weights:
                return result, None
            return result, scores.mean(-3) if average_attn_weights else scores

    attention.num_heads = width // head
    attention.embed_dim = attention.out_proj.weight.shape[0]
    if packed:
        attention.kdim = attention.vdim = attention.in_proj_weight.shape[1]
    attention._qkv_same_embed_dim = False  # Encoder layers ask before they take a fused operator of their own.
    attention.__class__ = Narrowed


def _describe(module, groups, norm):
    """Brings the sizes that a module keeps beside its tensors up to date."""
    if isinstance(module, nn.modules.conv._ConvNd):
        if groups is not None:
            module.groups = groups
        inside = module.weight.shape[1] * module.groups
        outside = module.weight.shape[0]
        transposed = isinstance(module, nn.modules.conv._ConvTransposeNd)
        module.in_channels = outside if transposed else inside
        module.out_channels = inside if transposed else outside
    elif isinstance(module, nn.Linear):
        module.out_features, module.in_features = module.weight.shape
    elif isinstance(module, nn.modules.batchnorm._NormBase):
        for tensor in (module.weight, module.running_mean):
            if tensor is not None:
                module.num_features = tensor.shape[0]
    elif isinstance(module, nn.GroupNorm) and module.weight is not None:
        size = module.num_channels // module.num_groups
        module.num_channels = module.weight.shape[0]
        if module.num_groups > 1:
            module.num_groups = module.num_channels // size
    elif hasattr(module, "normalized_shape"):
        if norm is not None and (module.weight is None or module.weight.shape == torch.Size(norm)):
            module.normalized_shape = tuple(norm)
        elif module.weight is not None:
            _keep_statistics(module)
    elif isinstance(module, nn.MultiheadAttention):
        _keep_heads(module)
    elif isinstance(module, nn.Embedding):
        module.embedding_dim = module.weight.shape[1]
    elif isinstance(module, nn.PReLU):
        module.num_parameters = module.weight.numel()


def shrink(model):
    """Cuts every tensor of `model` to the recipe, in place, and returns the model."""
    with open(os.path.join(FOLDER, RECIPE), encoding="utf-8") as file:
        recipe = json.load(file)
    for item in recipe["tensors"]:
        path, _, name = item["name"].rpartition(".")
        module = model.get_submodule(path)
        old = getattr(module, name)
        new = _cut(old.detach(), item).contiguous()
        if isinstance(old, nn.Parameter):
            new = nn.Parameter(new, requires_grad=old.requires_grad)
        setattr(module, name, new)
    for path, module in model.named_modules():
        _describe(module, recipe["groups"].get(path), recipe["norms"].get(path))
    return model


def rebuild(model):
    """shrink(model), with the weights of the smaller network."""
    shrink(model)
    weights = OrderedDict(torch.load(os.path.join(FOLDER, WEIGHTS), map_location="cpu"))
    # Versions of the modules, which some of them (MNASNet) ask for.
    weights._metadata = getattr(model.state_dict(), "_metadata", {})
    model.load_state_dict(weights)
    return model
)";

/// A Python name, so that a file of that name can be imported.
bool isIdentifier(const std::string& text)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto further = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), further);
}

/// The lines of the example that give it rebuild(); a name such as "resnet-18" has to be run instead of imported.
std::string importLines(const std::string& module)
{
    if (isIdentifier(module))
        return "#     from " + module + " import rebuild";
    return "#     import runpy\n#     rebuild = runpy.run_path(" + pythonLiteral(module + ".py") + ")[\"rebuild\"]";
}

/// "model(torch.zeros(1, 3, 224, 224), torch.zeros(1, 16, dtype=torch.int64))".
std::string exampleCall(const std::vector<InputSpec>& inputs)
{
    if (inputs.empty())
        return "model(torch.zeros(1, 3, 224, 224))  # or another shape";
    std::string text;
    for (const InputSpec& input : inputs) {
        text += text.empty() ? "torch.zeros(" : ", torch.zeros(";
        for (std::size_t i = 0; i < input.shape.size(); ++i)
            text += (i == 0 ? "" : ", ") + std::to_string(input.shape[i]);
        text += input.shape.empty() ? "()" : "";
        if (input.dtype != DType::Float32)
            text += std::string(", dtype=torch.") + dtypeName(input.dtype);
        text += ")";
    }
    return "model(" + text + ")";
}

void replaceAll(std::string& text, const std::string& place, const std::string& value)
{
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
}

Json sliceJson(const ParameterSlices& slices)
{
    Json item{{"name", slices.name}};
    if (slices.blocks.empty()) {
        item["kept"] = Json::array();
        for (const auto& [dim, indices] : slices.kept)
            item["kept"].push_back({{"dim", dim}, {"indices", indices}});
        return item;
    }
    item["blocks"] = Json::array();
    for (const SliceBlock& block : slices.blocks)
        item["blocks"].push_back({{"rows", block.rows}, {"columns", block.columns}});
    return item;
}

} // namespace

std::string writeRecipe(const SpeedupResult& result)
{
    Json recipe{{"format_version", 1}};
    recipe["tensors"] = Json::array();
    for (const ParameterSlices& slices : result.recipe)
        recipe["tensors"].push_back(sliceJson(slices));
    recipe["groups"] = Json::object();
    for (const LayerInfo& layer : result.model->layers()) {
        if (layer.groups > 1 || !layer.stride.empty())
            recipe["groups"][layer.name] = layer.groups;
    }
    recipe["norms"] = Json::object();
    for (const auto& [layer, shape] : internal::normShapes(*result.model))
        recipe["norms"][layer] = shape;
    return recipe.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string writeRecipeProgram(const std::filesystem::path& recipe, const std::filesystem::path& weights,
                               const std::vector<InputSpec>& inputs)
{
    std::string text = kProgram;
    replaceAll(text, "@IMPORT@", importLines(weights.stem().string()));
    replaceAll(text, "@CALL@", exampleCall(inputs));
    replaceAll(text, "@RECIPE@", pythonLiteral(recipe.filename().string()));
    replaceAll(text, "@WEIGHTS@", pythonLiteral(weights.filename().string()));
    return text;
}

// Run, not imported: that works from any folder and with any name.
std::string rebuildSnippet(const std::filesystem::path& program)
{
    return "import runpy\n"
           "\n"
           "import torch\n"
           "\n"
           "rebuild = runpy.run_path("
           + pythonLiteral(program.string())
           + ")[\"rebuild\"]\n"
             "model = rebuild(Network())  # the class that the network was made from\n"
             "model.eval()\n";
}

} // namespace espalier
