from recurrent import Recurrent
from torch import nn


def model():
    return Recurrent(nn.LSTM, 50, 8, 64, 32, layers=2, bidirectional=True)
