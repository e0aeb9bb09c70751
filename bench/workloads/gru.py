from recurrent import Recurrent
from torch import nn


def model():
    return Recurrent(nn.GRU, 28, 28, 128, 128)
