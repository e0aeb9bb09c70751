import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits


class Denoising(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(784, 1000), nn.ReLU(), nn.Linear(1000, 784))

    def loss(self, x):
        kept = torch.rand_like(x) >= 0.3
        return binary_cross_entropy_with_logits(self.layers(x * kept), x, reduction="sum") / len(x)


def model():
    return Denoising()
