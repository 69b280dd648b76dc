#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small networks in tests/data/models, each with what PyTorch computes beside it (NAME.json).

    python3 scripts/make_test_models.py tests/data/models

Inputs are not stored: element i of an input is ((37 i) mod 101 - 50) / 64, which every float type holds exactly.
"""
import json
import pathlib
import sys
import zipfile
from typing import Dict, List

import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.relu1 = nn.ReLU()
        self.pool1 = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.relu2 = nn.ReLU()
        self.pool2 = nn.MaxPool2d(2)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(256, 32)
        self.relu3 = nn.ReLU()
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = self.pool1(self.relu1(self.conv1(x)))
        x = self.pool2(self.relu2(self.conv2(x)))
        return self.fc2(self.relu3(self.fc1(self.flatten(x))))


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        return self.relu(out + identity)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.layer1 = nn.Sequential(BasicBlock(8, 8, 1), BasicBlock(8, 8, 1))
        self.layer2 = nn.Sequential(BasicBlock(8, 16, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.avgpool(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(x, 1))


class InvertedResidual(nn.Module):
    def __init__(self, channels, expanded):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(channels, expanded, 1, bias=False), nn.BatchNorm2d(expanded), nn.ReLU6(inplace=True),
            nn.Conv2d(expanded, expanded, 3, 1, 1, groups=expanded, bias=False), nn.BatchNorm2d(expanded),
            nn.ReLU6(inplace=True), nn.Conv2d(expanded, channels, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return x + self.conv(x)


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), InvertedResidual(8, 24), InvertedResidual(8, 24))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 5))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


class Shared(nn.Module):
    """One module under two names and called three times; one weight in two modules."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(6, 6)
        self.again = self.first
        self.act = nn.ReLU()
        self.other = nn.Linear(6, 6)
        self.other.weight = self.first.weight
        self.scale = nn.Parameter(torch.ones(6))

    def forward(self, x):
        return self.other(self.act(self.again(self.act(self.first(x))))) * self.scale


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.image = nn.Conv2d(2, 4, 3, padding=1)
        self.vector = nn.Linear(5, 4)

    def forward(self, image, vector):
        features = self.image(image).mean([2, 3])
        return features + self.vector(vector), features


class DictOutput(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Conv2d(2, 3, 1)
        self.aux = nn.Conv2d(2, 2, 1)

    def forward(self, x) -> Dict[str, torch.Tensor]:
        return {"out": self.out(x), "aux": self.aux(x)}


class Upsampling(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(2, 6, 3, 2, 1, groups=2)
        self.up = nn.ConvTranspose2d(6, 4, 4, 2, 1, groups=2)

    def forward(self, x):
        return self.up(self.down(x))


class Branching(nn.Module):
    """A branch and a loop that depend on the values of the input, further methods, attributes that are constants."""

    def __init__(self):
        super().__init__()
        self.small = nn.Linear(4, 4)
        self.large = nn.Linear(4, 4)
        self.threshold = 0.5

    @torch.jit.export
    def encode(self, x):
        return self.small(x)

    def forward(self, x):
        if bool(x.sum() > self.threshold):
            x = self.large(x)
        else:
            x = self.small(x)
        while bool(x.abs().max() > 0.25):
            x = x * 0.5
        return x


class Unrolled(nn.Module):
    """A list built in a loop over layers, as DenseNet does."""

    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(2 + 2 * i, 2, 1) for i in range(3)])

    def forward(self, x):
        features: List[torch.Tensor] = [x]
        for conv in self.convs:
            features.append(conv(torch.cat(features, 1)))
        return torch.cat(features, 1)


class Attention(nn.Module):
    """Heads are counted with the batch, and their weight is a bare parameter."""

    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(6, 16)
        self.norm = nn.LayerNorm(16)
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)
        self.out = nn.Linear(16, 3)
        nn.init.normal_(self.attention.in_proj_bias, 0, 0.3)

    def forward(self, x):
        x = self.inp(x)
        y = self.norm(x)
        return self.out((x + self.attention(y, y, y, need_weights=False)[0]).mean(1))


def numbers(*shape):
    count = 1
    for size in shape:
        count *= size
    return (((torch.arange(count) * 37) % 101 - 50).float() / 64).reshape(shape)


def disturb(model):
    """Running statistics and norms as after some training: fresh ones would hide mistakes."""
    generator = torch.Generator().manual_seed(1)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.5, generator=generator)
            module.bias.data.uniform_(-0.5, 0.5, generator=generator)
            module.running_mean.uniform_(-0.2, 0.2, generator=generator)
            module.running_var.uniform_(0.5, 1.5, generator=generator)
    return model


def flat(output):
    if isinstance(output, dict):
        output = list(output.values())
    tensors = list(output) if isinstance(output, (tuple, list)) else [output]
    return [{"shape": list(t.shape), "values": t.detach().float().flatten().tolist()} for t in tensors]


class Writer:
    def __init__(self, folder):
        self.folder = folder

    def expectation(self, name, model, inputs, **more):
        data = {"inputs": [list(i.shape) for i in inputs], "outputs": flat(model(*inputs)),
                "parameters": sum(p.numel() for p in model.parameters()), "state_dict": list(model.state_dict()), **more}
        (self.folder / f"{name}.json").write_text(json.dumps(data, indent=None) + "\n")

    def scripted(self, name, model, *inputs):
        model.eval()
        self.expectation(f"{name}_scripted", model, inputs, trained=self.trained(model, inputs))
        torch.jit.script(model).save(str(self.folder / f"{name}_scripted.pt"))

    def traced(self, name, model, *inputs, training=False):
        model.eval()
        suffix = "traced_training" if training else "traced"
        self.expectation(f"{name}_{suffix}", model, inputs, trained=self.trained(model, inputs))
        state = {key: value.clone() for key, value in model.state_dict().items()}
        model.train(training)
        trace = torch.jit.trace(model, inputs, check_trace=False, strict=False)
        model.load_state_dict(state)
        model.eval()
        trace.save(str(self.folder / f"{name}_{suffix}.pt"))

    @staticmethod
    def trained(model, inputs):
        """Running statistics after one forward pass in training mode; the model is left as it was."""
        state = {key: value.clone() for key, value in model.state_dict().items()}
        model.train()
        with torch.no_grad():
            model(*inputs)
        result = {key: value.flatten().tolist() for key, value in model.state_dict().items() if "running_" in key}
        model.load_state_dict(state)
        model.eval()
        return result

    def both(self, name, model, *inputs):
        self.scripted(name, model, *inputs)
        self.traced(name, model, *inputs)


def write_foreign(folder):
    """Files that are refused, or accepted with a remark."""
    model = disturb(LeNet()).eval()
    torch.jit.freeze(torch.jit.script(model)).save(str(folder / "frozen.pt"))
    write_quantized(folder / "quantized.pt")
    half = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2)).half().eval()
    torch.jit.script(half).save(str(folder / "half.pt"))
    rename_operator(folder / "lenet_scripted.pt", folder / "unknown_operator.pt")


class QuantizedWeight(nn.Module):
    """Integer weights without a quantization engine, which not every build of PyTorch has."""

    def __init__(self):
        super().__init__()
        weight = torch.quantize_per_tensor(torch.ones(4, 4), 0.1, 0, torch.qint8)
        self.register_buffer("weight", weight)
        self.bias = nn.Parameter(torch.zeros(4))

    def forward(self, x):
        return nn.functional.linear(x, self.weight.dequantize(), self.bias)


def write_quantized(path):
    torch.jit.script(QuantizedWeight().eval()).save(str(path))


def rename_operator(source, target):
    """A file that uses an operator no LibTorch has."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item.filename)
            if item.filename.endswith(".py"):
                data = data.replace(b"torch.flatten(", b"torch.espalier_unknown(")
            if not item.filename.endswith(".debug_pkl"):
                new.writestr(item.filename, data)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    writer = Writer(folder)
    writer.both("lenet", LeNet(), numbers(2, 1, 28, 28))
    resnet = disturb(ResNet())
    writer.both("resnet", resnet, numbers(2, 3, 16, 16))
    writer.traced("resnet", resnet, numbers(2, 3, 16, 16), training=True)
    writer.both("mobilenet", disturb(MobileNet()), numbers(2, 3, 16, 16))
    writer.both("shared", Shared(), numbers(3, 6))
    writer.both("two_inputs", TwoInputs(), numbers(2, 2, 6, 6), numbers(2, 5))
    writer.both("dict_output", DictOutput(), numbers(1, 2, 4, 4))
    writer.both("upsampling", Upsampling(), numbers(1, 2, 8, 8))
    writer.scripted("branching", Branching(), numbers(3, 4))
    writer.both("unrolled", Unrolled(), numbers(1, 2, 5, 5))
    writer.both("attention", Attention(), numbers(1, 5, 6))
    write_foreign(folder)


if __name__ == "__main__":
    main()
