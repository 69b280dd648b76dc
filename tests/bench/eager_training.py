#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times training steps of a network in eager PyTorch, for espalier_bench to compare with.

Usage: eager_training.py UNTRAINED_NETWORK_SCRIPT THREADS BATCH STEPS
Prints one number: the median milliseconds of a step (forward, cross entropy, backward, SGD with momentum).
"""

import importlib.util
import statistics
import sys
import time

import torch


def main() -> int:
    path, threads, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    spec = importlib.util.spec_from_file_location("network", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    torch.manual_seed(0)
    network = module.FashionResNet().train()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
    images = torch.randn(batch, 1, 28, 28)
    labels = torch.randint(0, 10, (batch,))
    times = []
    for step in range(steps + 3):
        start = time.perf_counter()
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(images), labels).backward()
        optimizer.step()
        if step >= 3:
            times.append(time.perf_counter() - start)
    print(statistics.median(times) * 1000)
    return 0


if __name__ == "__main__":
    sys.exit(main())
