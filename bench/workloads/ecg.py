from recurrent import Recurrent
from torch import nn


def model():
    return Recurrent(nn.LSTM, 140, 1, 32, 8)
