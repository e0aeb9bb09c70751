import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, embedding, one_hot


class Quantised(nn.Module):
    def __init__(self, entries, dim, positions, decay=0.99):
        super().__init__()
        self.dim, self.decay = dim, decay
        self.encoder = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, positions * dim))
        self.decoder = nn.Sequential(nn.Linear(positions * dim, 256), nn.ReLU(), nn.Linear(256, 784))
        codebook = torch.randn(entries, dim)
        self.register_buffer("codebook", codebook)
        self.register_buffer("use", torch.zeros(entries))
        self.register_buffer("sums", torch.zeros(entries, dim))

    def loss(self, x):
        vectors = self.encoder(x).reshape(-1, self.dim)
        with torch.no_grad():
            distances = self.codebook.square().sum(1) - 2 * vectors @ self.codebook.T
            nearest = distances.argmin(1)
        chosen = embedding(nearest, self.codebook)
        commitment = (vectors - chosen).square().sum()
        code = vectors + (chosen - vectors).detach()
        with torch.no_grad():
            self.move(vectors, one_hot(nearest, len(self.codebook)).to(vectors.dtype))
        logits = self.decoder(code.reshape(len(x), -1))
        return (binary_cross_entropy_with_logits(logits, x, reduction="sum") + 0.25 * commitment) / len(x)

    def move(self, vectors, choices):
        """Moving averages of how many vectors chose an entry and of their sum."""
        self.use.mul_(self.decay).add_(choices.sum(0), alpha=1 - self.decay)
        self.sums.mul_(self.decay).add_(choices.T @ vectors, alpha=1 - self.decay)
        used = self.use[:, None] > 1e-5
        self.codebook = torch.where(used, self.sums / self.use[:, None].clamp_min(1e-5), self.codebook)


def model():
    return Quantised(128, 8, 16)
