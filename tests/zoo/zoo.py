#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prunes networks of torchvision to half of their channels, removes them, and checks what comes out.

Usage: zoo.py --cli espalier-cli [--through-reductions] [--all | NAME ...]

NAME is a classification or segmentation network of torchvision, or backbone:NAME for the backbone of a detection
network; each is made with random weights, traced and scripted. A network passes when espalier-cli prune and speedup
succeed, outputs of the smaller network equal those of the masked one in Python, one training step works, and less is
left than before. --through-reductions prunes channels that norms and the like compute with as well. Prints a table with the reason of each failure; exit code 1 when there is one, 77 without torchvision.
"""
import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

try:
    import torch
    import torchvision
except ImportError:
    sys.exit(77)

warnings.filterwarnings("ignore")

AGREEMENT = 1e-4
CONFIG = [{"sparsity": 0.5, "op_types": ["Conv2d", "Linear", "MultiheadAttention"]}]
# Sizes that a network insists on; 64 does for all others.
SIZES = {"backbone:ssd300_vgg16": 300, "alexnet": 96, "inception_v3": 96, "maxvit_t": 224}
NO_AUXILIARY = {"inception_v3", "googlenet"}


def all_names():
    names = torchvision.models.list_models(module=torchvision.models)
    names += torchvision.models.list_models(module=torchvision.models.segmentation)
    names += ["backbone:" + name for name in torchvision.models.list_models(module=torchvision.models.detection)]
    return names


def build(name):
    """The network, ready to be saved, and an input for it."""
    torch.manual_seed(0)
    size = SIZES.get(name, 64)
    if name.startswith("backbone:"):
        network = torchvision.models.get_model(name[9:], weights=None, weights_backbone=None).backbone
    else:
        options = {"weights": None}
        if name in torchvision.models.list_models(module=torchvision.models.segmentation):
            options.update(weights_backbone=None, num_classes=5)
        else:
            options["num_classes"] = 10
        if name in NO_AUXILIARY:
            options.update(aux_logits=False, init_weights=False)
        if name.startswith("vit_"):
            options["image_size"] = 64 if not name.endswith("14") else 56
            size = options["image_size"]
        network = torchvision.models.get_model(name, **options)
    for module in network.modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.2)
        # A head of zeros, as vision transformers begin with, would make every comparison agree.
        elif isinstance(module, torch.nn.Linear) and not module.weight.any():
            torch.nn.init.normal_(module.weight, 0, 0.05)
    return network.eval(), torch.randn(2, 3, size, size)


def tensors_of(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [tensor for element in value for tensor in tensors_of(element)] if isinstance(value, (list, tuple)) else []


def difference(expected, actual):
    largest = 0.0
    for a, b in zip(tensors_of(expected), tensors_of(actual), strict=True):
        if a.shape != b.shape:
            return float("inf")
        largest = max(largest, ((a - b).abs().max() / a.abs().max().clamp(min=1e-6)).item())
    return largest


def run_cli(cli, *arguments):
    done = subprocess.run([cli, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}")
    return done.stdout


def rebuilds(name, folder, smaller, example):
    """Whether small.py makes the same network from the nn.Module. Code that holds sizes of its own cannot follow."""
    spec = importlib.util.spec_from_file_location("small", os.path.join(folder, "small.py"))
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    try:
        network = program.rebuild(build(name)[0]).eval()
        if name.startswith("vit_"):
            network.hidden_dim = network.conv_proj.out_channels  # forward() asks for it
        with torch.no_grad():
            return "yes" if difference(smaller(example), network(example)) < AGREEMENT else "differs"
    except (RuntimeError, AttributeError, IndexError):
        return "no"


def train_one_step(network, example):
    network.train()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001)
    loss = sum(tensor.float().square().mean() for tensor in tensors_of(network(example)))
    loss.backward()
    optimizer.step()


def check(name, kind, cli, folder, through):
    """What is left of parameters and MACs, and whether small.py works. Raises RuntimeError with the reason where something is wrong."""
    network, example = build(name)
    source = os.path.join(folder, "net.pt")
    # With gradients on: without them attention is traced as a fused operator that cannot be trained.
    if kind == "traced":
        torch.jit.trace(network, example, check_trace=False, strict=False).save(source)
    else:
        torch.jit.script(network).save(source)
    shape = ",".join(str(size) for size in (1, *example.shape[1:]))
    config = os.path.join(folder, "config.json")
    with open(config, "w", encoding="utf-8") as file:
        json.dump(CONFIG, file)
    pruned = os.path.join(folder, "pruned")
    small = os.path.join(folder, "small.pt")
    run_cli(cli, "prune", source, "--config", config, "--algorithm", "l1", "--mode", "dependency-aware",
            "--input-shape", shape, "--out", pruned, *(["--through-reductions"] if through else []))
    if through:
        source = os.path.join(pruned, "model.pt")
    report = json.loads(run_cli(cli, "speedup", source, "--masks", os.path.join(pruned, "mask.pth"), "--input-shape",
                                shape, "--out", small, "--json"))
    masked = torch.jit.load(os.path.join(pruned, "model.pt")).eval()
    smaller = torch.jit.load(small).eval()
    with torch.no_grad():
        found = difference(masked(example), smaller(example))
    if not found < AGREEMENT:
        raise RuntimeError(f"outputs differ by {found:.1e}")
    rebuilt = rebuilds(name, folder, smaller, example)
    train_one_step(smaller, example)
    if report["parameters_after"] >= report["parameters_before"]:
        raise RuntimeError("nothing was removed")
    return (f"{100 * report['parameters_after'] / report['parameters_before']:.0f} %",
            f"{100 * report['macs_after'] / max(1, report['macs_before']):.0f} %", rebuilt)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--through-reductions", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    failures = 0
    names = all_names() if options.all else options.names
    print(f"{'network':44} {'kind':9} {'parameters':>10} {'MACs':>7} {'.py':>7} {'seconds':>8}  result", flush=True)
    for name in names:
        for kind in ("traced", "scripted"):
            started = time.time()
            left = ("-", "-", "-")
            result = "ok"
            with tempfile.TemporaryDirectory() as folder:
                try:
                    left = check(name, kind, options.cli, folder, options.through_reductions)
                except Exception as error:  # the table names every reason
                    failures += 1
                    result = " ".join(str(error).split())[:300]
            seconds = time.time() - started
            print(f"{name:44} {kind:9} {left[0]:>10} {left[1]:>7} {left[2]:>7} {seconds:8.1f}  {result}", flush=True)
    print(f"{2 * len(names) - failures} of {2 * len(names)} passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
