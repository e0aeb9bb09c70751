"""Convolutional LSTMs over lines of 3 places, by PyTorch, step by step."""

import torch
from golden import SEQUENCE, run
from torch import nn
from torch.nn.functional import conv2d, mse_loss

STEPS, WIDTH = SEQUENCE


class Layer:
    def __init__(self, weights, name, channels, filters):
        def kernel(part, inputs):
            tensor = nn.Parameter(torch.zeros(4 * filters, inputs, 3, 3))
            return weights.add(f"{name}/{part}", tensor, lambda t: t.permute(2, 3, 1, 0))

        self.kernel = kernel("kernel", channels) if channels else None
        self.recurrent = kernel("recurrentKernel", filters)
        self.bias = weights.add(f"{name}/bias", nn.Parameter(torch.zeros(4 * filters)))
        self.filters = filters

    def run(self, frames, hidden):
        cell = torch.zeros_like(hidden)
        sequence = []
        for frame in frames:
            sums = conv2d(hidden, self.recurrent, self.bias, padding=1)
            if self.kernel is not None:
                sums = sums + conv2d(frame, self.kernel, padding=1)
            i, f, g, o = sums.chunk(4, 1)
            cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
            hidden = o.sigmoid() * cell.tanh()
            sequence.append(hidden)
        return sequence


def frames(weights):
    first = Layer(weights, "encoder/0", 1, 3)
    second = Layer(weights, "encoder/1", 3, 2)
    to_code = weights.dense("code/dense", WIDTH * 2, 4)
    start = weights.add("decoder/start/kernel", nn.Parameter(torch.zeros(4, WIDTH * 2)))
    lower = Layer(weights, "decoder/0", 0, 2)
    upper = Layer(weights, "decoder/1", 2, 3)
    output = weights.dense("decoder/output", 3, 1)

    def terms(x, _):
        images = x[:, :, None, None, :].unbind(1)
        zeros = torch.zeros(len(x), 3, 1, WIDTH)
        last = second.run(first.run(images, zeros), zeros[:, :2])[-1]
        z = to_code(last.permute(0, 2, 3, 1).flatten(1))
        hidden = (z @ start).reshape(len(x), 1, WIDTH, 2).permute(0, 3, 1, 2).tanh()
        made = upper.run(lower.run([None] * STEPS, hidden), zeros)
        out = output(torch.stack(made, 1).permute(0, 1, 3, 4, 2)).reshape(x.shape)
        return {"reconstruction": (mse_loss(out, x, reduction="sum") / len(x), 1)}

    return terms


CASES = {
    "convolutional LSTM": run(
        "underComplete",
        {"latentDim": 4},
        frames,
        shape=SEQUENCE,
        parts={
            "encoder": {"part": "convolutionalLstm@1", "options": {"filters": [3, 2]}},
            "decoder": {"part": "convolutionalLstm@1", "options": {"filters": [2, 3]}},
        },
    )
}
