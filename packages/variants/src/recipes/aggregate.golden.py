"""Recipes that look at the codes of a batch as a whole, or at what is left over, by PyTorch."""

import torch
from torch import nn
from torch.distributions import Independent, Normal, kl_divergence
from torch.nn.functional import binary_cross_entropy_with_logits, huber_loss, linear, mse_loss

from golden import BATCH, INPUT, mlp, noise, run, wave


def told(logits, truth):
    return binary_cross_entropy_with_logits(logits, torch.full_like(logits, truth))


def fixed(critic, z):
    """A critic of two layers whose weights are constants."""
    first, _, second, _ = critic
    hidden = torch.relu(linear(z, first.weight.detach(), first.bias.detach()))
    return linear(hidden, second.weight.detach(), second.bias.detach())


def variational(weights, further):
    """Beside the lower bound, terms of the posterior and its draws."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, 3)
    to_log_variance = weights.dense("code/logVariance", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())
    more = further(weights)

    def terms(x, step):
        h = encoder(x)
        q = Normal(to_mean(h), (to_log_variance(h) / 2).exp())
        z = q.mean + q.stddev * noise("normal", step, q.mean.shape)
        error = binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") / len(x)
        kl = kl_divergence(q, Normal(0.0, 1.0)).sum(1).mean()
        return {"reconstruction": (error, 1), "kl": (kl, 1), **more(q, z, step)}

    return terms


def total_correlation(stratified, weight):
    """Chen et al. 2018, appendix C: a data set that is the batch itself."""

    def shares():
        # A code's own sample, the one that stands for all that are not in the batch, the others.
        others = BATCH - 1
        table = torch.full([BATCH, BATCH], 1 / others if stratified else 1 / BATCH**2)
        for row in range(BATCH if stratified else 0):
            table[row, row] = 1 / BATCH
            table[row, (row + 1) % BATCH] = (BATCH - others) / (BATCH * others)
        return table.log()

    def further(weights):
        weights.state("penalty0/samples", torch.zeros([]))

        def terms(q, z, _):
            each = Normal(q.mean[None], q.stddev[None]).log_prob(z[:, None])
            joint = (each.sum(2) + shares()).logsumexp(1)
            marginals = (each + shares()[..., None]).logsumexp(1).sum(1)
            own = Independent(q, 1).log_prob(z)
            return {
                "totalCorrelation": ((joint - marginals).mean(), weight),
                "mutualInformation": ((own - joint).mean(), 0),
            }

        return terms

    return further


def factor(weights):
    critic = mlp(weights, "penalty0", [3, 5, 1], nn.Identity())

    def terms(_, z, step):
        order = noise("uniform", step, z.shape).argsort(0, descending=True)
        permuted = z.detach().gather(0, order)
        return {
            "totalCorrelation": (fixed(critic, z).mean(), 3),
            "critic": (told(critic(z.detach()), 1.0) + told(critic(permuted), 0.0), 1, "critic"),
        }

    return terms


def disentangled_inferred(draws, off, on):
    def further(_):
        def terms(q, *_):
            covariance = torch.cov(q.mean.T, correction=0)
            if draws:
                covariance = covariance + q.variance.mean(0).diag()
            diagonal = covariance.diagonal()
            return {
                "covariance": ((covariance - diagonal.diag()).square().sum(), off),
                "variance": ((diagonal - 1).square().sum(), on),
            }

        return terms

    return further


def plain(weights, further, error=lambda out, x: mse_loss(out, x, reduction="sum") / len(x)):
    """A deterministic code, with terms of it and the decoder."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_code = weights.dense("code/dense", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())

    def terms(x, step):
        z = to_code(encoder(x))
        return {"reconstruction": (error(decoder(z), x), 1), **further(z, step, decoder)}

    return terms


def discrepancy(kernel, weight):
    """Tolstikhin et al. 2018, algorithm 2: pairs of one sample with itself are left out."""

    def alike(a, b):
        squares = (a[:, None] - b[None]).square().sum(2)
        scales = [2 * a.shape[1] * scale for scale in [0.1, 0.2, 0.5, 1, 2, 5, 10]]
        if kernel == "gaussian":
            return sum((-squares / c).exp() for c in scales)
        return sum(c / (c + squares) for c in scales)

    def terms(z, step, _):
        p, n = noise("normal", step, z.shape), len(z)
        others = 1 - torch.eye(n)
        within = ((alike(z, z) + alike(p, p)) * others).sum() / (n * (n - 1))
        return {"discrepancy": (within - 2 * alike(z, p).mean(), weight)}

    return terms


def sliced_wasserstein(projections, weight):
    def terms(z, step, _):
        directions = nn.functional.normalize(noise("normal", step, [projections, z.shape[1]]), dim=1)
        p = noise("normal", step, z.shape)
        sorted_z, sorted_p = [(codes @ directions.T).sort(0).values for codes in (z, p)]
        return {"slicedWasserstein": (mse_loss(sorted_z, sorted_p), weight)}

    return terms


def regularised(gradient, activity, weight):
    """Ghosh et al. 2020. The zoo estimates the Jacobian along signs, at two points nearby."""

    def terms(z, step, decoder):
        result = {"squaredActivity": (z.square().sum(1).mean() / 2, activity)}
        if not gradient:
            kernels = [layer.weight for layer in decoder if isinstance(layer, nn.Linear)]
            result["weightDecay"] = (sum(kernel.square().sum() for kernel in kernels) / 2, weight)
            return result
        signs = 2 * noise("kept", step, [len(z), 1, z.shape[1]])[:, 0] - 1
        length = (z.detach().norm(dim=1, keepdim=True) / 100).clamp(min=0.01) / z.shape[1] ** 0.5
        slope = (decoder(z + length * signs) - decoder(z - length * signs)) / (2 * length)
        result["gradientPenalty"] = (slope.square().sum(1).mean(), weight)
        return result

    return terms


def robust_error(outliers, price):
    """Huber's loss, of values or of lengths: its square is half as steep."""

    def error(out, x):
        left = out - x
        if outliers == "samples":
            left = left.norm(dim=1)
        return 2 * huber_loss(left, torch.zeros_like(left), reduction="sum", delta=price / 2) / len(x)

    return error


def variational_case(recipe, options, further):
    options = {"hidden": [6], "latentDim": 3, **options}
    scales = {"scales": {"totalCorrelation": 1}} if "correlationWeight" in options else {}
    return run(recipe, options, lambda w: variational(w, further), **scales)


def plain_case(recipe, options, further, *error, **extra):
    options = {"hidden": [6], "latentDim": 3, **options}
    return run(recipe, options, lambda w: plain(w, further, *error), **extra)


CASES = {
    **{
        f"beta total correlation, {estimate}": variational_case(
            "betaTotalCorrelation",
            {"correlationWeight": 0.5, "estimate": estimate},
            total_correlation(estimate == "stratified", 0.5),
        )
        for estimate in ["weighted", "stratified"]
    },
    "factor": variational_case("factor", {"critic": [5], "correlationWeight": 3}, factor),
    "disentangled inferred, of means": variational_case(
        "disentangledInferred", {}, disentangled_inferred(False, 10, 100)
    ),
    "disentangled inferred, of draws": variational_case(
        "disentangledInferred",
        {"of": "draws", "covarianceWeight": 3, "varianceWeight": 2},
        disentangled_inferred(True, 3, 2),
    ),
    **{
        f"Wasserstein, {kernel}": plain_case(
            "wasserstein",
            {"kernel": kernel, "discrepancyWeight": 2},
            discrepancy(kernel, 2),
            # Seven kernels, each up to 1.
            scales={"discrepancy": 7},
        )
        for kernel in ["inverseMultiquadratic", "gaussian"]
    },
    "sliced Wasserstein": plain_case(
        "slicedWasserstein", {"projections": 7, "distanceWeight": 2}, sliced_wasserstein(7, 2)
    ),
    "regularised": plain_case(
        "regularised", {"activityWeight": 0.1, "decoderWeight": 0.01}, regularised(False, 0.1, 0.01)
    ),
    "regularised, gradient": plain_case(
        "regularised",
        {"activityWeight": 0.1, "decoder": "gradient", "decoderWeight": 0.1},
        regularised(True, 0.1, 0.1),
        # Outputs that are near each other, over a hundredth.
        scales={"gradientPenalty": 10},
    ),
    **{
        f"robust, {outliers}": plain_case(
            "robust",
            {"lambda": price, "outliers": outliers},
            lambda *_: {},
            robust_error(outliers, price),
        )
        for outliers, price in [("values", 0.5), ("samples", 2)]
    },
}
