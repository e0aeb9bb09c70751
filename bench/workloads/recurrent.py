import torch
from torch import nn
from torch.nn.functional import mse_loss


class Recurrent(nn.Module):
    """An encoder whose last hidden states give the code, and a decoder which reads the code at each step."""

    def __init__(self, cell, steps, channels, units, code, layers=1, bidirectional=False):
        super().__init__()
        self.steps = steps
        self.directions = 2 if bidirectional else 1
        self.encoder = cell(channels, units, layers, batch_first=True, bidirectional=bidirectional)
        self.code = nn.Linear(self.directions * units, code)
        self.decoder = cell(code, units, layers, batch_first=True)
        self.output = nn.Linear(units, channels)

    def loss(self, x):
        _, last = self.encoder(x)
        hidden = last[0] if isinstance(self.encoder, nn.LSTM) else last
        z = self.code(torch.cat(tuple(hidden[-self.directions :]), 1))
        states, _ = self.decoder(z[:, None].expand(-1, self.steps, -1))
        return mse_loss(self.output(states), x, reduction="sum") / len(x)
