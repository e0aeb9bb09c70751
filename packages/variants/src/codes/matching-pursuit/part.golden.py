"""Matching pursuit, atom by atom, on unit columns that the decoder shares."""

import torch
from golden import INPUT, likelihood, run
from torch import nn
from torch.nn.functional import normalize

DIM, K = 20, 3


def matching_pursuit(weights):
    atoms = weights.add("code/atoms", nn.Parameter(torch.zeros(INPUT[0], DIM)))
    centre = weights.add("code/centre", nn.Parameter(torch.zeros(INPUT[0])))
    idle = weights.state("code/idle", torch.zeros(DIM))
    bias = weights.add("decoder/0/bias", nn.Parameter(torch.zeros(INPUT[0])))
    reconstruction, _ = likelihood("squaredError", weights)

    @torch.no_grad()
    def to_unit_length():
        atoms.copy_(normalize(atoms, dim=0))

    weights.after_update = to_unit_length

    def code_of(sample):
        left, units = sample - centre, torch.zeros(DIM)
        for _ in range(K):
            products = atoms.T @ left
            best = products.argmax().item()
            units = units + products[best] * torch.eye(DIM)[best]
            left = left - products[best] * atoms[:, best]
        return units

    def terms(x, _):
        z = torch.stack([code_of(sample) for sample in x])
        idle.add_(1)
        idle[(z != 0).any(0)] = 0
        return {
            "reconstruction": (reconstruction(z @ atoms.T + bias, x), 1),
            "dead": ((idle >= 2).sum(), 0),
        }

    return terms


CASES = {
    "matching pursuit": run(
        "underComplete",
        {"hidden": [], "latentDim": DIM, "tied": True},
        matching_pursuit,
        parts={"code": {"part": "matchingPursuit@1", "options": {"dim": DIM, "k": K, "deadAfter": 2}}},
    )
}
