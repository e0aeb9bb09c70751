import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, linear, relu, softplus


class Adversarial(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
        self.encoder = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, dim))
        self.decoder = nn.Sequential(nn.Linear(dim, 256), nn.ReLU(), nn.Linear(256, 784))
        self.critic = nn.ModuleList([nn.Linear(dim, 128), nn.Linear(128, 128), nn.Linear(128, 1)])

    def score(self, z, learns):
        first, second, last = (
            (layer.weight, layer.bias) if learns else (layer.weight.detach(), layer.bias.detach())
            for layer in self.critic
        )
        return linear(relu(linear(relu(linear(z, *first)), *second)), *last)

    def loss(self, x):
        z = self.encoder(x)
        reconstruction = binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        drawn = torch.randn_like(z)
        told = softplus(-self.score(drawn, True)) + softplus(self.score(z.detach(), True))
        fooled = softplus(-self.score(z, False))
        return (reconstruction + told.sum() + 10 * fooled.sum()) / len(x)


def model():
    return Adversarial(8)
