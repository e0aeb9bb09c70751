"""Nested dictionaries (Bussmann et al. 2025) on the largest units of a batch."""

import torch
from golden import INPUT, run
from torch import nn
from torch.nn.functional import mse_loss, normalize

DIM, K, SIZES = 20, 4, [3, 8]


def nested(weights):
    to_units = weights.dense("code/dense", INPUT[0], DIM)
    idle = weights.state("code/idle", torch.zeros(DIM))
    threshold = weights.state("code/threshold", torch.zeros(()))
    atoms = weights.add("decoder/atoms", nn.Parameter(torch.zeros(DIM, INPUT[0])))
    bias = weights.add("decoder/bias", nn.Parameter(torch.zeros(INPUT[0])))

    @torch.no_grad()
    def to_unit_length():
        atoms.copy_(normalize(atoms))

    weights.after_update = to_unit_length

    def terms(x, step):
        kept = to_units(x).relu().flatten().topk(K * len(x))
        z = torch.zeros(len(x) * DIM).scatter(0, kept.indices, kept.values).reshape(len(x), DIM)
        least = kept.values.detach()
        least = least[least > 0].min()
        threshold.copy_(least if step == 0 else 0.99 * threshold + 0.01 * least)
        idle.add_(1)
        idle[(z != 0).any(0)] = 0
        errors = [mse_loss(z[:, :size] @ atoms[:size] + bias, x, reduction="sum") / len(x) for size in [*SIZES, DIM]]
        return {
            "reconstruction": (errors[-1], 1),
            "matryoshka": (sum(errors[:-1]), 0.5),
            "deadUnits": (torch.zeros(()), 0.03125),
            "dead": ((idle >= 100).sum(), 0),
        }

    return terms


CASES = {
    "matryoshka": run(
        "matryoshka",
        {"latentDim": DIM, "k": K, "sizes": SIZES, "nestedWeight": 0.5},
        nested,
    )
}
