"""Residual quantisation with codebooks at moving averages, whose counts and sums are kept apart."""

import torch
from golden import INPUT, likelihood, mlp, run
from torch import nn

STAGES, ENTRIES, DIM, POSITIONS, DECAY = 3, 4, 2, 2, 0.9


def entropy_power(chosen):
    return torch.special.entr(chosen.mean(0)).sum().exp()


def residual_quantised(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_vectors = weights.dense("code/dense", 6, POSITIONS * DIM)
    books = [
        weights.add(f"code/{stage}/codebook", nn.Parameter(torch.zeros(ENTRIES, DIM), requires_grad=False))
        for stage in range(STAGES)
    ]
    uses = [weights.state(f"code/{stage}/use", torch.zeros(ENTRIES)) for stage in range(STAGES)]
    sums = [torch.zeros(ENTRIES, DIM) for _ in range(STAGES)]
    decoder = mlp(weights, "decoder", [POSITIONS * DIM, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        vectors = to_vectors(encoder(x)).reshape(-1, DIM)
        total, commitment, perplexity, dead = torch.zeros_like(vectors), 0, 0, 0
        for book, use, summed in zip(books, uses, sums):
            left = (vectors - total).detach()
            nearest = torch.cdist(left, book).argmin(1)
            chosen = nn.functional.one_hot(nearest, ENTRIES).double()
            total = total + book[nearest]
            commitment = commitment + (vectors - total).square().sum() / len(x)
            perplexity = perplexity + entropy_power(chosen) / STAGES
            use.mul_(DECAY).add_(chosen.sum(0), alpha=1 - DECAY)
            dead = dead + (use < 0.1 * use.mean()).sum()
            summed.mul_(DECAY).add_(chosen.T @ left, alpha=1 - DECAY)
            known = use > 0
            book.data[known] = (summed / use[:, None])[known]
        z = vectors + (total - vectors).detach()
        return {
            "reconstruction": (reconstruction(decoder(z.reshape(len(x), -1)), x), 1),
            "commitment": (commitment, 0.25),
            "perplexity": (perplexity, 0),
            "dead": (dead, 0),
        }

    return terms


CASES = {
    "residual quantised": run(
        "underComplete",
        {"hidden": [6], "latentDim": 3},
        residual_quantised,
        parts={
            "code": {
                "part": "residualQuantised@1",
                "options": {
                    "stages": STAGES,
                    "entries": ENTRIES,
                    "dim": DIM,
                    "positions": POSITIONS,
                    "decay": DECAY,
                    "restart": False,
                },
            }
        },
    )
}
