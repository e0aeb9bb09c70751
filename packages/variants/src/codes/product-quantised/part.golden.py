"""Product quantisation with learned codebooks, and one codebook through a linear map (SimVQ)."""

import torch
from golden import INPUT, likelihood, mlp, run
from torch import nn

GROUPS, ENTRIES, DIM, DECAY = 2, 5, 4, 0.99


def quantised(weights, groups, entries_of):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_vectors = weights.dense("code/dense", 6, DIM)
    scopes = [f"code/{group}/" for group in range(groups)] if groups > 1 else ["code/"]
    books = [entries_of(weights, scope, DIM // groups) for scope in scopes]
    uses = [weights.state(f"{scope}use", torch.zeros(ENTRIES)) for scope in scopes]
    decoder = mlp(weights, "decoder", [DIM, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("squaredError", weights)

    def terms(x, _):
        vectors = to_vectors(encoder(x))
        pieces, perplexity, dead = [], 0, 0
        for piece, entries, use in zip(vectors.chunk(groups, 1), books, uses):
            nearest = torch.cdist(piece.detach(), entries().detach()).argmin(1)
            pieces.append(entries()[nearest])
            counts = torch.bincount(nearest, minlength=ENTRIES).double()
            perplexity = perplexity + torch.special.entr(counts / len(x)).sum().exp() / groups
            use.mul_(DECAY).add_(counts, alpha=1 - DECAY)
            dead = dead + (use < 0.1 * use.mean()).sum()
        chosen = torch.cat(pieces, 1)
        z = vectors + (chosen - vectors).detach()
        return {
            "reconstruction": (reconstruction(decoder(z), x), 1),
            "commitment": ((vectors - chosen.detach()).square().sum() / len(x), 0.25),
            "codebook": ((vectors.detach() - chosen).square().sum() / len(x), 1),
            "perplexity": (perplexity, 0),
            "dead": (dead, 0),
        }

    return terms


def learned(weights, scope, size):
    book = weights.add(f"{scope}codebook", nn.Parameter(torch.zeros(ENTRIES, size)))
    return lambda: book


def mapped(weights, scope, size):
    fixed = weights.add(f"{scope}codebook", nn.Parameter(torch.zeros(ENTRIES, size), requires_grad=False))
    linear = weights.add_kernel(f"{scope}map", nn.Linear(size, size, bias=False).weight)
    return lambda: fixed @ linear.T


def case(part, options, groups, entries_of):
    return run(
        "underComplete",
        {"hidden": [6], "latentDim": 3},
        lambda w: quantised(w, groups, entries_of),
        parts={"code": {"part": part, "options": {"entries": ENTRIES, "dim": DIM, **options}}},
    )


CASES = {
    "product quantised": case("productQuantised@1", {"groups": GROUPS, "codebook": "learned"}, GROUPS, learned),
    "vector-quantised, mapped": case("vectorQuantised@1", {"codebook": "mapped"}, 1, mapped),
}
