"""Residual autoencoders, by PyTorch: over images, and over sequences with groups of channels."""

import torch
from golden import SEQUENCE, run
from torch import nn
from torch.nn.functional import conv2d, conv_transpose2d, group_norm, mse_loss, pad

HEIGHT, WIDTH = SEQUENCE
KERNEL = 3


def margins(size, stride):
    """TensorFlow's zeros around an axis: before and after."""
    total = max((-(-size // stride) - 1) * stride + KERNEL - size, 0)
    return total // 2, total - total // 2


class Stages:
    """One stage down and one up, with one residual block each."""

    def __init__(self, weights, way):
        self.weights, self.way = weights, way
        over_images = way == "batch"
        self.kernel = (KERNEL, KERNEL) if over_images else (KERNEL, 1)
        self.strides = (2, 2) if over_images else (2, 1)
        self.large = (HEIGHT, WIDTH) if over_images else (HEIGHT, 1)
        self.small = tuple(-(-n // s) for n, s in zip(self.large, self.strides))
        self.channels = 1 if over_images else WIDTH

    def kernel_of(self, name, first, second):
        tensor = nn.Parameter(torch.zeros(first, second, *self.kernel))
        return self.weights.add(f"{name}/kernel", tensor, lambda t: t.permute(2, 3, 1, 0))

    def finish(self, name, count):
        scale = nn.Parameter(torch.ones(count))
        offset = nn.Parameter(torch.zeros(count))
        if self.way == "batch":
            norm = nn.BatchNorm2d(count)
            scale, offset = norm.weight, norm.bias
        self.weights.add(f"{name}/normalisation/scale", scale)
        self.weights.add(f"{name}/normalisation/offset", offset)
        if self.way == "group":
            return lambda x: torch.relu(group_norm(x, 8, scale, offset))
        self.weights.state(f"{name}/normalisation/mean", norm.running_mean)
        self.weights.state(f"{name}/normalisation/variance", norm.running_var)
        return lambda x: torch.relu(norm(x))

    def convolve(self, x, kernel, strides):
        around = [margins(n, s) for n, s in zip(x.shape[2:], strides)]
        if self.kernel[1] == 1:
            around[1] = (0, 0)
        return conv2d(pad(x, (*around[1], *around[0])), kernel, stride=strides)

    def block(self, name, count):
        halves = [
            (self.finish(f"{name}/0/{half}", count), self.kernel_of(f"{name}/0/{half}", count, count))
            for half in ["first", "second"]
        ]

        def apply(x):
            h = x
            for finish, kernel in halves:
                h = self.convolve(finish(h), kernel, (1, 1))
            return x + h

        return apply

    def transposed(self, x, kernel):
        """The reverse of a convolution with TensorFlow's zeros: what falls on those is cut off."""
        full = conv_transpose2d(x, kernel, stride=self.strides)
        (top, _), (left, _) = [margins(n, s) for n, s in zip(self.large, self.strides)]
        left = left if self.kernel[1] > 1 else 0
        missing = [max(start + n - have, 0) for start, n, have in zip((top, left), self.large, full.shape[2:])]
        full = pad(full, (0, missing[1], 0, missing[0]))
        return full[:, :, top : top + self.large[0], left : left + self.large[1]]


def residual(weights, way, count, code=3):
    stages = Stages(weights, way)
    down = stages.kernel_of("encoder/0", count, stages.channels)
    down_block = stages.block("encoder/0", count)
    down_last = stages.finish("encoder/last", count)
    places = stages.small[0] * stages.small[1]
    to_code = weights.dense("code/dense", places * count, code)
    spread = weights.add("decoder/spread/kernel", nn.Parameter(torch.zeros(code, places * count)))
    up_block = stages.block("decoder/0", count)
    up_finish = stages.finish("decoder/0", count)
    up = stages.kernel_of("decoder/0", count, stages.channels)
    bias = weights.add("decoder/last/bias", nn.Parameter(torch.zeros(stages.channels)))

    def terms(x, _):
        images = x.reshape(len(x), *stages.large, stages.channels).permute(0, 3, 1, 2)
        h = down_last(down_block(stages.convolve(images, down, stages.strides)))
        z = to_code(h.permute(0, 2, 3, 1).flatten(1))
        h = (z @ spread).reshape(len(z), *stages.small, count).permute(0, 3, 1, 2)
        out = stages.transposed(up_finish(up_block(h)), up) + bias[:, None, None]
        return {"reconstruction": (mse_loss(out, images, reduction="sum") / len(x), 1)}

    return terms


def case(way, filters, **options):
    given = {"filters": [filters], "latentDim": 3, "normalisation": way, **options}
    return run("residual", given, lambda w: residual(w, way, filters), shape=SEQUENCE)


CASES = {
    "residual": case("batch", 8),
    "residual over sequences, in groups": case("group", 24, over="sequences"),
}
