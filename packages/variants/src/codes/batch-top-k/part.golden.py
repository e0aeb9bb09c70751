"""The largest units of a whole batch (Bussmann et al. 2024), with the threshold for use."""

import torch
from golden import INPUT, likelihood, run
from torch import nn

DIM, K, DECAY, DEAD_AFTER = 20, 3, 0.8, 2


def batch_top_k(weights):
    to_units = weights.dense("code/dense", INPUT[0], DIM)
    idle = weights.state("code/idle", torch.zeros(DIM))
    threshold = weights.state("code/threshold", torch.zeros(()))
    decoder = weights.dense("decoder/0", DIM, INPUT[0])
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, step):
        values = to_units(x).relu()
        kept = values.flatten().topk(K * len(x))
        z = torch.zeros(len(x) * DIM).scatter(0, kept.indices, kept.values).reshape(len(x), DIM)
        least = kept.values.detach()
        least = least[least > 0].min()
        threshold.copy_(least if step == 0 else DECAY * threshold + (1 - DECAY) * least)
        idle.add_(1)
        idle[(z != 0).any(0)] = 0
        return {
            "reconstruction": (reconstruction(decoder(z), x), 1),
            "dead": ((idle >= DEAD_AFTER).sum(), 0),
        }

    return terms


CASES = {
    "batch top-k": run(
        "underComplete",
        {"hidden": [], "latentDim": DIM},
        batch_top_k,
        parts={
            "code": {
                "part": "batchTopK@1",
                "options": {"dim": DIM, "k": K, "decay": DECAY, "deadAfter": DEAD_AFTER},
            }
        },
    )
}
