#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes torchvision's ResNet-50 with random weights as TorchScript. Usage: make_resnet50.py OUT.pt"""

import sys

import torch
import torchvision

torch.manual_seed(0)
torch.jit.save(torch.jit.script(torchvision.models.resnet50(weights=None).eval()), sys.argv[1])
