"""Writes golden.json: LSTM and GRU of PyTorch, in the layout of `lstm` and `gru`.

Needs torch 2.13. Run: python golden.py
The loss is sum(hidden * wh) + sum(final state * wf); padded steps of the masked cases count nothing.
"""

import json
from pathlib import Path

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
BATCH, TIME, FEATURES, UNITS = 3, 4, 2, 3
LENGTHS = torch.tensor([4, 2, 1])


def rounded(tensor):
    return {"shape": list(tensor.shape), "data": [round(v, 7) for v in tensor.flatten().tolist()]}


def reversed_time(x, lengths):
    """Each sequence of a padded batch, backwards; the padding stays where it is."""
    result = x.clone()
    for row, length in enumerate(lengths):
        result[row, :length] = x[row, :length].flip(0)
    return result


def case(kind, masked, reverse):
    cell = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](FEATURES, UNITS, batch_first=True)
    for parameter in cell.parameters():
        torch.nn.init.uniform_(parameter, -0.8, 0.8)
    x = torch.randn(BATCH, TIME, FEATURES, requires_grad=True)
    initial = [torch.randn(BATCH, UNITS, requires_grad=True) for _ in range(2 if kind == "lstm" else 1)]
    states = [state[None] for state in initial]
    lengths = LENGTHS if masked else torch.full((BATCH,), TIME)

    inputs = reversed_time(x, lengths) if reverse else x
    packed = pack_padded_sequence(inputs, lengths, batch_first=True)
    output, final = cell(packed, tuple(states) if kind == "lstm" else states[0])
    hidden, _ = pad_packed_sequence(output, batch_first=True, total_length=TIME)
    if reverse:
        hidden = reversed_time(hidden, lengths)
    final = [state[0] for state in (final if kind == "lstm" else [final])]
    mask = (torch.arange(TIME)[None] < lengths[:, None]).to(x.dtype)
    hidden_weights = torch.randn(hidden.shape) * mask[:, :, None]
    final_weights = [torch.randn(state.shape) for state in final]
    loss = (hidden * hidden_weights).sum() + sum((s * w).sum() for s, w in zip(final, final_weights))
    loss.backward()

    def biases(both):
        first, second = both
        if kind == "lstm":
            return {"bias": first + second}
        gates = 2 * UNITS
        return {
            "bias": torch.cat([first[:gates] + second[:gates], first[gates:]]),
            "recurrentBias": second[gates:],
        }

    def bias_gradients():
        first, second = cell.bias_ih_l0.grad, cell.bias_hh_l0.grad
        return {"bias": first} if kind == "lstm" else {"bias": first, "recurrentBias": second[2 * UNITS :]}

    names = ["initialHidden", "initialCell"]
    tensors = {
        "x": x,
        "kernel": cell.weight_ih_l0.T,
        "recurrentKernel": cell.weight_hh_l0.T,
        **biases((cell.bias_ih_l0, cell.bias_hh_l0)),
        **dict(zip(names, initial)),
    }
    gradients = {
        "x": x.grad,
        "kernel": cell.weight_ih_l0.grad.T,
        "recurrentKernel": cell.weight_hh_l0.grad.T,
        **bias_gradients(),
        **{name: state.grad for name, state in zip(names, initial)},
    }
    return {
        "kind": kind,
        "reverse": reverse,
        "inputs": {name: rounded(tensor) for name, tensor in tensors.items()},
        "mask": rounded(mask),
        "hiddenWeights": rounded(hidden_weights),
        "finalWeights": [rounded(weights) for weights in final_weights],
        "hidden": rounded(hidden * mask[:, :, None]),
        "final": [rounded(state) for state in final],
        "gradients": {name: rounded(gradient) for name, gradient in gradients.items()},
    }


cases = [
    case(kind, masked, reverse)
    for kind in ("lstm", "gru")
    for masked, reverse in ((False, False), (True, False), (True, True))
]
text = "[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n"
Path(__file__).with_name("golden.json").write_text(text)
