import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, relu


class Variational(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.mean, self.log_variance = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))

    def posterior(self, x):
        h = relu(self.hidden(x))
        return self.mean(h), self.log_variance(h)

    def negative_bound(self, x, mean, log_variance):
        z = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        reconstruction = binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        kl = -0.5 * (1 + log_variance - mean.square() - log_variance.exp()).sum()
        return (reconstruction + kl) / len(x)

    def loss(self, x):
        return self.negative_bound(x, *self.posterior(x))

    def encode(self, x):
        return self.mean(relu(self.hidden(x)))

    def evaluate(self, x):
        mean, log_variance = self.posterior(x)
        squared_error = (self.decoder(mean).sigmoid() - x).square().sum() / len(x)
        return torch.stack([self.negative_bound(x, mean, log_variance), squared_error])


def model():
    return Variational()
