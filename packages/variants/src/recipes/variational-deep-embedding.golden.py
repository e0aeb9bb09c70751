"""Variational deep embedding (Jiang et al. 2017), with the bound of their equation 8 term by term."""

import torch
from golden import INPUT, likelihood, mlp, noise, run
from torch import nn
from torch.distributions import Categorical, Independent, Normal, kl_divergence

CLUSTERS, DIM = 4, 3


def model(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, DIM)
    to_log_variance = weights.dense("code/logVariance", 6, DIM)
    logits = weights.add("prior/logits", nn.Parameter(torch.zeros(CLUSTERS)))
    means = weights.add("prior/means", nn.Parameter(torch.zeros(CLUSTERS, DIM)))
    log_deviations = weights.add("prior/logDeviations", nn.Parameter(torch.zeros(CLUSTERS, DIM)))
    reconstruction, _ = likelihood("bernoulli", weights)
    decoder = mlp(weights, "decoder", [DIM, 6, INPUT[0]], nn.Identity())

    def terms(x, step):
        h = encoder(x)
        q = Independent(Normal(to_mean(h), (to_log_variance(h) / 2).exp()), 1)
        z = q.mean + q.stddev * noise("normal", step, q.mean.shape)
        given = Independent(Normal(means, log_deviations.exp()), 1).log_prob(z[:, None])
        # q(c | x) = p(c | z), their equation 16.
        shares = Categorical(logits=given + logits.log_softmax(0))
        of_codes = q.log_prob(z) - (shares.probs * given).sum(1)
        of_clusters = kl_divergence(shares, Categorical(logits=logits.expand_as(given)))
        kl = (of_codes + of_clusters).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 2)}

    return terms


OPTIONS = {"hidden": [6], "latentDim": DIM, "clusters": CLUSTERS, "start": "random", "beta": 2}
CASES = {"variational deep embedding": run("variationalDeepEmbedding", OPTIONS, model)}
