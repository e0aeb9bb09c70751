"""JumpReLU with the pseudo-derivatives of Rajamanoharan et al. 2024, equations 11 and 12."""

import torch
from golden import INPUT, likelihood, run
from torch import nn

DIM, BANDWIDTH, SPARSITY = 16, 0.4, 0.2


def rectangle(x):
    return ((x > -0.5) & (x < 0.5)).double()


class JumpReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, threshold):
        ctx.save_for_backward(x, threshold)
        return x * (x > threshold)

    @staticmethod
    def backward(ctx, gradient):
        x, threshold = ctx.saved_tensors
        slope = -(threshold / BANDWIDTH) * rectangle((x - threshold) / BANDWIDTH)
        return (x > threshold) * gradient, (slope * gradient).sum(0)


class Step(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, threshold):
        ctx.save_for_backward(x, threshold)
        return (x > threshold).double()

    @staticmethod
    def backward(ctx, gradient):
        x, threshold = ctx.saved_tensors
        slope = -rectangle((x - threshold) / BANDWIDTH) / BANDWIDTH
        return torch.zeros_like(x), (slope * gradient).sum(0)


def jump_relu(weights):
    to_units = weights.dense("code/dense", INPUT[0], DIM)
    log_threshold = weights.add("code/logThreshold", nn.Parameter(torch.zeros(DIM)))
    idle = weights.state("code/idle", torch.zeros(DIM))
    decoder = weights.dense("decoder/0", DIM, INPUT[0])
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        values, threshold = to_units(x), log_threshold.exp()
        z = JumpReLU.apply(values, threshold)
        idle.add_(1)
        idle[(z != 0).any(0)] = 0
        return {
            "reconstruction": (reconstruction(decoder(z), x), 1),
            "active": (Step.apply(values, threshold).sum(1).mean(), SPARSITY),
            "dead": ((idle >= 3).sum(), 0),
        }

    return terms


CASES = {
    "jump relu": run(
        "underComplete",
        {"hidden": [], "latentDim": DIM},
        jump_relu,
        parts={
            "code": {
                "part": "jumpRelu@1",
                "options": {"dim": DIM, "sparsity": SPARSITY, "bandwidth": BANDWIDTH, "deadAfter": 3},
            }
        },
    )
}
