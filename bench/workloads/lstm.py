from recurrent import Recurrent
from torch import nn


def model():
    return Recurrent(nn.LSTM, 28, 28, 128, 128)
