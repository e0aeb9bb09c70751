"""A masked autoregressive flow as prior; log determinants are those of the Jacobians that PyTorch finds."""

import torch
from golden import INPUT, likelihood, mlp, noise, run
from torch import nn
from torch.distributions import Independent, Normal
from torch.func import jacfwd, vmap
from torch.nn.functional import elu, linear

DIM, STEPS, HIDDEN = 3, 2, [6, 4]


def conditional(weights, name, reverse):
    """MADE (Germain et al. 2015): mean and deviation of each number by those before it."""
    order = torch.arange(DIM, 0, -1) if reverse else torch.arange(1, DIM + 1)
    degrees = [order, *[1 + (torch.arange(n) * (DIM - 1)).div(n, rounding_mode="floor") for n in HIDDEN]]
    layers = [weights.dense(f"{name}/{i}", len(degrees[i]), n) for i, n in enumerate(HIDDEN)]
    heads = [weights.dense(f"{name}/{head}", HIDDEN[-1], DIM) for head in ["shift", "scale"]]

    def network(x):
        for i, layer in enumerate(layers):
            x = elu(linear(x, layer.weight * (degrees[i + 1][:, None] >= degrees[i]), layer.bias))
        mean, scale = [linear(x, h.weight * (order[:, None] > degrees[-1]), h.bias) for h in heads]
        return mean, (2 * torch.tanh(scale / 2)).exp()

    return network


def model(weights):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, DIM)
    to_log_variance = weights.dense("code/logVariance", 6, DIM)
    networks = [conditional(weights, f"prior/{i}", i % 2 == 1) for i in range(STEPS)]
    shift = weights.add("prior/shift", nn.Parameter(torch.zeros(DIM)))
    log_scale = weights.add("prior/logScale", nn.Parameter(torch.zeros(DIM)))
    reconstruction, _ = likelihood("bernoulli", weights)
    decoder = mlp(weights, "decoder", [DIM, 6, INPUT[0]], nn.Identity())

    def to_noise(z):
        x = (z - shift) / log_scale.exp()
        for network in networks:
            mean, deviation = network(x)
            x = (x - mean) / deviation
        return x

    def terms(x, step):
        h = encoder(x)
        q = Independent(Normal(to_mean(h), (to_log_variance(h) / 2).exp()), 1)
        z = q.mean + q.stddev * noise("normal", step, q.mean.shape)
        log_determinant = torch.linalg.slogdet(vmap(jacfwd(to_noise))(z)).logabsdet
        base = Independent(Normal(torch.zeros(DIM), torch.ones(DIM)), 1)
        kl = (q.log_prob(z) - base.log_prob(to_noise(z)) - log_determinant).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 1)}

    return terms


OPTIONS = {"steps": STEPS, "hidden": HIDDEN}
CASES = {
    "masked autoregressive flow as prior": run(
        "variational",
        {"hidden": [6], "latentDim": DIM},
        model,
        parts={"prior": {"part": "maskedAutoregressiveFlow@1", "options": OPTIONS}},
    )
}
