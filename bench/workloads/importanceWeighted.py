from math import log

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

DRAWS = 5


class ImportanceWeighted(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 200), nn.ReLU(), nn.Linear(200, 200), nn.ReLU())
        self.mean, self.log_variance = nn.Linear(200, 50), nn.Linear(200, 50)
        self.decoder = nn.Sequential(
            nn.Linear(50, 200), nn.ReLU(), nn.Linear(200, 200), nn.ReLU(), nn.Linear(200, 784)
        )

    def loss(self, x):
        h = self.encoder(x)
        mean, log_variance = self.mean(h), self.log_variance(h)
        noise = torch.randn(DRAWS, *mean.shape)
        z = mean + (log_variance / 2).exp() * noise
        logits = self.decoder(z)
        error = binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="none").sum(-1)
        ratio = 0.5 * (z.square() - noise.square() - log_variance).sum(-1)
        return -((-error - ratio).logsumexp(0) - log(DRAWS)).mean()


def model():
    return ImportanceWeighted()
