#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small files of tests/data/state_dicts, whose content the tests know by rule:
element i of every tensor is i (bools: i is odd), whatever its dtype.

    make_test_state_dicts.py FOLDER

Run with each PyTorch whose files shall be tested; its version becomes part of the file names.
"""
import collections
import io
import os
import pathlib
import sys
import zipfile

import torch
from torch import nn

DTYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "complex64",
          "complex128"]


def counting(*shape, dtype=torch.float32):
    return torch.arange(torch.Size(shape).numel()).reshape(shape).to(dtype)


def dtypes():
    tensors = collections.OrderedDict((name, counting(2, 3, dtype=getattr(torch, name))) for name in DTYPES)
    tensors["bool"] = (torch.arange(6) % 2 == 1).reshape(2, 3)
    return tensors


def layouts():
    base = counting(24)
    return {
        "base": base,
        "shared": base,
        "view": base[4:12].view(2, 4),
        "transposed": base.view(4, 6).t(),
        "strided": base[2:20:3],
        "expanded": counting(3, 1).expand(3, 4),
        "scalar": torch.tensor(7.0),
        "empty": torch.zeros(0, 3),
        "channels_last": counting(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
        "parameter": nn.Parameter(counting(2, 2)),
        "frozen_parameter": nn.Parameter(counting(2, 2), requires_grad=False),
        "needs_grad": counting(2).requires_grad_(),
    }


def objects():
    return {
        "none": None, "true": True, "false": False,
        "ints": [0, 255, 256, 65536, -1, 2**31 - 1, -2**31, 2**31, 2**62, -2**63],
        "huge": 2**64, "float": 0.5, "text": "Grün 绿", "tuple": (1, (2, 3), ()),
        "nested": collections.OrderedDict([("a", {"b": counting(2)})]),
        "size": torch.Size([2, 3]), "dtype": torch.float16, 3: "number as key", "long": "x" * 300,
    }


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))


class RunsCommand:
    def __reduce__(self):
        return os.system, ("exit 1",)


def saved_on_cuda(tensors, path):
    tag = torch.serialization.location_tag
    torch.serialization.location_tag = lambda storage: "cuda:0"
    try:
        torch.save(tensors, path)
    finally:
        torch.serialization.location_tag = tag


def deflated(tensors, path):
    """What a user gets who unpacks such a file and packs it again."""
    plain = io.BytesIO()
    torch.save(tensors, plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    version = ".".join(torch.__version__.split(".")[:2])
    for name, content in [("dtypes", dtypes()), ("layouts", layouts()), ("objects", objects()),
                          ("network", network().state_dict())]:
        torch.save(content, folder / f"{name}-zip-{version}.pth")
        torch.save(content, folder / f"{name}-legacy-{version}.pth", _use_new_zipfile_serialization=False)
        torch.save(content, folder / f"{name}-protocol4-{version}.pth", pickle_protocol=4)
    masks = {"0": {"weight": (torch.arange(18) % 2).float().reshape(2, 1, 3, 3), "bias": None},
             "4": {"weight": torch.ones(3, 8), "bias": torch.tensor([1.0, 0.0, 1.0])}}
    torch.save(masks, folder / f"mask-{version}.pth")
    torch.save(network(), folder / f"module-{version}.pth")
    torch.save({"weight": counting(2), "hook": RunsCommand()}, folder / f"command-{version}.pth")
    torch.jit.save(torch.jit.script(network().eval()), folder / f"torchscript-{version}.pt")
    if version == "1.13":
        torch.onnx.export(network().eval(), torch.zeros(1, 1, 4, 4), folder / "network.onnx")
        saved_on_cuda(dtypes(), folder / "cuda.pth")
        deflated(dtypes(), folder / "deflated.pth")
    else:
        torch.export.save(torch.export.export(network().eval(), (torch.zeros(1, 1, 4, 4),)), folder / "network.pt2")
        torch.save({"small": counting(2), "wide": torch.arange(6).to(torch.uint16)}, folder / "uint16.pth")


if __name__ == "__main__":
    main()
