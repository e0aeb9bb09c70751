from torch import nn
from torch.nn.functional import mse_loss


class LstmAutoencoder(nn.Module):
    def __init__(self, steps, channels, units, code):
        super().__init__()
        self.steps = steps
        self.encoder = nn.LSTM(channels, units, batch_first=True)
        self.code = nn.Linear(units, code)
        self.decoder = nn.LSTM(code, units, batch_first=True)
        self.output = nn.Linear(units, channels)

    def loss(self, x):
        _, (h, _) = self.encoder(x)
        z = self.code(h[-1])
        states, _ = self.decoder(z[:, None].expand(-1, self.steps, -1))
        return mse_loss(self.output(states), x, reduction="sum") / len(x)


def model():
    return LstmAutoencoder(28, 28, 128, 128)
