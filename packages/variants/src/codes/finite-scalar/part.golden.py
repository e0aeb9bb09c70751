"""Finite scalar quantisation as in the listing of Mentzer et al. 2024, appendix A.1."""

import torch
from golden import INPUT, likelihood, mlp, run
from torch import nn

LEVELS = torch.tensor([7, 4, 5])


def quantise(z, levels):
    half = (levels - 1) * (1 - 1e-3) / 2
    offset = torch.where(levels % 2 == 1, 0.0, 0.5)
    shift = (offset / half).tan()
    bounded = (z + shift).tanh() * half - offset
    rounded = bounded + (bounded.round() - bounded).detach()
    return rounded / (levels // 2)


def finite_scalar(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_vectors = weights.dense("code/dense", 6, 2 * 3)
    decoder = mlp(weights, "decoder", [2 * 3, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        z = quantise(to_vectors(encoder(x)).reshape(-1, 3), LEVELS)
        return {"reconstruction": (reconstruction(decoder(z.reshape(len(x), -1)), x), 1)}

    return terms


CASES = {
    "finite scalar": run(
        "underComplete",
        {"hidden": [6], "latentDim": 3},
        finite_scalar,
        parts={"code": {"part": "finiteScalar@1", "options": {"levels": [7, 4, 5], "positions": 2}}},
    )
}
