"""Lookup-free quantisation (Yu et al. 2024), with shares of all entries of a group from distances to them."""

from itertools import product

import torch
from golden import INPUT, likelihood, mlp, run
from torch import nn
from torch.distributions import Categorical

DIM, GROUP, POSITIONS, TEMPERATURE = 4, 2, 2, 0.5


def soft_choices(vectors, bits):
    """A distribution over the entries of each group of bits, `[vectors, groups, entries]`."""
    entries = torch.tensor(list(product([-1.0, 1.0], repeat=bits)))
    pieces = vectors.reshape(len(vectors), -1, 1, bits)
    return Categorical(logits=-(pieces - entries).square().sum(-1) / TEMPERATURE)


def lookup_free(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_vectors = weights.dense("code/dense", 6, POSITIONS * DIM)
    decoder = mlp(weights, "decoder", [POSITIONS * DIM, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        vectors = to_vectors(encoder(x)).reshape(-1, DIM)
        signs = torch.where(vectors > 0, 1.0, -1.0)
        z = vectors + (signs - vectors).detach()
        unsure = soft_choices(vectors, DIM).entropy().sum(1).mean()
        even = Categorical(probs=soft_choices(vectors, GROUP).probs.mean(0)).entropy().sum()
        return {
            "reconstruction": (reconstruction(decoder(z.reshape(len(x), -1)), x), 1),
            "commitment": ((vectors - signs).square().sum() / len(x), 0.25),
            "entropy": (POSITIONS * (unsure - even), 0.3),
        }

    return terms


CASES = {
    "lookup-free": run(
        "underComplete",
        {"hidden": [6], "latentDim": 3},
        lookup_free,
        parts={
            "code": {
                "part": "lookupFree@1",
                "options": {
                    "dim": DIM,
                    "positions": POSITIONS,
                    "group": GROUP,
                    "temperature": TEMPERATURE,
                    "entropy": 0.3,
                },
            }
        },
    )
}
