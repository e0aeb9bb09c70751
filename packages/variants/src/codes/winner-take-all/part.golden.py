"""Winner-take-all (Makhzani & Frey 2015): lifetime sparsity."""

import torch
from golden import INPUT, likelihood, mlp, run
from torch import nn


def lifetime(values, count):
    """Of each unit, `[samples, units]`, the largest samples."""
    kept = values.topk(count, dim=0)
    return torch.zeros_like(values).scatter(0, kept.indices, kept.values)


def flat(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_units = weights.dense("code/dense", 6, 8)
    decoder = mlp(weights, "decoder", [8, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        z = lifetime(to_units(encoder(x)).relu(), 2)
        return {"reconstruction": (reconstruction(decoder(z), x), 1)}

    return terms


CASES = {
    "winner-take-all": run(
        "underComplete",
        {"hidden": [6], "latentDim": 8},
        flat,
        parts={"code": {"part": "winnerTakeAll@1", "options": {"dim": 8, "share": 0.5}}},
    )
}
