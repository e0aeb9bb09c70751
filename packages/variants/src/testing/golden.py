"""Losses and weights of models over 20 steps of Adam, by PyTorch in float64.

The models are written a second time, on torch.nn and torch.distributions, in a file beside each part
or recipe, `<name>.golden.py`, whose `CASES` this writes to `<name>.golden.json`. Weights, samples and
noise are `wave`s, which `golden.ts` computes as well.

    pip install torch==2.13.0 numpy scipy
    python golden.py                 all of them
    python golden.py codes/gaussian  those below a folder
"""

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Normal
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss

torch.set_default_dtype(torch.float64)

BATCH, STEPS, LEARNING_RATE = 4, 20, 0.01
INPUT, SEQUENCE, TOKENS = [12], [5, 3], [5, 1]
LENGTHS = [5, 2, 4, 1]


def wave(phase, shape):
    """Numbers in [-1, 1] without a pattern; `phase` tells arrays apart."""
    i = np.arange(int(np.prod(shape)))
    return torch.from_numpy(np.sin(1.3 * phase + 0.7 * (i * i)).reshape(shape))


def noise(kind, step, shape):
    """What stands for the draws of a noise site at a step."""
    values = wave(1000 + step, shape)
    return {"normal": values, "gumbel": values, "uniform": (values + 1) / 2, "kept": (values > -0.4).double()}[kind]


class Weights:
    """Weights by the names that they have in the zoo, and where in PyTorch's those are."""

    def __init__(self):
        self.named = {}
        self.states = {}
        self.after_update = lambda: None

    def add(self, name, tensor, ours=lambda tensor: tensor):
        self.named[name] = (tensor, ours)
        return tensor

    def add_kernel(self, name, tensor):
        return self.add(name, tensor, lambda tensor: tensor.T)

    def state(self, name, tensor):
        """What no optimiser changes, with the values that it starts with in the zoo, too."""
        self.states[name] = tensor
        return tensor

    def dense(self, name, inputs, outputs):
        layer = nn.Linear(inputs, outputs)
        self.add_kernel(f"{name}/kernel", layer.weight)
        self.add(f"{name}/bias", layer.bias)
        return layer

    def recurrent(self, name, module, suffix="", reads=True):
        kernel = getattr(module, "weight_ih" + suffix)
        if reads:
            self.add_kernel(f"{name}/kernel", kernel)
        else:
            kernel.requires_grad_(False)
        self.add_kernel(f"{name}/recurrentKernel", getattr(module, "weight_hh" + suffix))
        self.add(f"{name}/bias", getattr(module, "bias_ih" + suffix))
        second = getattr(module, "bias_hh" + suffix)
        nn.init.zeros_(second)
        if isinstance(module, (nn.GRU, nn.GRUCell)):
            self.recurrent_bias(f"{name}/recurrentBias", second, module.hidden_size)
        else:
            # The zoo has one bias where PyTorch has two.
            second.requires_grad_(False)

    def recurrent_bias(self, name, second, units):
        """Of a GRU's second bias the zoo has the candidate's third alone: r and z need one bias only."""
        second.register_hook(lambda gradient: gradient.index_fill(0, torch.arange(2 * units), 0))
        self.add(name, second, lambda tensor: tensor[2 * units :])

    def stack(self, make, name, inputs, units, layers, bidirectional):
        module = make(max(inputs, 1), units, layers, bidirectional=bidirectional, batch_first=True)
        for layer in range(layers):
            reads = inputs > 0 or layer > 0
            self.recurrent(f"{name}/{layer}/forwards", module, f"_l{layer}", reads)
            if bidirectional:
                self.recurrent(f"{name}/{layer}/backwards", module, f"_l{layer}_reverse", reads)
        return module

    def initialise(self):
        for index, (tensor, ours) in enumerate(self.named.values()):
            view = ours(tensor.data)
            view.copy_(wave(index + 1, view.shape) / 2)

    def values(self):
        weights = {name: ours(tensor).detach() for name, (tensor, ours) in self.named.items()}
        return {**weights, **self.states}


def summed(elements):
    """Summed over features, averaged over the batch."""
    return elements.flatten(1).sum(1).mean()


def likelihood(name, weights):
    """The reconstruction term of parameters and targets; and parameters for each value."""
    if name == "squaredError":
        return lambda out, x: mse_loss(out, x, reduction="sum") / len(x), 1
    if name == "bernoulli":
        return lambda out, x: binary_cross_entropy_with_logits(out, x, reduction="sum") / len(x), 1
    if name == "gaussian":
        return lambda out, x: -summed(Normal(out, 1.0).log_prob(x)), 1
    if name == "gaussianLearned":
        log_variance = weights.add("likelihood/logVariance", nn.Parameter(torch.zeros(())))
        return lambda out, x: -summed(Normal(out, log_variance.exp().sqrt()).log_prob(x)), 1

    def predicted(out, x):
        mean, log_variance = out.chunk(2, dim=-1)
        return -summed(Normal(mean, log_variance.exp().sqrt()).log_prob(x))

    return predicted, 2


def mlp(weights, name, widths, last, between=nn.ReLU()):
    """`between` layers, and `last` after the last one."""
    layers = [weights.dense(f"{name}/{i}", a, b) for i, (a, b) in enumerate(zip(widths, widths[1:]))]
    modules = [module for layer in layers for module in (layer, between)]
    return nn.Sequential(*modules[:-1], last) if layers else nn.Identity()


def run(recipe, options, build, shape=INPUT, classes=None, **extra):
    """One case: what `golden.ts` needs to make the same model, and what came out."""
    weights = Weights()
    terms_of = build(weights)
    weights.initialise()
    trained = [tensor for tensor, _ in weights.named.values() if tensor.requires_grad]
    optimiser = torch.optim.Adam(trained, lr=LEARNING_RATE)
    history = []
    for step in range(STEPS):
        x = (wave(2000 + step, [BATCH, *shape]) + 1) / 2
        if classes:
            x = (x * classes).long()
        terms = terms_of(x, step)
        objectives = {}
        for value, weight, *group in terms.values():
            name = f"{group[0]}.loss" if group else "loss"
            objectives[name] = objectives.get(name, 0) + weight * value
        values = {name: value for name, (value, *_) in terms.items()}
        history.append({name: value.item() for name, value in {**objectives, **values}.items()})
        optimiser.zero_grad()
        # A case with groups sees to it that each objective has a gradient for its own weights alone.
        sum(objectives.values()).backward()
        optimiser.step()
        weights.after_update()
    return {
        "recipe": recipe,
        "options": {"input": shape, **options},
        "learningRate": LEARNING_RATE,
        "batch": BATCH,
        **extra,
        "weights": list(weights.named),
        **({"states": list(weights.states)} if weights.states else {}),
        "terms": history,
        "final": {name: value.flatten()[:4].tolist() for name, value in weights.values().items()},
    }


def write(file):
    """The cases of one file, as JSON beside it."""
    spec = spec_from_file_location(file.stem, file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    file.with_suffix(".json").write_text(json.dumps(module.CASES, indent=1) + "\n")


if __name__ == "__main__":
    folder = Path(__file__).parent.parent.joinpath(*sys.argv[1:])
    for file in sorted(folder.rglob("*.golden.py")):
        print(file)
        write(file)
