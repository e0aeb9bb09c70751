import torch
from torch import nn
from torch.nn.functional import linear, mse_loss, normalize


class Dictionary(nn.Module):
    def __init__(self, values, units, k):
        super().__init__()
        self.k = k
        self.encoder = nn.Linear(values, units)
        self.atoms = nn.Parameter(normalize(self.encoder.weight.detach().clone()))
        self.bias = nn.Parameter(torch.zeros(values))
        self.register_buffer("idle", torch.zeros(units))

    def loss(self, x):
        units = self.encoder(x).relu()
        largest, places = units.topk(self.k)
        code = torch.zeros_like(units).scatter(1, places, largest)
        with torch.no_grad():
            self.idle.add_(1).mul_((code == 0).all(0))
        return mse_loss(linear(code, self.atoms.T, self.bias), x, reduction="sum") / len(x)

    @torch.no_grad()
    def after_step(self):
        self.atoms.div_(self.atoms.norm(dim=1, keepdim=True).clamp_min(1e-12))


def model():
    return Dictionary(512, 8192, 32)
