#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files of this folder with Python's PyTorch: usage make_files.py [FOLDER]."""
import os
import sys

import torch
from torch import nn


class SmallNet(nn.Module):
    """8x8 grey images, three classes."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(16)
        self.fc = nn.Linear(16, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        x = torch.relu(self.bn2(self.conv2(x)))
        return self.fc(x.mean([2, 3]))


class NormNet(nn.Module):
    """8x8 grey images, three classes, norms over all channels."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.norm1 = nn.GroupNorm(1, 8)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.norm2 = nn.LayerNorm(16)
        self.fc = nn.Linear(16, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.norm1(self.conv1(x))), 2)
        x = torch.relu(self.conv2(x)).mean([2, 3])
        return self.fc(self.norm2(x))


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    torch.manual_seed(0)
    net = SmallNet().eval()
    torch.jit.script(net).save(os.path.join(folder, "small_net.pt"))
    norms = NormNet().eval()
    for norm in (norms.norm1, norms.norm2):
        for parameter in norm.parameters():
            nn.init.uniform_(parameter, 0.5, 1.5)
    # Kept in tests/data/models.
    torch.jit.script(norms).save(os.path.join(folder, "norms_scripted.pt"))
    torch.save(net, os.path.join(folder, "pickled_module.pth"))
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(0.5)
    torch.save(net.state_dict(), os.path.join(folder, "halved_weights.pth"))


if __name__ == "__main__":
    main()
