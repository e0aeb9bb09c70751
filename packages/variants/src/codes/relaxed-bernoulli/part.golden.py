"""Codes of bits by torch.distributions: relaxed ones (Maddison et al. 2017) and straight through (Bengio et al. 2013)."""

import torch
from golden import INPUT, likelihood, mlp, noise, run
from torch import nn
from torch.distributions import Bernoulli, kl_divergence

DIM = 5


def bits(weights, draw, probability, beta):
    encoder = mlp(weights, "encoder", [INPUT[0], 6], nn.ReLU())
    to_logits = weights.dense("code/logits", 6, DIM)
    decoder = mlp(weights, "decoder", [DIM, 6, INPUT[0]], nn.Identity())
    reconstruction, _ = likelihood("bernoulli", weights)

    def terms(x, step):
        logits = to_logits(encoder(x))
        z = draw(logits, noise("kept", step, logits.shape))
        kl = kl_divergence(Bernoulli(logits=logits), Bernoulli(torch.tensor(probability))).sum(1).mean()
        return {"reconstruction": (reconstruction(decoder(z), x), 1), "kl": (kl, beta)}

    return terms


def relaxed(logits, logistic):
    return ((logits + logistic) / 0.4).sigmoid()


def past(differentiable, value):
    return differentiable + (value - differentiable).detach()


def relaxed_then_hard(logits, logistic):
    return past(relaxed(logits, logistic), (logits + logistic > 0).double())


def straight_through(logits, logistic):
    return past(logits, (logits + logistic > 0).double())


def straight_through_sigmoid(logits, logistic):
    return past(logits.sigmoid(), (logits + logistic > 0).double())


def case(part, options, draw, probability=0.5, beta=0.5):
    prior = {"part": "independentBits@1", "options": {"probability": probability}}
    return run(
        "variational",
        {"hidden": [6], "latentDim": DIM},
        lambda w: bits(w, draw, probability, beta),
        parts={"code": {"part": part, "options": {"dim": DIM, "beta": beta, **options}}, "prior": prior},
    )


CASES = {
    "relaxed bernoulli": case("relaxedBernoulli@1", {"temperature": 0.4}, relaxed),
    "relaxed bernoulli, straight-through": case(
        "relaxedBernoulli@1", {"temperature": 0.4, "straightThrough": True}, relaxed_then_hard, 0.2
    ),
    "straight-through": case("straightThrough@1", {}, straight_through),
    "straight-through, sigmoid": case("straightThrough@1", {"gradient": "sigmoid"}, straight_through_sigmoid, 0.7),
}
