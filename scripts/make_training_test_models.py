#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the tiny networks that the tests of training use, as TorchScript, for images of 8 x 8 and three classes.

Usage: make_training_test_models.py FOLDER      (tests/data/models; files train_*.pt)
"""

import pathlib
import sys

import torch
from torch import nn


def features(channels: int) -> list:
    return [
        nn.Conv2d(channels, 8, 3, padding=1, bias=False),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 8, 3, stride=2, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
    ]


class ViewNet(nn.Module):
    """view() refuses what lies channels-last in memory."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(*features(1))
        self.fc = nn.Linear(128, 3)

    def forward(self, x):
        x = self.features(x)
        return self.fc(x.view(x.size(0), -1))


class TiedNet(nn.Module):
    """Two layers share one weight."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 64)
        self.second = nn.Linear(64, 64)
        self.second.weight = self.first.weight
        self.fc = nn.Linear(64, 3)

    def forward(self, x):
        x = torch.relu(self.first(torch.flatten(x, 1)))
        return self.fc(torch.relu(self.second(x)))


def frozen_net() -> nn.Module:
    net = nn.Sequential(*features(1), nn.Flatten(), nn.Linear(128, 3))
    for parameter in net[0].parameters():
        parameter.requires_grad_(False)
    return net


def networks() -> dict:
    return {
        "conv": nn.Sequential(*features(1), nn.Dropout(0.1), nn.Flatten(), nn.Linear(128, 3)),
        "rgb": nn.Sequential(*features(3), nn.Flatten(), nn.Linear(128, 3)),
        "flat": nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(16, 3)),
        "softmax": nn.Sequential(nn.Flatten(), nn.Linear(64, 3), nn.Softmax(1)),
        "log_softmax": nn.Sequential(nn.Flatten(), nn.Linear(64, 3), nn.LogSoftmax(1)),
        "four_outputs": nn.Sequential(nn.Flatten(), nn.Linear(64, 4)),
        "images_out": nn.Sequential(nn.Conv2d(1, 3, 3, padding=1)),
        "view": ViewNet(),
        "tied": TiedNet(),
        "frozen": frozen_net(),
    }


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: make_training_test_models.py FOLDER", file=sys.stderr)
        return 2
    torch.manual_seed(0)
    for name, network in networks().items():
        torch.jit.save(torch.jit.script(network.eval()), str(pathlib.Path(sys.argv[1]) / f"train_{name}.pt"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
