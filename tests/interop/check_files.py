# SPDX-License-Identifier: GPL-3.0-or-later
"""check_files.py NETWORK FOLDER KIND: everything that Espalier hands to Python. Ends with a sentence where it is wrong."""
import pathlib
import sys

import torch

from exchange import load, make, read_floats, require_equal


def check_state_dict(model, example, folder, kind):
    state = load(folder / f"{kind}.pth")
    if type(state).__name__ != "OrderedDict":
        sys.exit(f"the state dict is a {type(state).__name__}")
    if list(state) != list(model.state_dict()):
        sys.exit(f"other names or another order: {list(state)}")
    for key, value in model.state_dict().items():
        if value.dtype != state[key].dtype or value.shape != state[key].shape:
            sys.exit(f"{key} has another type or shape")
    model.load_state_dict(state, strict=True)
    with torch.no_grad():
        require_equal("state dict", read_floats(folder / f"{kind}.f32", (len(example), -1)), model(example))


def check_torchscript(model, example, folder, kind):
    exported = torch.jit.load(str(folder / f"{kind}.pt"))
    if sorted(exported.state_dict()) != sorted(model.state_dict()):
        sys.exit(f"TorchScript has other names: {list(exported.state_dict())}")
    expected = read_floats(folder / f"{kind}.f32", (len(example), -1))
    with torch.no_grad():
        exported.eval()
        require_equal("TorchScript", expected, exported(example))
        check_training(model, exported, example)
        exported.load_state_dict(load(folder / f"{kind}.pth"), strict=True)
        exported.eval()
        require_equal("TorchScript after .train().eval()", expected, exported(example))


def check_training(model, exported, example):
    """Batch norms then take the batch's statistics, dropouts drop."""
    has_norms = any(isinstance(m, torch.nn.BatchNorm2d) for m in model.modules())
    has_dropout = any(isinstance(m, torch.nn.Dropout) for m in model.modules())
    evaluated = exported(example)
    exported.train()
    if not exported.training:
        sys.exit("train() does not set training")
    trained = exported(example)
    if (has_norms or has_dropout) and torch.equal(evaluated, trained):
        sys.exit("train() changes nothing")
    if has_dropout and torch.equal(trained, exported(example)):
        sys.exit("dropout drops nothing after train()")
    if has_norms and not has_dropout:
        model.train()
        require_equal("TorchScript in training", model(example), trained)
        model.eval()


def check_masks(folder):
    original, written = load(folder / "mask.pth"), load(folder / "written_mask.pth")
    if type(written) is not dict or list(original) != list(written):
        sys.exit("the mask file names other layers")
    for layer, masks in written.items():
        if type(masks) is not dict or list(masks) != ["weight", "bias"]:
            sys.exit(f"{layer} has {list(masks)}")
        for target, mask in masks.items():
            expected = original[layer][target]
            same = mask is expected if expected is None else mask.dtype == torch.float32 and torch.equal(mask, expected)
            if not same:
                sys.exit(f"the mask {target} of {layer} differs")


def check_masked(model, folder):
    """NNI's apply_compression_results: weights times masks, exactly."""
    masked, state = load(folder / "masked.pth"), load(folder / "other_zip.pth")
    for layer, masks in load(folder / "mask.pth").items():
        for target, mask in masks.items():
            if mask is not None:
                state[f"{layer}.{target}"] *= mask
    for key in model.state_dict():
        if not torch.equal(state[key], masked[key]):
            sys.exit(f"{key} is not weight times mask")


def main():
    name, folder, kind = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    model, example = make(name)
    check_state_dict(model, example, folder, kind)
    check_torchscript(model, example, folder, kind)
    if kind == "masked":
        check_masks(folder)
        check_masked(model, folder)


if __name__ == "__main__":
    main()
