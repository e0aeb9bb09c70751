"""A code of the first steps that is decoded to past and future, by PyTorch."""

import torch
from golden import SEQUENCE, run
from torch.nn.functional import mse_loss

STEPS, CHANNELS = SEQUENCE
SEEN = 3


def composite(weights):
    encoder = weights.dense("encoder/of/0", SEEN * CHANNELS, 6)
    to_code = weights.dense("code/dense", 6, 3)
    past = weights.dense("decoder/past/0", 3, SEEN * CHANNELS)
    future = weights.dense("decoder/future/0", 3, (STEPS - SEEN) * CHANNELS)

    def terms(x, _):
        z = to_code(encoder(x[:, :SEEN].flatten(1)).relu())
        out = torch.cat([past(z), future(z)], 1).reshape(x.shape)
        return {"reconstruction": (mse_loss(out, x, reduction="sum") / len(x), 1)}

    return terms


def dense(**options):
    return {"part": "dense@1", "options": options}


CASES = {
    "composite": run(
        "underComplete",
        {"latentDim": 3},
        composite,
        shape=SEQUENCE,
        parts={
            "encoder": {
                "part": "firstSteps@1",
                "options": {"of": dense(hidden=[6]), "steps": SEEN},
            },
            "decoder": {
                "part": "composite@1",
                "options": {"past": dense(), "future": dense(), "steps": SEEN},
            },
        },
    )
}
