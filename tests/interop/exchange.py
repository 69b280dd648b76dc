# SPDX-License-Identifier: GPL-3.0-or-later
"""What both scripts of the interop test share: the networks, and float32 tensors in raw files."""
import pathlib
import sys

import numpy
import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from make_test_models import BasicBlock, LeNet, MobileNet, ResNet, disturb, numbers  # noqa: E402

LARGEST_DIFFERENCE = 1e-5


class Dropped(nn.Module):
    """Answers .train() and .eval() in two ways at once."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(),
                                      BasicBlock(8, 8, 1))
        self.dropout = nn.Dropout(0.5)
        self.classifier = nn.Linear(8, 10)

    def forward(self, x):
        x = self.features(x).mean(dim=(2, 3))
        return self.classifier(self.dropout(x))


NETWORKS = {"lenet": (LeNet, (4, 1, 28, 28)), "resnet": (ResNet, (4, 3, 16, 16)),
            "mobilenet": (MobileNet, (4, 3, 16, 16)), "dropped": (Dropped, (4, 3, 16, 16))}


def make(name):
    torch.manual_seed(0)
    network, shape = NETWORKS[name]
    return disturb(network()).eval(), numbers(*shape)


def write_floats(path, tensor):
    tensor.detach().float().contiguous().numpy().tofile(path)


def read_floats(path, shape):
    return torch.from_numpy(numpy.fromfile(path, dtype="<f4").reshape(shape))


def load(path):
    """torch.load as careful people call it."""
    return torch.load(path, weights_only=True)


def relative_difference(expected, actual):
    return ((expected - actual).abs().max() / max(1e-6, expected.abs().max())).item()


def require_equal(what, expected, actual):
    difference = relative_difference(expected, actual)
    if not difference <= LARGEST_DIFFERENCE:
        sys.exit(f"{what}: the outputs differ by {difference}")
