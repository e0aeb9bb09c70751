from torch import nn
from torch.nn.functional import mse_loss


class Mirrored(nn.Module):
    """Dense layers to the code and back, with ReLU between them but for the code; squared error."""

    def __init__(self, *widths):
        super().__init__()
        self.encoder = self.layers(widths)
        self.decoder = self.layers(widths[::-1])

    @staticmethod
    def layers(widths):
        modules = [m for a, b in zip(widths, widths[1:]) for m in (nn.Linear(a, b), nn.ReLU())]
        return nn.Sequential(*modules[:-1])

    def loss(self, x):
        return mse_loss(self.decoder(self.encoder(x)), x, reduction="sum") / len(x)

    def encode(self, x):
        return self.encoder(x)

    def evaluate(self, x):
        return self.loss(x)
