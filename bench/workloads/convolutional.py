from torch import nn
from torch.nn.functional import mse_loss


class Convolutional(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, 2, 1),
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, 2, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(7 * 7 * 64, 32),
        )
        self.decoder = nn.Sequential(
            nn.Linear(32, 7 * 7 * 64),
            nn.ReLU(),
            nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 32, 3, 2, 1, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, 2, 1, 1),
            nn.Sigmoid(),
        )

    def loss(self, x):
        image = x.reshape(-1, 1, 28, 28)
        return mse_loss(self.decoder(self.encoder(image)), image, reduction="sum") / len(x)


def model():
    return Convolutional()
