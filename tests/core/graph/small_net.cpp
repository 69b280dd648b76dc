// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_net.h"

#include <QTemporaryDir>

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/api/module.h>

#include <random>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "core/base/progress_sink.h"
#include "core/pruning/filter_rows.h"
#include "core/pruning/pruner.h"

namespace espalier::test {
namespace {

using torch::jit::Module;

class TensorSource
{
public:
    at::Tensor uniform(const std::vector<std::int64_t>& shape, float low, float high)
    {
        at::Tensor tensor = at::empty(shape, at::TensorOptions().dtype(at::kFloat));
        std::uniform_real_distribution<float> values(low, high);
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            tensor.data_ptr<float>()[i] = values(m_generator);
        return tensor;
    }

private:
    std::mt19937 m_generator{7};
};

std::vector<std::int64_t> numbersIn(std::istringstream& words)
{
    std::vector<std::int64_t> numbers;
    for (std::int64_t number = 0; words >> number;)
        numbers.push_back(number);
    words.clear();
    return numbers;
}

/// A list of two equal numbers in TorchScript.
std::string pairOf(std::int64_t number)
{
    return "[" + std::to_string(number) + ", " + std::to_string(number) + "]";
}

Module norm(const std::string& type, std::int64_t size, TensorSource& source, bool statistics, int groups = 4)
{
    Module module("__torch__." + type);
    module.register_parameter("weight", source.uniform({size}, 0.5F, 1.5F), false);
    module.register_parameter("bias", source.uniform({size}, -0.5F, 0.5F), false);
    if (statistics) {
        module.register_buffer("running_mean", source.uniform({size}, -0.5F, 0.5F));
        module.register_buffer("running_var", source.uniform({size}, 0.5F, 1.5F));
        module.define("def forward(self, x):\n  return torch.batch_norm(x, self.weight, self.bias, self.running_mean, "
                      "self.running_var, False, 0.1, 1e-5, False)\n");
    } else if (type == "GroupNorm") {
        module.define("def forward(self, x):\n  return torch.group_norm(x, " + std::to_string(groups)
                      + ", self.weight, self.bias)\n");
    } else {
        module.define("def forward(self, x):\n  return torch.layer_norm(x, [" + std::to_string(size)
                      + "], self.weight, self.bias)\n");
    }
    return module;
}

Module convolution(std::vector<std::int64_t> sizes, std::istringstream& words, bool transposed, TensorSource& source)
{
    std::int64_t groups = 1;
    bool bias = true;
    bool padded = true;
    for (std::string word; words >> word;) {
        if (word == "groups")
            words >> groups;
        if (word == "nobias")
            bias = false;
        if (word == "valid")
            padded = false;
    }
    Module module(transposed ? "__torch__.ConvTranspose2d" : "__torch__.Conv2d");
    const std::int64_t outputs = transposed ? sizes[1] : sizes[0];
    sizes[1] /= groups;
    sizes.push_back(sizes[2]);
    module.register_parameter("weight", source.uniform(sizes, -1, 1), false);
    if (bias)
        module.register_parameter("bias", source.uniform({outputs}, -1, 1), false);
    else
        module.register_attribute("bias", c10::OptionalType::create(c10::TensorType::get()), c10::IValue());
    const std::string tensors = "(x, self.weight, self.bias, ";
    if (transposed)
        module.define("def forward(self, x):\n  return torch.conv_transpose2d" + tensors + pairOf(sizes[2])
                      + ", [0, 0], [0, 0], " + std::to_string(groups) + ", [1, 1])\n");
    else
        module.define("def forward(self, x):\n  return torch.conv2d" + tensors + "[1, 1], "
                      + pairOf(padded ? sizes[2] / 2 : 0) + ", [1, 1], " + std::to_string(groups) + ")\n");
    return module;
}

void addLayer(Module& net, const SmallLayer& layer, TensorSource& source)
{
    std::istringstream words(layer.form);
    std::string kind;
    words >> kind;
    const std::vector<std::int64_t> sizes = numbersIn(words);
    if (kind == "conv" || kind == "convt") {
        net.register_module(layer.name, convolution(sizes, words, kind == "convt", source));
    } else if (kind == "linear") {
        Module module("__torch__.Linear");
        module.register_parameter("weight", source.uniform(sizes, -1, 1), false);
        module.register_parameter("bias", source.uniform({sizes[0]}, -1, 1), false);
        module.define("def forward(self, x):\n  return torch.linear(x, self.weight, self.bias)\n");
        net.register_module(layer.name, module);
    } else if (kind == "embed" || kind == "prelu") {
        Module module(kind == "embed" ? "__torch__.Embedding" : "__torch__.PReLU");
        module.register_parameter("weight", source.uniform(sizes, -1, 1), false);
        module.define(kind == "embed" ? "def forward(self, x):\n  return torch.embedding(self.weight, x)\n"
                                      : "def forward(self, x):\n  return torch.prelu(x, self.weight)\n");
        net.register_module(layer.name, module);
    } else if (kind == "parameter") {
        net.register_parameter(layer.name, source.uniform(sizes, -1, 1), false);
    } else if (kind == "bn") {
        net.register_module(layer.name, norm("BatchNorm2d", sizes[0], source, true));
    } else if (kind == "gn" || kind == "ln") {
        std::string word;
        int groups = 4;
        if (words >> word && word == "groups")
            words >> groups;
        net.register_module(layer.name,
                            norm(kind == "gn" ? "GroupNorm" : "LayerNorm", sizes[0], source, false, groups));
    } else {
        throw std::invalid_argument("unknown layer " + layer.form);
    }
}

} // namespace

std::shared_ptr<const Model> smallNet(const std::vector<SmallLayer>& layers, const std::string& forward,
                                      const std::string& inputShape, bool trainable)
{
    const c10::AutoGradMode noGradients(false);
    TensorSource source;
    Module net("__torch__.Net");
    for (const SmallLayer& layer : layers)
        addLayer(net, layer, source);
    // What Python adds to a call of a module is not there in C++.
    net.define(std::regex_replace(forward, std::regex(R"(self\.(\w+)\()"), "self.$1.forward("));
    for (at::Tensor parameter : net.parameters())
        parameter.set_requires_grad(trainable);
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("net.pt")).toStdString();
    net.save(file);
    NullProgressSink sink;
    Model model = Model::load(file, sink);
    if (!inputShape.empty())
        model.setInputs(parseInputSpecs(inputShape));
    return std::make_shared<const Model>(std::move(model));
}

MaskSet channelMasks(const Model& model, const std::map<std::string, std::vector<int>>& removed)
{
    MaskSet masks;
    for (const auto& [layer, channels] : removed) {
        PruningTarget target = pruningTarget(model, layer, 0);
        const FilterRows rows(target);
        KeptUnits kept(rows.count(), 1);
        for (const int channel : channels)
            kept.at(static_cast<std::size_t>(channel)) = 0;
        masks.set(layer, rows.mask(kept));
    }
    return masks;
}

} // namespace espalier::test
