# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: make_network.py NAME FILE: a network of torchvision with random weights, traced."""
import sys
import warnings

import torch
import torchvision

warnings.filterwarnings("ignore")
torch.manual_seed(0)
network = torchvision.models.get_model(sys.argv[1], weights=None).eval()
torch.jit.trace(network, torch.zeros(1, 3, 224, 224), check_trace=False).save(sys.argv[2])
