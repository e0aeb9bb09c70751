"""The recipes, by PyTorch."""

import numpy as np
import torch
from scipy.special import ive
from torch import nn
from torch.distributions import (
    Bernoulli,
    Categorical,
    Independent,
    MixtureSameFamily,
    MultivariateNormal,
    Normal,
    kl_divergence,
)
from torch.nn.functional import (
    binary_cross_entropy_with_logits,
    conv2d,
    conv_transpose2d,
    cross_entropy,
    linear,
    mse_loss,
    pad,
)
from torch.nn.utils.rnn import pack_padded_sequence

from golden import INPUT, SEQUENCE, BATCH, STEPS, TOKENS, LENGTHS, likelihood, mlp, noise, run, summed, wave


def dense(weights, code, activation=None, hidden=(), like="squaredError", corrupt=None, penalties=None):
    """Dense recipes with a deterministic code."""
    activation = activation or nn.Identity()
    encoder = mlp(weights, "encoder", [INPUT[0], *hidden], nn.ReLU())
    to_code = weights.dense("code/dense", hidden[-1] if hidden else INPUT[0], code)
    reconstruction, parameters = likelihood(like, weights)
    decoder = mlp(weights, "decoder", [code, *hidden[::-1], parameters * INPUT[0]], nn.Identity())

    def terms(x, step):
        z = activation(to_code(encoder(corrupt(x, step) if corrupt else x)))
        further = penalties(z) if penalties else {}
        return {"reconstruction": (reconstruction(decoder(z), x), 1), **further}

    return terms


def tied(weights, hidden, code):
    """The decoder has the kernels of encoder and code, and biases of its own."""
    first = weights.dense("encoder/0", INPUT[0], hidden)
    second = weights.dense("code/dense", hidden, code)
    biases = [
        weights.add(f"decoder/{i}/bias", nn.Parameter(torch.zeros(n))) for i, n in enumerate([hidden, INPUT[0]])
    ]

    def terms(x, _):
        z = torch.tanh(second(torch.sigmoid(first(x))))
        h = torch.sigmoid(linear(z, second.weight.T, biases[0]))
        out = linear(h, first.weight.T, biases[1])
        return {"reconstruction": (mse_loss(out, x, reduction="sum") / len(x), 1)}

    return terms


def activity(z):
    return {"activity": (z.abs().sum(1).mean(), 0.1)}


def sparse(weights):
    def penalties(z):
        divergence = kl_divergence(Bernoulli(0.1), Bernoulli(z.mean(0))).sum()
        kernels = [t for name, (t, _) in weights.named.items() if name.endswith("kernel")]
        decay = sum(kernel.square().sum() for kernel in kernels) / 2
        return {"sparsity": (divergence, 3), "weightDecay": (decay, 0.003)}

    return dense(weights, 20, nn.Sigmoid(), penalties=penalties)


def masking(x, step):
    return x * noise("kept", step, x.shape)


def gaussian_noise(x, step):
    return x + 0.3 * noise("normal", step, x.shape)


def salt_and_pepper(x, step):
    position = noise("uniform", step, x.shape)
    return torch.where(position < 0.15, 0.0, torch.where(position < 0.3, 1.0, x))


def variational(weights, like, beta, floored=None):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, 3)
    to_log_variance = weights.dense("code/logVariance", 6, 3)
    reconstruction, parameters = likelihood(like, weights)
    decoder = mlp(weights, "decoder", [3, 6, parameters * INPUT[0]], nn.Identity())

    def terms(x, step):
        h = encoder(x)
        posterior = Normal(to_mean(h), (to_log_variance(h) / 2).exp())
        z = posterior.mean + posterior.stddev * noise("normal", step, posterior.mean.shape)
        elements = kl_divergence(posterior, Normal(0.0, 1.0))
        return {
            "reconstruction": (reconstruction(decoder(z), x), 1),
            "kl": (elements.sum(1).mean(), 0 if floored else beta(step)),
            **({"flooredKl": (floored(elements), beta(step))} if floored else {}),
        }

    return terms


def free_bits_case(nats, per):
    """Of Kingma et al. 2016: for the average over the batch, or for each sample."""

    def floored(elements):
        measured = elements.mean(0, keepdim=True) if per == "batch" else elements
        return measured.clamp(min=nats).sum(1).mean()

    return run(
        "variational",
        {"hidden": [6], "latentDim": 3, "beta": 2},
        lambda w: variational(w, "bernoulli", lambda _: 2, floored),
        parts={"objective": {"part": "freeBits@1", "options": {"nats": nats, "per": per}}},
    )


def gaussian_mixture(weights, components, full):
    """`log p(z)` of a learned mixture, by torch.distributions."""
    logits = weights.add("prior/logits", nn.Parameter(torch.zeros(components)))
    means = weights.add("prior/means", nn.Parameter(torch.zeros(components, 3)))
    logs = weights.add("prior/logDeviations", nn.Parameter(torch.zeros(components, 3)))
    if full:
        regressions = weights.add("prior/regressions", nn.Parameter(torch.zeros(components, 3, 3)))

    def component():
        if not full:
            return Independent(Normal(means, logs.exp()), 1)
        factor = torch.linalg.inv(torch.eye(3) - regressions.tril(-1)) @ torch.diag_embed(logs.exp())
        return MultivariateNormal(means, scale_tril=factor)

    return lambda z, _: MixtureSameFamily(Categorical(logits=logits), component()).log_prob(z)


def vamp(weights, posterior, components):
    """`log p(z)` of the mixture of the posteriors of pseudo-inputs."""
    pseudo = weights.add("prior/pseudoInputs", nn.Parameter(torch.zeros(components, INPUT[0])))
    return lambda z, _: posterior(pseudo).log_prob(z[:, None]).logsumexp(1) - np.log(components)


def two_stage(weights):
    """The lower bound of a second variational autoencoder, on shifted and scaled codes."""
    name = "prior/second"
    encoder = mlp(weights, f"{name}/encoder", [3, 5], nn.ReLU())
    to_mean = weights.dense(f"{name}/code/mean", 5, 2)
    to_log_variance = weights.dense(f"{name}/code/logVariance", 5, 2)
    decoder = mlp(weights, f"{name}/decoder", [2, 5, 3], nn.Identity())
    gamma = weights.add(f"{name}/likelihood/logVariance", nn.Parameter(torch.zeros([])))
    shift = weights.add("prior/shift", nn.Parameter(torch.zeros(3)))
    log_scale = weights.add("prior/logScale", nn.Parameter(torch.zeros(3)))

    def log_density(z, step):
        x = (z - shift) / log_scale.exp()
        h = encoder(x)
        q = Normal(to_mean(h), (to_log_variance(h) / 2).exp())
        u = q.mean + q.stddev * noise("normal", step, q.mean.shape)
        output = Normal(decoder(u), (gamma / 2).exp())
        kl = kl_divergence(q, Normal(0.0, 1.0)).sum(1)
        return output.log_prob(x).sum(1) - kl - log_scale.sum()

    return log_density


def with_prior(weights, prior):
    """A variational autoencoder whose divergence from a prior is computed at the draws."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, 3)
    to_log_variance = weights.dense("code/logVariance", 6, 3)
    reconstruction, _ = likelihood("bernoulli", weights)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())

    def posterior(x):
        h = encoder(x)
        return Independent(Normal(to_mean(h), (to_log_variance(h) / 2).exp()), 1)

    log_density = prior(weights, posterior)

    def terms(x, step):
        q = posterior(x)
        z = q.mean + q.stddev * noise("normal", step, q.mean.shape)
        kl = (q.log_prob(z) - log_density(z, step)).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 1)}

    return terms


def relaxed_categorical(weights, straight_through, temperature):
    """3 variables of 4 classes, by `torch.distributions`; draws as `gumbel_softmax` makes them."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_logits = weights.dense("code/logits", 6, 12)
    decoder = mlp(weights, "decoder", [12, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("bernoulli", weights)

    def terms(x, step):
        logits = to_logits(encoder(x)).reshape(len(x), 3, 4)
        z = ((logits + noise("gumbel", step, logits.shape)) / temperature(step)).softmax(-1)
        if straight_through:
            chosen = nn.functional.one_hot(z.argmax(-1), 4).double()
            z = chosen - z.detach() + z
        uniform = Categorical(logits=torch.zeros_like(logits))
        kl = kl_divergence(Categorical(logits=logits), uniform).sum(1).mean()
        return {"reconstruction": (reconstruction(decoder(z.flatten(1)), x), 1), "kl": (kl, 1)}

    return terms


class LogBessel(torch.autograd.Function):
    """`log I_order(kappa)`, by SciPy."""

    @staticmethod
    def forward(ctx, kappa, order):
        ctx.save_for_backward(kappa)
        ctx.order = order
        return torch.from_numpy(np.log(ive(order, kappa.detach().numpy()))) + kappa

    @staticmethod
    def backward(ctx, gradient):
        (kappa,) = ctx.saved_tensors
        k = kappa.numpy()
        ratio = torch.from_numpy(ive(ctx.order + 1, k) / ive(ctx.order, k))
        return gradient * (ratio + ctx.order / kappa), None


def hyperspherical(weights, dim):
    """Davidson et al. 2018, with the formulas of their appendix and 16 proposals for each draw."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_direction = weights.dense("code/direction", 6, dim)
    to_concentration = weights.dense("code/concentration", 6, 1)
    decoder = mlp(weights, "decoder", [dim, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("bernoulli", weights)
    half, n = torch.tensor(dim / 2), dim - 1
    log_area = np.log(2) + dim / 2 * np.log(np.pi) - half.lgamma()

    def cosine(kappa, u):
        root = (4 * kappa**2 + n**2).sqrt()
        b, a = (root - 2 * kappa) / n, (n + 2 * kappa + root) / 4
        d = 4 * a * b / (1 + b) - n * np.log(n)
        beta = (1 + (1 - u[..., 0] ** (2 / (dim - 2))).sqrt() * (2 * np.pi * u[..., 1]).cos()) / 2
        t = 2 * a * b / (1 - (1 - b) * beta)
        accepted = n * t.log() - t + d >= u[..., 2].log()
        beta = beta.gather(1, accepted.int().argmax(1, keepdim=True))
        return (1 - (1 + b) * beta) / (1 - (1 - b) * beta)

    def terms(x, step):
        h = encoder(x)
        mean = nn.functional.normalize(to_direction(h), dim=1)
        kappa = nn.functional.softplus(to_concentration(h)) + 1
        w = cosine(kappa, noise("uniform", step, [len(x), 16, 3]))
        v = noise("normal", step, [len(x), dim])
        tangent = nn.functional.normalize(v - (v * mean).sum(1, keepdim=True) * mean, dim=1)
        z = w * mean + (1 - w**2).sqrt() * tangent
        log_bessel = LogBessel.apply(kappa, dim / 2 - 1)
        ratio = (LogBessel.apply(kappa, dim / 2) - log_bessel).exp()
        log_normaliser = (half - 1) * kappa.log() - half * np.log(2 * np.pi) - log_bessel
        kl = (kappa * ratio + log_normaliser + log_area).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, 2)}

    return terms


def ladder(weights, dim, upper, units):
    """Two stochastic layers of Sønderby et al. 2016, by `torch.distributions`."""

    def gaussian(name, inputs, outputs):
        mean = weights.dense(f"{name}/mean", inputs, outputs)
        log_variance = weights.dense(f"{name}/logVariance", inputs, outputs)
        return lambda h: Normal(mean(h), (log_variance(h) / 2).exp())

    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_lower = gaussian("code/lower", 6, dim)
    up = weights.dense("code/up", 6, units)
    to_upper = gaussian("code/upper", units, upper)
    down = weights.dense("code/down", upper, units)
    from_upper = gaussian("code/fromUpper", units, dim)
    decoder = mlp(weights, "decoder", [dim, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("bernoulli", weights)

    def terms(x, step):
        h = encoder(x)
        evidence, q2 = to_lower(h), to_upper(torch.relu(up(h)))
        z2 = q2.mean + q2.stddev * noise("normal", step, q2.mean.shape)
        p1 = from_upper(torch.relu(down(z2)))
        precisions = 1 / evidence.variance, 1 / p1.variance
        variance = 1 / sum(precisions)
        q1 = Normal((evidence.mean * precisions[0] + p1.mean * precisions[1]) * variance, variance.sqrt())
        z1 = q1.mean + q1.stddev * noise("normal", step, q1.mean.shape)
        kl1 = kl_divergence(q1, p1).sum(1).mean()
        kl2 = kl_divergence(q2, Normal(0.0, 1.0)).sum(1).mean()
        return {
            "reconstruction": (reconstruction(decoder(z1), x), 1),
            "kl": (kl1 + kl2, 0.02),
            "kl1": (kl1, 0),
            "kl2": (kl2, 0),
        }

    return terms


def contractive(weights, hidden, code, encode, output, weight):
    """`encode` gives the code from the layers' sums; the Jacobian is PyTorch's, sample by sample."""
    widths = [INPUT[0], *hidden, code]
    names = [*(f"encoder/{i}" for i in range(len(hidden))), "code/dense"]
    layers = [weights.dense(name, a, b) for name, a, b in zip(names, widths, widths[1:])]
    decoder = output(weights, layers)

    def code_of(x):
        return encode(layers, x)

    def terms(x, _):
        z = code_of(x)
        error = binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") / len(x)
        jacobians = torch.func.vmap(torch.func.jacrev(code_of))(x)
        return {
            "reconstruction": (error, 1),
            "contraction": (jacobians.square().sum([1, 2]).mean(), weight),
        }

    return terms


def tied_output(weights, layers):
    biases = [
        weights.add(f"decoder/{i}/bias", nn.Parameter(torch.zeros(layer.in_features)))
        for i, layer in enumerate(layers[::-1])
    ]

    def decode(z):
        for i, (layer, bias) in enumerate(zip(layers[::-1], biases)):
            z = linear(torch.sigmoid(z) if i > 0 else z, layer.weight.T, bias)
        return z

    return decode


def own_output(weights, layers):
    widths = [layer.out_features for layer in layers[::-1]] + [INPUT[0]]
    return mlp(weights, "decoder", widths, nn.Identity(), nn.Tanh())


def sigmoids(layers, x):
    for layer in layers:
        x = torch.sigmoid(layer(x))
    return x


def tanh_then_linear(layers, x):
    *hidden, last = layers
    for layer in hidden:
        x = torch.tanh(layer(x))
    return last(x)


def importance_weighted(weights, draws):
    """The bound by its definition, with log densities of `torch.distributions`."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.Tanh(), nn.Tanh())
    to_mean = weights.dense("code/mean", 6, 3)
    to_log_variance = weights.dense("code/logVariance", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity(), nn.Tanh())

    def terms(x, step):
        h = encoder(x)
        posterior = Normal(to_mean(h)[:, None], (to_log_variance(h) / 2).exp()[:, None])
        z = posterior.mean + posterior.stddev * noise("normal", step, [len(x), draws, 3])
        ratio = (posterior.log_prob(z) - Normal(0.0, 1.0).log_prob(z)).sum(-1)
        target = x[:, None].expand(-1, draws, -1)
        error = binary_cross_entropy_with_logits(decoder(z), target, reduction="none").sum(-1)
        bound = -((-error - ratio).logsumexp(1) - np.log(draws)).mean()
        shares = (-error - ratio).softmax(1).detach()
        parts = {
            "reconstruction": (shares * error).sum(1).mean(),
            "kl": (shares * ratio).sum(1).mean(),
            "weighting": (shares * (draws * shares).log()).sum(1).mean(),
        }
        return {"loss": (bound, 1), **{name: (value, 0) for name, value in parts.items()}}

    return terms


def masked(weights, patch=None, missing=False):
    """Hidden values alone count; the encoder gets those that are left and which these are."""
    encoder = mlp(weights, "encoder/of", [2 * INPUT[0], 6], nn.ReLU(), nn.ReLU())
    to_code = weights.dense("code/dense", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())

    def terms(x, step):
        size = patch or 1
        left = noise("kept", step, [len(x), INPUT[0] // size]).repeat_interleave(size, 1)
        there = (wave(3000 + step, x.shape) > -0.4).double() if missing else torch.ones_like(x)
        seen = left * there
        out = decoder(to_code(encoder(torch.hstack([x * seen, seen]))))
        return {"reconstruction": (summed((out - x).square() * (1 - left) * there), 1)}

    return terms


def adversarial(weights):
    """A critic of two layers beside an autoencoder; each has an Adam of its own."""
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_code = weights.dense("code/dense", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())
    critic = mlp(weights, "penalty0", [3, 5, 1], nn.Identity())

    def told(logits, truth):
        return binary_cross_entropy_with_logits(logits, torch.full_like(logits, truth))

    def terms(x, step):
        z = to_code(encoder(x))
        error = binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") / len(x)
        made = critic(z.detach())
        drawn = critic(noise("normal", step, z.shape))
        # Weights of the critic are constants to the encoder.
        first, _, second, _ = critic
        hidden = torch.relu(linear(z, first.weight.detach(), first.bias.detach()))
        fooled = told(linear(hidden, second.weight.detach(), second.bias.detach()), 1.0)
        return {
            "reconstruction": (error, 1),
            "adversarial": (fooled, 2),
            "critic": (told(drawn, 1.0) + told(made, 0.0), 1, "critic"),
        }

    return terms


def one_of(classes, step):
    """A column of classes: one after the other."""
    return torch.eye(classes)[[(row + step) % classes for row in range(BATCH)]]


def conditional_variational(weights, classes):
    """As `variational`, with the class beside what encoder and decoder get."""
    encoder = mlp(weights, "encoder/of", [INPUT[0] + classes, 6], nn.ReLU())
    to_mean = weights.dense("code/mean", 6, 3)
    to_log_variance = weights.dense("code/logVariance", 6, 3)
    decoder = mlp(weights, "decoder/of", [3 + classes, 6, INPUT[0]], nn.Identity())

    def terms(x, step):
        label = one_of(classes, step)
        h = encoder(torch.hstack([x, label]))
        posterior = Normal(to_mean(h), (to_log_variance(h) / 2).exp())
        z = posterior.mean + posterior.stddev * noise("normal", step, posterior.mean.shape)
        error = binary_cross_entropy_with_logits(decoder(torch.hstack([z, label])), x, reduction="sum") / len(x)
        kl = kl_divergence(posterior, Normal(0.0, 1.0)).sum(1).mean()
        return {"reconstruction": (error, 1), "kl": (kl, 0.5)}

    return terms


def recurrent(
    weights, kind, layers=1, bidirectional=False, reads="code", reverse=False, like="squaredError", lengths=None, forced=None
):
    """Recurrent encoder and decoder with 4 units and a code of 2 numbers."""
    make, make_cell = {"lstm": (nn.LSTM, nn.LSTMCell), "gru": (nn.GRU, nn.GRUCell)}[kind]
    parts = ["initialHidden", "initialCell"] if kind == "lstm" else ["initialHidden"]
    (steps, channels), units, code = SEQUENCE, 4, 2
    width = 2 * units if bidirectional else units
    encoder = weights.stack(make, "encoder", channels, units, layers, bidirectional)
    to_code = weights.dense("code/dense", width, code)
    reconstruction, parameters = likelihood(like, weights)

    def start():
        first = [weights.dense(f"decoder/{part}", code, units) for part in parts]
        return lambda z: [torch.tanh(layer(z)) for layer in first]

    def state(given):
        """As PyTorch takes it: a pair for an LSTM, a tensor for a GRU."""
        return tuple(given) if kind == "lstm" else given[0]

    def from_code():
        decoder = weights.stack(make, "decoder", code, units, layers, bidirectional)
        project = weights.dense("decoder/output", width, parameters * channels)
        return lambda z, *_: project(decoder(z[:, None].expand(-1, steps, -1))[0])

    def from_nothing():
        decoder = weights.stack(make, "decoder", 0, units, layers, bidirectional)
        first = start()
        project = weights.dense("decoder/output", width, parameters * channels)
        directions = 2 if bidirectional else 1

        def decode(z, *_):
            none = torch.zeros((layers - 1) * directions, len(z), units)
            initial = [torch.cat([part.expand(directions, -1, -1), none]) for part in first(z)]
            return project(decoder(torch.zeros(len(z), steps, 1), state(initial))[0])

        return decode

    def from_output():
        outputs = parameters * channels
        cells = [make_cell(outputs if i == 0 else units, units) for i in range(layers)]
        for i, cell in enumerate(cells):
            weights.recurrent(f"decoder/{i}/forwards", cell)
        first = start()
        project = weights.dense("decoder/output", units, outputs)

        def decode(z, x, step):
            truth = (x.flip(1) if reverse else x).roll(1, 1).index_fill(1, torch.tensor([0]), 0)
            told = noise("uniform", step, [len(z), steps]) < (forced or 0)
            states = [state(first(z))] + [state([torch.zeros(len(z), units)] * 2) for _ in cells[1:]]
            out, sequence = torch.zeros(len(z), outputs), []
            for t in range(steps):
                h = torch.where(told[:, t, None], truth[:, t], out) if forced else out
                for i, cell in enumerate(cells):
                    states[i] = cell(h, states[i])
                    h = states[i][0] if kind == "lstm" else states[i]
                out = project(h)
                sequence.append(out)
            return torch.stack(sequence, 1)

        return decode

    decode = {"code": from_code, "nothing": from_nothing, "output": from_output}[reads]()

    def terms(x, step):
        inputs = x
        if lengths:
            inputs = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        _, last = encoder(inputs)
        h = last[0] if kind == "lstm" else last
        out = decode(to_code(torch.cat([h[-2], h[-1]], 1) if bidirectional else h[-1]), x, step)
        if reverse:
            out = out.flip(1)
        if lengths:
            ends = torch.arange(steps) < torch.tensor(lengths)[:, None]
            squares = (out - x).square() * ends[..., None]
            return {"reconstruction": (summed(squares), 1)}
        return {"reconstruction": (reconstruction(out, x), 1)}

    return terms


def sentence_variational(weights, kind, layers, tokens, nats, beta):
    """Reads the tokens before each step, of which some are unknown, and tells the next."""
    make = {"lstm": nn.LSTM, "gru": nn.GRU}[kind]
    parts = ["initialHidden", "initialCell"] if kind == "lstm" else ["initialHidden"]
    (steps, _), dim, units, code = TOKENS, 3, 4, 2
    embedding = nn.Embedding(tokens, dim)
    weights.add("encoder/embedding", embedding.weight)
    encoder = weights.stack(make, "encoder/of", dim, units, layers, False)
    to_mean = weights.dense("code/mean", units, code)
    to_log_variance = weights.dense("code/logVariance", units, code)
    start, unknown = tokens, tokens + 1
    read = nn.Embedding(tokens + 2, dim)
    weights.add("decoder/embedding", read.weight)
    decoder = make(dim, units, layers, batch_first=True)
    for layer in range(layers):
        weights.recurrent(f"decoder/{layer}", decoder, f"_l{layer}")
    first = [weights.dense(f"decoder/{part}", code, units) for part in parts]
    project = weights.dense("decoder/output", units, tokens)

    def terms(x, step):
        x = x[..., 0]
        _, last = encoder(embedding(x))
        h = last[0][-1] if kind == "lstm" else last[-1]
        posterior = Normal(to_mean(h), (to_log_variance(h) / 2).exp())
        z = posterior.mean + posterior.stddev * noise("normal", step, posterior.mean.shape)
        hidden = noise("kept", step, [len(x), steps, 1])[..., 0] == 1
        seen = x.masked_fill(hidden, unknown)
        before = torch.cat([torch.full([len(x), 1], start), seen[:, :-1]], 1)
        others = torch.zeros(layers - 1, len(x), units)
        states = [torch.cat([torch.tanh(layer(z))[None], others]) for layer in first]
        out, _ = decoder(read(before), tuple(states) if kind == "lstm" else states[0])
        elements = kl_divergence(posterior, Normal(0.0, 1.0))
        return {
            "reconstruction": (cross_entropy(project(out).transpose(1, 2), x, reduction="sum") / len(x), 1),
            "kl": (elements.sum(1).mean(), 0),
            "flooredKl": (elements.mean(0).clamp(min=nats).sum(), beta),
        }

    return terms


def vector_quantised(weights, way, decay=0.99, dead_below=0.1, restart=False):
    """Counts and sums of vectors are kept apart, as in the paper's section A.1."""
    entries, dim, positions = 5, 2, 3
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_vectors = weights.dense("code/dense", 6, positions * dim)
    learned = way == "learned"
    codebook = weights.add("code/codebook", nn.Parameter(torch.zeros(entries, dim), requires_grad=learned))
    use = weights.state("code/use", torch.zeros(entries))
    sums = torch.zeros(entries, dim)
    decoder = mlp(weights, "decoder", [positions * dim, 6, INPUT[0]], nn.Identity())

    @torch.no_grad()
    def update(vectors, chosen, step):
        use.mul_(decay).add_(chosen.sum(0), alpha=1 - decay)
        if learned:
            return
        sums.mul_(decay).add_(chosen.T @ vectors, alpha=1 - decay)
        if restart:
            dead = use < dead_below * use.mean()
            places = (noise("uniform", step, [entries]) * len(vectors)).floor().long()
            level = use.mean()
            sums[dead] = vectors[places][dead] * level
            use[dead] = level
        known = use > 0
        codebook[known] = (sums / use[:, None])[known]

    def terms(x, step):
        vectors = to_vectors(encoder(x)).reshape(-1, dim)
        nearest = torch.cdist(vectors.detach(), codebook.detach()).argmin(1)
        chosen = nn.functional.one_hot(nearest, entries).double()
        quantised = codebook[nearest]
        shares = chosen.mean(0)
        straight = vectors + (quantised - vectors).detach()
        result = {
            "reconstruction": (bernoulli_error(decoder(straight.reshape(len(x), -1)), x), 1),
            "commitment": (mse_loss(vectors, quantised.detach(), reduction="sum") / len(x), 0.25),
            "perplexity": (torch.special.entr(shares).sum().exp(), 0),
        }
        if learned:
            result["codebook"] = (mse_loss(vectors.detach(), quantised, reduction="sum") / len(x), 1)
        dead_use = use * decay + chosen.sum(0) * (1 - decay)
        result["dead"] = ((dead_use < dead_below * dead_use.mean()).sum(), 0)
        update(vectors.detach(), chosen, step)
        return result

    return terms


def top_k(weights, units, k, auxiliary, dead_after, activation):
    """The k largest units; those that no sample had for some steps tell the residual."""
    to_code = weights.dense("code/dense", INPUT[0], units)
    idle = weights.state("code/idle", torch.zeros(units))
    atoms = weights.add("decoder/atoms", nn.Parameter(torch.zeros(units, INPUT[0])))
    bias = weights.add("decoder/bias", nn.Parameter(torch.zeros(INPUT[0])))

    @torch.no_grad()
    def to_unit_length():
        atoms.copy_(nn.functional.normalize(atoms))

    weights.after_update = to_unit_length

    def largest(values, count):
        kept = values.topk(count)
        return torch.zeros_like(values).scatter(1, kept.indices, kept.values)

    def terms(x, _):
        values = activation(to_code(x))
        z = largest(values, k)
        out = z @ atoms + bias
        used = (z != 0).any(0)
        idle.add_(1)
        idle[used] = 0
        dead = idle >= dead_after
        told = largest(torch.where(dead, values, 0.0), auxiliary) @ atoms
        error = mse_loss(told, (x - out).detach(), reduction="sum") / len(x)
        return {
            "reconstruction": (mse_loss(out, x, reduction="sum") / len(x), 1),
            "deadUnits": (error if dead.any() else 0 * error, 0.5),
            "dead": (dead.sum(), 0),
        }

    return terms


def embedded_clustering(weights, clusters, weight):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_code = weights.dense("code/dense", 6, 3)
    decoder = mlp(weights, "decoder", [3, 6, INPUT[0]], nn.Identity())
    centres = weights.add("penalty0/centres", nn.Parameter(torch.zeros(clusters, 3)))
    shares = weights.state("penalty0/shares", torch.ones(clusters))

    def terms(x, _):
        z = to_code(encoder(x))
        kernel = 1 / (1 + (z[:, None] - centres).square().sum(2))
        q = kernel / kernel.sum(1, keepdim=True)
        p = q.detach() ** 2 / shares
        p = p / p.sum(1, keepdim=True)
        return {
            "reconstruction": (mse_loss(decoder(z), x, reduction="sum") / len(x), 1),
            "clustering": (nn.functional.kl_div(q.log(), p, reduction="batchmean"), weight),
        }

    return terms


def bernoulli_error(out, x):
    return binary_cross_entropy_with_logits(out, x, reduction="sum") / len(x)


def convolutional(weights, normalised, filters=(3, 2), kernel=3, code=4):
    """Stages that halve height and width with TensorFlow's zeros around them, and their mirror."""
    sizes = [(5, 3), (3, 2), (2, 1)]
    channels = [1, *filters]
    around = [
        [max((-(-n // 2) - 1) * 2 + kernel - n, 0) for n in size] for size in sizes
    ]

    def kernel_of(name, shape):
        return weights.add(f"{name}/kernel", nn.Parameter(torch.zeros(shape)), lambda t: t.permute(2, 3, 1, 0))

    def finish(name, count):
        if not normalised:
            bias = weights.add(f"{name}/bias", nn.Parameter(torch.zeros(count)))
            return lambda x: torch.tanh(x + bias[:, None, None])
        norm = nn.BatchNorm2d(count)
        weights.add(f"{name}/normalisation/scale", norm.weight)
        weights.add(f"{name}/normalisation/offset", norm.bias)
        weights.state(f"{name}/normalisation/mean", norm.running_mean)
        weights.state(f"{name}/normalisation/variance", norm.running_var)
        return lambda x: torch.tanh(norm(x))

    down = [kernel_of(f"encoder/{i}", (channels[i + 1], channels[i], kernel, kernel)) for i in range(2)]
    down_finish = [finish(f"encoder/{i}", channels[i + 1]) for i in range(2)]
    places = sizes[2][0] * sizes[2][1]
    to_code = weights.dense("code/dense", places * channels[2], code)
    spread = weights.add("decoder/spread/kernel", nn.Parameter(torch.zeros(code, places * channels[2])))
    up_finish = [finish("decoder/spread", channels[2]), finish("decoder/0", channels[1])]
    up = [kernel_of(f"decoder/{i}", (channels[2 - i], channels[1 - i], kernel, kernel)) for i in range(2)]
    last = weights.add("decoder/1/bias", nn.Parameter(torch.zeros(1)))

    def encode(h):
        for i in range(2):
            (top, left) = around[i]
            margins = (left // 2, left - left // 2, top // 2, top - top // 2)
            h = down_finish[i](conv2d(pad(h, margins), down[i], stride=2))
        return h.permute(0, 2, 3, 1).flatten(1)

    def decode(z):
        h = (z @ spread).reshape(len(z), *sizes[2], channels[2]).permute(0, 3, 1, 2)
        for i in range(2):
            (height, width), (top, left) = sizes[1 - i], around[1 - i]
            h = conv_transpose2d(up_finish[i](h), up[i], stride=2)
            h = h[:, :, top // 2 :, left // 2 :][:, :, :height, :width]
        return (h + last)[:, 0]

    def terms(x, _):
        out = decode(to_code(encode(x[:, None])))
        return {"reconstruction": (mse_loss(out, x, reduction="sum") / len(x), 1)}

    return terms


def cooling(step):
    """From 1 to 0.25 over 4 steps, by equal factors."""
    return max(0.5 ** (step / 2), 0.25)


def warm_up(step):
    """From 0.5 to 2 over 6 steps."""
    return min(0.5 + 0.25 * step, 2)


def recurrent_cases(kind):
    def case(options, **arguments):
        extra = {"lengths": arguments["lengths"]} if "lengths" in arguments else {}
        options = {"units": 4, "latentDim": 2, **options}
        return run(kind, options, lambda w: recurrent(w, kind, **arguments), shape=SEQUENCE, **extra)

    return {
        kind: case({}),
        f"{kind}, two layers, both directions": case(
            {"layers": 2, "bidirectional": True}, layers=2, bidirectional=True
        ),
        f"{kind}, sequences of unequal length": case(
            {"layers": 2, "bidirectional": True}, layers=2, bidirectional=True, lengths=LENGTHS
        ),
        f"{kind}, unconditional": case({"layers": 2, "decoderInput": "nothing"}, layers=2, reads="nothing"),
        f"{kind}, unconditional, both directions": case(
            {"bidirectional": True, "decoderInput": "nothing"}, bidirectional=True, reads="nothing"
        ),
        f"{kind}, fed back": case({"decoderInput": "output"}, reads="output"),
        f"{kind}, fed back, two layers, reversed": case(
            {"layers": 2, "decoderInput": "output", "reverse": True}, layers=2, reads="output", reverse=True
        ),
        f"{kind}, predicted variance": case({"likelihood": "gaussianPredicted"}, like="gaussianPredicted"),
    }


def sentences_case(kind, layers):
    options = {"vocabulary": 6, "dim": 3, "cell": kind, "units": 4, "layers": layers, "latentDim": 2}
    return run(
        "sentenceVariational",
        {**options, "wordDropout": 0.5, "freeBits": 0.1, "beta": 2},
        lambda w: sentence_variational(w, kind, layers, 6, 0.1, 2),
        shape=TOKENS,
        classes=6,
    )


def under_complete(like):
    options = {"hidden": [6], "latentDim": 3, "likelihood": like}
    return run("underComplete", options, lambda w: dense(w, 3, hidden=(6,), like=like))


def denoising(kind, corrupt):
    options = {"hidden": [8], "latentDim": 6, "noise": kind}
    return run("denoising", options, lambda w: dense(w, 6, nn.ReLU(), (8,), "bernoulli", corrupt))


def mixture(covariance, components):
    options = {"components": components, "covariance": covariance}
    return run(
        "variational",
        {"hidden": [6], "latentDim": 3},
        lambda w: with_prior(w, lambda w, _: gaussian_mixture(w, components, covariance == "full")),
        parts={"prior": {"part": "gaussianMixture@1", "options": options}},
    )


def vamp_case():
    return run(
        "variational",
        {"hidden": [6], "latentDim": 3},
        lambda w: with_prior(w, lambda w, posterior: vamp(w, posterior, 5)),
        parts={"prior": {"part": "vamp@1", "options": {"components": 5, "start": "random"}}},
        # A difference of densities, near 0.
        scales={"kl": 1},
    )


def vector_quantised_case(options, **arguments):
    options = {"hidden": [6], "latentDim": 2, "positions": 3, "entries": 5, **options}
    return run("vectorQuantised", options, lambda w: vector_quantised(w, **arguments))


def top_k_case(name, activation):
    options = {"latentDim": 20, "k": 2, "deadUnits": 3, "deadAfter": 2, "deadWeight": 0.5}
    return run(
        "topK",
        {**options, "activation": name},
        lambda w: top_k(w, 20, 2, 3, 2, activation),
    )


def two_stage_case():
    dense_part = {"part": "dense@1", "options": {"hidden": [5]}}
    code = {"part": "gaussian@1", "options": {"dim": 2}}
    return run(
        "variational",
        {"hidden": [6], "latentDim": 3},
        lambda w: with_prior(w, lambda w, _: two_stage(w)),
        parts={
            "prior": {
                "part": "twoStage@1",
                "options": {"encoder": dense_part, "code": code, "decoder": dense_part},
            }
        },
    )


def convolutional_case(normalised):
    shared = {"activation": "tanh", "normalisation": "batch" if normalised else "none"}
    return run(
        "convolutional",
        {"filters": [3, 2], "latentDim": 4, **shared},
        lambda w: convolutional(w, normalised),
        shape=SEQUENCE,
    )


CASES = {
    **{
        f"under-complete, {like}": under_complete(like)
        for like in ["squaredError", "bernoulli", "gaussian", "gaussianLearned", "gaussianPredicted"]
    },
    "under-complete, tied": run(
        "underComplete",
        {"hidden": [6], "latentDim": 3, "tied": True, "activation": "sigmoid", "codeActivation": "tanh"},
        lambda w: tied(w, 6, 3),
    ),
    "over-complete": run(
        "overComplete",
        {"latentDim": 20, "activityWeight": 0.1},
        lambda w: dense(w, 20, nn.ReLU(), penalties=activity),
    ),
    "sparse": run("sparse", {"latentDim": 20}, sparse),
    "denoising, masking": denoising("masking", masking),
    "denoising, gaussian": denoising("gaussian", gaussian_noise),
    "denoising, salt and pepper": denoising("saltAndPepper", salt_and_pepper),
    "variational": run(
        "variational",
        {"hidden": [6], "latentDim": 3},
        lambda w: variational(w, "bernoulli", lambda _: 1),
    ),
    "gaussian mixture, diagonal": mixture("diagonal", 4),
    "gaussian mixture, full": mixture("full", 3),
    "VampPrior": vamp_case(),
    "two-stage prior": two_stage_case(),
    "contractive": run("contractive", {"latentDim": 15}, lambda w: contractive(w, [], 15, sigmoids, tied_output, 0.1)),
    "contractive, deep, tied": run(
        "contractive",
        {"hidden": [8], "latentDim": 5, "contractionWeight": 2},
        lambda w: contractive(w, [8], 5, sigmoids, tied_output, 2),
    ),
    "contractive, deeper, under-complete": run(
        "contractive",
        {
            "hidden": [14, 8],
            "latentDim": 3,
            "activation": "tanh",
            "codeActivation": "linear",
            "contractionWeight": 0.5,
            "tied": False,
        },
        lambda w: contractive(w, [14, 8], 3, tanh_then_linear, own_output, 0.5),
    ),
    "relaxed categorical": run(
        "relaxedCategorical",
        {
            "hidden": [6],
            "variables": 3,
            "classes": 4,
            "temperature": {
                "schedule": "anneal",
                "from": 1,
                "to": 0.25,
                "over": {"steps": 4},
                "curve": "exponential",
            },
        },
        lambda w: relaxed_categorical(w, False, cooling),
        weightsOfTerms={"code/temperature": [cooling(step) for step in range(STEPS)]},
    ),
    "relaxed categorical, straight-through": run(
        "relaxedCategorical",
        {"hidden": [6], "variables": 3, "classes": 4, "temperature": 0.5, "straightThrough": True},
        lambda w: relaxed_categorical(w, True, lambda _: 0.5),
    ),
    "adversarial": run(
        "adversarial",
        {"hidden": [6], "latentDim": 3, "critic": [5], "adversarialWeight": 2},
        adversarial,
    ),
    "masked, patches": run(
        "masked",
        {"hidden": [6], "latentDim": 3, "patch": [3]},
        lambda w: masked(w, patch=3),
    ),
    "masked, values missing": run(
        "masked",
        {"hidden": [6], "latentDim": 3, "missing": True},
        lambda w: masked(w, missing=True),
    ),
    "conditional variational": run(
        "conditionalVariational",
        {"hidden": [6], "latentDim": 3, "classes": 3, "beta": 0.5},
        lambda w: conditional_variational(w, 3),
    ),
    "ladder": run(
        "ladder",
        {"hidden": [6], "latentDim": 3, "upperDim": 2, "units": 4, "beta": 0.02},
        lambda w: ladder(w, 3, 2, 4),
    ),
    "hyperspherical": run(
        "hyperspherical",
        {"hidden": [6], "latentDim": 5, "beta": 2},
        lambda w: hyperspherical(w, 5),
    ),
    "free bits": free_bits_case(0.3, "batch"),
    "free bits of each sample": free_bits_case(0.2, "sample"),
    "importance-weighted": run(
        "importanceWeighted",
        {"hidden": [6], "latentDim": 3, "activation": "tanh", "draws": 4},
        lambda w: importance_weighted(w, 4),
    ),
    "variational, beta 4, gaussian likelihood": run(
        "variational",
        {"hidden": [6], "latentDim": 3, "beta": 4, "likelihood": "gaussian"},
        lambda w: variational(w, "gaussian", lambda _: 4),
    ),
    "variational, annealed": run(
        "variational",
        {"hidden": [6], "latentDim": 3, "beta": {"schedule": "anneal", "from": 0.5, "to": 2, "over": {"epochs": 1}, "curve": "linear"}},
        lambda w: variational(w, "bernoulli", warm_up),
        weightsOfTerms={"code/beta": [warm_up(step) for step in range(STEPS)]},
    ),
    "vector-quantised": vector_quantised_case({}, way="averages", restart=True),
    "vector-quantised, learned": vector_quantised_case({"codebook": "learned"}, way="learned"),
    "top-k": top_k_case("relu", nn.ReLU()),
    "top-k, linear": top_k_case("linear", nn.Identity()),
    "embedded clustering": run(
        "embeddedClustering",
        {"hidden": [6], "latentDim": 3, "clusters": 4, "clusteringWeight": 2, "start": "random"},
        lambda w: embedded_clustering(w, 4, 2),
    ),
    "convolutional": convolutional_case(False),
    "convolutional, normalised": convolutional_case(True),
    **recurrent_cases("lstm"),
    **recurrent_cases("gru"),
    "gru, told some of the truth": run(
        "gru",
        {"units": 4, "latentDim": 2},
        lambda w: recurrent(w, "gru", reads="output", reverse=True, forced=0.6),
        shape=SEQUENCE,
        parts={
            "decoder": {
                "part": "gru@1",
                "options": {"units": 4, "input": "output", "reverse": True, "forced": 0.6},
            }
        },
    ),
    "sentences, lstm": sentences_case("lstm", 1),
    "sentences, gru, two layers": sentences_case("gru", 2),
}
