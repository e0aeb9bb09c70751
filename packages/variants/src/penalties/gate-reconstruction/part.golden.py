"""A gated sparse autoencoder as in the listing of Rajamanoharan et al. 2024, appendix."""

import torch
from golden import INPUT, run
from torch import nn
from torch.nn.functional import mse_loss, normalize

DIM = 20


def gated(weights):
    layer = weights.dense("code/dense", INPUT[0], DIM)
    log_scale = weights.add("code/logScale", nn.Parameter(torch.zeros(DIM)))
    offset = weights.add("code/offset", nn.Parameter(torch.zeros(DIM)))
    idle = weights.state("code/idle", torch.zeros(DIM))
    atoms = weights.add("decoder/atoms", nn.Parameter(torch.zeros(DIM, INPUT[0])))
    bias = weights.add("decoder/bias", nn.Parameter(torch.zeros(INPUT[0])))

    @torch.no_grad()
    def to_unit_length():
        atoms.copy_(normalize(atoms))

    weights.after_update = to_unit_length

    def terms(x, _):
        gate = layer(x)
        sums = x @ layer.weight.T
        z = (gate > 0) * (log_scale.exp() * sums + offset).relu()
        idle.add_(1)
        idle[(z != 0).any(0)] = 0
        told = gate.relu() @ atoms.detach() + bias.detach()
        return {
            "reconstruction": (mse_loss(z @ atoms + bias, x, reduction="sum") / len(x), 1),
            "gate": (gate.relu().sum(1).mean(), 0.1),
            "gateReconstruction": (mse_loss(told, x, reduction="sum") / len(x), 0.5),
            "dead": ((idle >= 2).sum(), 0),
        }

    return terms


CASES = {
    "gated sparse": run(
        "gatedSparse",
        {"latentDim": DIM, "sparsity": 0.1, "gateWeight": 0.5, "deadAfter": 2},
        gated,
    )
}
