from torch import nn
from torch.nn.functional import mse_loss, relu

CHANNELS = 32


def convolution(inputs, stride=1):
    return nn.Conv2d(inputs, CHANNELS, 3, stride, 1, bias=False)


def transposed(outputs):
    return nn.ConvTranspose2d(CHANNELS, outputs, 3, 2, 1, 1, bias=False)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(
            convolution(CHANNELS),
            nn.BatchNorm2d(CHANNELS),
            nn.ReLU(),
            convolution(CHANNELS),
            nn.BatchNorm2d(CHANNELS),
        )

    def forward(self, x):
        return relu(x + self.inner(x))


class ResidualAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            convolution(1, 2),
            nn.BatchNorm2d(CHANNELS),
            nn.ReLU(),
            convolution(CHANNELS, 2),
            Residual(),
            nn.Flatten(),
            nn.Linear(49 * CHANNELS, 32),
        )
        self.decoder = nn.Sequential(
            nn.Linear(32, 49 * CHANNELS),
            nn.ReLU(),
            nn.Unflatten(1, (CHANNELS, 7, 7)),
            Residual(),
            transposed(CHANNELS),
            nn.BatchNorm2d(CHANNELS),
            nn.ReLU(),
            transposed(1),
        )

    def loss(self, x):
        images = x.reshape(-1, 1, 28, 28)
        return mse_loss(self.decoder(self.encoder(images)), images, reduction="sum") / len(x)


def model():
    return ResidualAutoencoder()
