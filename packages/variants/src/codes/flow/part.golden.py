"""Posteriors that go through flows; log determinants are those of the Jacobians that PyTorch finds."""

import torch
from golden import BATCH, INPUT, likelihood, mlp, noise, run
from torch import nn
from torch.distributions import Independent, Normal
from torch.func import jacfwd, vmap
from torch.nn.functional import elu, linear, softplus

DIM, FEATURES = 3, 6


def planar(weights, name, **_):
    layer = weights.dense(f"{name}/parameters", FEATURES, 2 * DIM + 1)

    def step(z, h):
        u, w, b = layer(h).split([DIM, DIM, 1])
        u = u + (softplus(w @ u) - 1 - w @ u) * w / (w @ w)
        return z + u * torch.tanh(w @ z + b)

    return step


def radial(weights, name, **_):
    layer = weights.dense(f"{name}/parameters", FEATURES, DIM + 2)

    def step(z, h):
        centre, alpha, beta = layer(h).split([DIM, 1, 1])
        alpha = softplus(alpha)
        beta = softplus(beta) - alpha
        return z + beta / (alpha + (z - centre).norm()) * (z - centre)

    return step


def made(weights, name, hidden, reverse):
    """Masks of Germain et al. 2015, degrees of hidden units spread evenly from 0 to DIM - 1."""
    order = torch.arange(DIM, 0, -1) if reverse else torch.arange(1, DIM + 1)
    degrees = [order, *[(torch.arange(n) * DIM).div(n, rounding_mode="floor") for n in hidden]]
    layers = [weights.dense(f"{name}/{i}", len(degrees[i]), n) for i, n in enumerate(hidden)]
    heads = [weights.dense(f"{name}/{head}", hidden[-1], DIM) for head in ["shift", "scale"]]
    beside = weights.dense(f"{name}/features", FEATURES, hidden[0])

    def masked(layer, mask, x):
        return linear(x, layer.weight * mask, layer.bias)

    def network(z, h):
        for i, layer in enumerate(layers):
            z = masked(layer, degrees[i + 1][:, None] >= degrees[i], z)
            z = elu(z + beside(h) if i == 0 else z)
        return [masked(head, order[:, None] > degrees[-1], z) for head in heads]

    return network, order


def inverse_autoregressive(weights, name, **options):
    network, _ = made(weights, name, **options)

    def step(z, h):
        m, s = network(z, h)
        gate = torch.sigmoid(s + 2)
        return gate * z + (1 - gate) * m

    return step


def masked_autoregressive(weights, name, **options):
    network, order = made(weights, name, **options)

    def step(u, h):
        x = [torch.zeros(())] * DIM
        for degree in range(1, DIM + 1):
            i = order.tolist().index(degree)
            m, a = network(torch.stack(x), h)
            x[i] = m[i] + (2 * torch.tanh(a[i] / 2)).exp() * u[i]
        return torch.stack(x)

    return step


def flow_variational(weights, step, steps, hidden):
    encoder = mlp(weights, "encoder", [INPUT[0], FEATURES], nn.ReLU())
    to_mean = weights.dense("code/mean", FEATURES, DIM)
    to_log_variance = weights.dense("code/logVariance", FEATURES, DIM)
    flow = [step(weights, f"code/flow/{i}", hidden=hidden, reverse=i % 2 == 1) for i in range(steps)]
    reconstruction, _ = likelihood("bernoulli", weights)
    decoder = mlp(weights, "decoder", [DIM, FEATURES, INPUT[0]], nn.Identity())

    def through(z, h):
        for move in flow:
            z = move(z, h)
        return z

    def terms(x, at):
        h = encoder(x)
        q = Independent(Normal(to_mean(h), (to_log_variance(h) / 2).exp()), 1)
        start = q.mean + q.stddev * noise("normal", at, [BATCH, DIM])
        z = vmap(through)(start, h)
        log_determinant = torch.linalg.slogdet(vmap(jacfwd(through))(start, h)).logabsdet
        prior = Independent(Normal(torch.zeros(DIM), torch.ones(DIM)), 1)
        kl = (q.log_prob(start) - log_determinant - prior.log_prob(z)).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 1)}

    return terms


def case(kind, step, steps=2, hidden=None):
    options = {"hidden": [FEATURES], "latentDim": DIM, "flow": kind, "flowSteps": steps}
    return run(
        "flowVariational",
        {**options, **({"flowHidden": hidden} if hidden else {})},
        lambda weights: flow_variational(weights, step, steps, hidden),
    )


CASES = {
    "planar flow": case("planar", planar),
    "radial flow": case("radial", radial),
    "inverse autoregressive flow": case("inverseAutoregressive", inverse_autoregressive, hidden=[5, 4]),
    "masked autoregressive flow": case("maskedAutoregressive", masked_autoregressive, hidden=[5]),
}
