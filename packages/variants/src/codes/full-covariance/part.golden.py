"""A normal distribution with a triangular factor, by torch.distributions."""

import torch
from golden import INPUT, likelihood, mlp, noise, run
from torch import nn
from torch.distributions import MultivariateNormal, kl_divergence

DIM = 4


def full_covariance(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, DIM)
    to_log_diagonal = weights.dense("code/logDiagonal", 6, DIM)
    to_lower = weights.dense("code/lower", 6, DIM * (DIM - 1) // 2)
    decoder = mlp(weights, "decoder", [DIM, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("bernoulli", weights)
    rows, columns = torch.tril_indices(DIM, DIM, -1)

    def terms(x, step):
        h = encoder(x)
        factor = torch.diag_embed(to_log_diagonal(h).exp())
        factor = factor.index_put((torch.arange(len(x))[:, None], rows, columns), to_lower(h))
        posterior = MultivariateNormal(to_mean(h), scale_tril=factor)
        epsilon = noise("normal", step, [len(x), DIM])
        z = posterior.mean + (factor @ epsilon[..., None])[..., 0]
        kl = kl_divergence(posterior, MultivariateNormal(torch.zeros(DIM), torch.eye(DIM))).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 0.5)}

    return terms


CASES = {
    "full covariance": run(
        "variational",
        {"hidden": [6], "latentDim": DIM},
        full_covariance,
        parts={"code": {"part": "fullCovariance@1", "options": {"dim": DIM, "beta": 0.5}}},
    )
}
