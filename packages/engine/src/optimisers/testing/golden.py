"""Golden numbers of PyTorch's optimisers, as golden.json: python golden.py > golden.json (torch 2.13)."""

import json
import torch

STEPS = 6
SHAPES = [[5], [2, 3]]


def values(shape, seed, scale=1.0):
    generator = torch.Generator().manual_seed(seed)
    return scale * torch.randn(shape, generator=generator)


def run(name, options, make, clip_norm=None, schedule=None):
    parameters = [torch.nn.Parameter(values(shape, i)) for i, shape in enumerate(SHAPES)]
    optimiser = make(parameters)
    case = {
        "name": name,
        "options": options,
        "weights": [p.detach().flatten().tolist() for p in parameters],
        "gradients": [],
        "expected": [],
    }
    if clip_norm is not None:
        case["clipNorm"] = clip_norm
    for step in range(STEPS):
        if schedule is not None:
            for group in optimiser.param_groups:
                group["lr"] = schedule(step)
        gradients = [values(shape, 100 + 10 * step + i, 0.5) for i, shape in enumerate(SHAPES)]
        case["gradients"].append([g.flatten().tolist() for g in gradients])
        for p, g in zip(parameters, gradients):
            p.grad = g.clone()
        if clip_norm is not None:
            torch.nn.utils.clip_grad_norm_(parameters, clip_norm)
        optimiser.step()
        case["expected"].append([p.detach().flatten().tolist() for p in parameters])
    return case


o = torch.optim
cases = [
    run("stochasticGradientDescent", {}, lambda p: o.SGD(p)),
    run("stochasticGradientDescent", {"learningRate": 0.1, "weightDecay": 0.2},
        lambda p: o.SGD(p, lr=0.1, weight_decay=0.2)),
    run("stochasticGradientDescent", {"learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.01},
        lambda p: o.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01)),
    run("stochasticGradientDescent", {"learningRate": 0.1, "momentum": 0.8, "nesterov": True},
        lambda p: o.SGD(p, lr=0.1, momentum=0.8, nesterov=True)),
    run("adam", {}, lambda p: o.Adam(p)),
    run("adam", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1},
        lambda p: o.Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
    run("adamW", {}, lambda p: o.AdamW(p)),
    run("adamW", {"learningRate": 0.05, "weightDecay": 0.3}, lambda p: o.AdamW(p, lr=0.05, weight_decay=0.3)),
    run("rmsProp", {}, lambda p: o.RMSprop(p)),
    run("rmsProp", {"alpha": 0.9, "epsilon": 1e-3, "weightDecay": 0.1},
        lambda p: o.RMSprop(p, alpha=0.9, eps=1e-3, weight_decay=0.1)),
    run("rmsProp", {"momentum": 0.5}, lambda p: o.RMSprop(p, momentum=0.5)),
    run("rmsProp", {"centered": True}, lambda p: o.RMSprop(p, centered=True)),
    run("rmsProp", {"centered": True, "momentum": 0.5}, lambda p: o.RMSprop(p, centered=True, momentum=0.5)),
    run("adagrad", {}, lambda p: o.Adagrad(p)),
    run("adagrad", {"learningRate": 0.1, "learningRateDecay": 0.5, "initialAccumulator": 0.2, "epsilon": 1e-3,
                    "weightDecay": 0.1},
        lambda p: o.Adagrad(p, lr=0.1, lr_decay=0.5, initial_accumulator_value=0.2, eps=1e-3, weight_decay=0.1)),
    run("adam", {"learningRate": 0.05}, lambda p: o.Adam(p, lr=0.05), clip_norm=0.5),
    run("stochasticGradientDescent", {"learningRate": 0.1}, lambda p: o.SGD(p, lr=0.1), clip_norm=1.5),
    run("adam", {"learningRate": {"name": "exponentialDecay@1", "initial": 0.1, "rate": 0.5, "every": 2}},
        lambda p: o.Adam(p, lr=0.1), schedule=lambda step: 0.1 * 0.5 ** (step / 2)),
]
print(json.dumps(cases))
