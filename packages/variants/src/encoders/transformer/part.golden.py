"""Transformers, by PyTorch's multi-head attention and layer normalisation."""

import torch
from golden import SEQUENCE, noise, run
from torch import nn
from torch.nn.functional import gelu, layer_norm, multi_head_attention_forward

STEPS, CHANNELS = SEQUENCE


def normalisation(weights, name, width):
    scale = weights.add(f"{name}/scale", nn.Parameter(torch.zeros(width)))
    offset = weights.add(f"{name}/offset", nn.Parameter(torch.zeros(width)))
    return lambda x: layer_norm(x, [width], scale, offset)


def attention(weights, name, width, heads):
    query = weights.dense(f"{name}/query", width, width)
    value = weights.dense(f"{name}/value", width, width)
    key = weights.add_kernel(f"{name}/key/kernel", nn.Parameter(torch.zeros(width, width)))
    output = weights.dense(f"{name}/output", width, width)

    def apply(x):
        across = x.transpose(0, 1)
        result, _ = multi_head_attention_forward(
            *[across] * 3, width, heads,
            torch.cat([query.weight, key, value.weight]),
            torch.cat([query.bias, torch.zeros(width), value.bias]),
            None, None, False, 0.0, output.weight, output.bias, need_weights=False,
        )  # fmt: skip
        return result.transpose(0, 1)

    return apply


def block(weights, name, width, heads, expansion):
    first = normalisation(weights, f"{name}/beforeAttention", width)
    attend = attention(weights, f"{name}/attention", width, heads)
    second = normalisation(weights, f"{name}/beforeDense", width)
    wide = weights.dense(f"{name}/wide", width, expansion * width)
    narrow = weights.dense(f"{name}/narrow", expansion * width, width)

    def apply(x):
        x = x + attend(first(x))
        return x + narrow(gelu(wide(second(x))))

    return apply


def blocks(weights, name, width, heads, count, expansion):
    layers = [block(weights, f"{name}/{i}", width, heads, expansion) for i in range(count)]
    last = normalisation(weights, f"{name}/last", width)

    def apply(x):
        for layer in layers:
            x = layer(x)
        return last(x)

    return apply


def encoder(weights, width, heads, count, expansion, left=None):
    embedding = weights.dense("encoder/embedding", CHANNELS, width)
    positions = weights.add("encoder/positions", nn.Parameter(torch.zeros(STEPS, width)))
    apply = blocks(weights, "encoder/blocks", width, heads, count, expansion)
    hidden = weights.add("encoder/hidden", nn.Parameter(torch.zeros(width))) if left else None

    def encode(x, order=None):
        tokens = embedding(x) + positions
        if left is None:
            return apply(tokens)
        rows = torch.arange(len(x))[:, None]
        seen = order.argsort(dim=1, descending=True, stable=True)[:, :left]
        return hidden.expand(tokens.shape).index_put((rows, seen), apply(tokens[rows, seen]))

    return encode


def decoder(weights, inputs, width, heads, count, expansion):
    embedding = weights.dense("decoder/embedding", *inputs)
    positions = weights.add("decoder/positions", nn.Parameter(torch.zeros(STEPS, width)))
    apply = blocks(weights, "decoder/blocks", width, heads, count, expansion)
    output = weights.dense("decoder/output", width, CHANNELS)
    return lambda z: output(apply(embedding(z).reshape(len(z), STEPS, width) + positions))


def dense_code(weights):
    encode = encoder(weights, 4, 2, 2, 3)
    to_code = weights.dense("code/dense", STEPS * 4, 3)
    decode = decoder(weights, (3, STEPS * 6), 6, 3, 1, 2)

    def terms(x, _):
        out = decode(to_code(encode(x).flatten(1)))
        return {"reconstruction": ((out - x).square().sum() / len(x), 1)}

    return terms


def masked(weights):
    encode = encoder(weights, 4, 2, 1, 2, left=2)
    decode = decoder(weights, (4, 6), 6, 2, 1, 2)

    def terms(x, step):
        order = noise("uniform", step, [len(x), STEPS])
        seen = order.argsort(dim=1, descending=True, stable=True)[:, :2]
        hidden = torch.ones(len(x), STEPS, 1).index_put((torch.arange(len(x))[:, None], seen), torch.zeros(1))
        errors = (decode(encode(x, order)) - x).square() * hidden
        return {"reconstruction": (errors.sum() / len(x), 1)}

    return terms


def part(kind, **options):
    return {"part": f"{kind}@1", "options": options}


CASES = {
    "transformer": run(
        "underComplete",
        {"latentDim": 3},
        dense_code,
        shape=SEQUENCE,
        parts={
            "encoder": part("transformer", width=4, heads=2, blocks=2, expansion=3),
            "decoder": part("transformer", width=6, heads=3, blocks=1, expansion=2),
        },
    ),
    "masked transformer": run(
        "maskedTransformer",
        {
            "rate": 0.6,
            "width": 4,
            "heads": 2,
            "blocks": 1,
            "expansion": 2,
            "decoderWidth": 6,
            "decoderBlocks": 1,
        },
        masked,
        shape=SEQUENCE,
    ),
}
