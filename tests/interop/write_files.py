# SPDX-License-Identifier: GPL-3.0-or-later
"""write_files.py NETWORK FOLDER: everything that Python hands to Espalier."""
import pathlib
import sys

import torch

from exchange import make, write_floats


def masks_of(model):
    """Masks as NNI writes them: whole output channels, bias too where there is one."""
    masks = {}
    for name, module in model.named_modules():
        if type(module).__name__ not in ("Conv2d", "Linear"):
            continue
        kept = (torch.arange(module.weight.shape[0]) % 3 != 0).float()
        weight = torch.ones_like(module.weight) * kept.view(-1, *[1] * (module.weight.dim() - 1))
        masks[name] = {"weight": weight.detach(), "bias": kept.clone() if module.bias is not None else None}
    return masks


def main():
    name, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    model, example = make(name)
    write_floats(folder / "input.f32", example)
    (folder / "shape.txt").write_text(",".join(map(str, example.shape)))
    torch.jit.script(model).save(str(folder / "scripted.pt"))
    torch.jit.trace(model, example).save(str(folder / "traced.pt"))
    with torch.no_grad():
        write_floats(folder / "output.f32", model(example))

    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(0.9)
        write_floats(folder / "other_output.f32", model(example))
    torch.save(model.state_dict(), folder / "other_zip.pth")
    torch.save(model.state_dict(), folder / "other_legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "state_dict": {f"module.{k}": v for k, v in model.state_dict().items()},
                "optimizer": torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9).state_dict()},
               folder / "other_checkpoint.pth")
    torch.save(dict(model.named_parameters(), **dict(model.named_buffers())), folder / "other_parameters.pth")
    torch.save(masks_of(model), folder / "mask.pth")


if __name__ == "__main__":
    main()
