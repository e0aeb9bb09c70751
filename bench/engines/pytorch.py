"""Does a task of the benchmark with PyTorch."""

import importlib
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.dont_write_bytecode = True
from worker import answer, say

task = json.loads(sys.argv[1])
compiling = task["form"] == "compile"
if compiling:
    # Kernels of an earlier run would make the first step look short.
    cache = TemporaryDirectory(prefix="bench-inductor-")
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = cache.name

try:
    import torch
except ImportError as error:
    say({"unavailable": f"{error}; install PyTorch, or set BENCH_PYTHON to a Python that has it"})
    sys.exit()

from torch._dynamo.exc import TorchDynamoException

LARGE_BATCH = 1024

sys.path.insert(0, str(Path(__file__).parent.parent / "workloads"))
torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())


def numbers(pixels):
    """Bytes as numbers in [0, 1]."""
    return pixels.float().div_(255)


def maybe_compiled(function):
    return torch.compile(function) if compiling else function


def batches(pixels, size):
    """Shuffled batches of one epoch."""
    for indices in torch.randperm(len(pixels)).split(size):
        yield numbers(pixels[indices])


def training(model, pixels):
    """Epochs without end: each is an iterator over its steps."""
    optimiser = torch.optim.Adam(model.parameters(), fused=task["form"] != "eager")
    loss_of = maybe_compiled(model.loss)
    after_step = getattr(model, "after_step", lambda: None)

    def steps():
        for x in batches(pixels, task["batchSize"]):
            optimiser.zero_grad()
            loss = loss_of(x)
            loss.backward()
            optimiser.step()
            after_step()
            yield loss.item()

    while True:
        yield steps()


def step(model, pixels):
    steps = (loss for epoch in training(model, pixels) for loss in epoch)
    return lambda: next(steps)


def epoch(model, pixels):
    epochs = training(model, pixels)
    return lambda: sum(next(epochs))


def encode(model, pixels):
    encoded = maybe_compiled(model.encode)

    @torch.no_grad()
    def once():
        return torch.cat([encoded(numbers(part)) for part in pixels.split(LARGE_BATCH)])

    return once


def evaluate(model, pixels):
    measured = maybe_compiled(model.evaluate)

    @torch.no_grad()
    def once():
        parts = [measured(numbers(part)) * len(part) for part in pixels.split(LARGE_BATCH)]
        return (torch.stack(parts).sum(0) / len(pixels)).tolist()

    return once


def parameters(model):
    """Number of weights; recurrent cells of PyTorch have two biases, of which a GRU needs the candidate's."""
    needed = {"LSTM": 0, "GRU": 1 / 3}
    superfluous = sum(
        p.numel() * (1 - needed[cell.mode])
        for cell in model.modules()
        if isinstance(cell, torch.nn.RNNBase)
        for name, p in cell.named_parameters()
        if "bias_hh" in name
    )
    return sum(p.numel() for p in model.parameters()) - round(superfluous)


activities = {"step": step, "epoch": epoch, "encode": encode, "evaluate": evaluate}
model = importlib.import_module(task["name"]).model()
pixels = torch.randint(0, 256, (task["samples"], *task["input"]), dtype=torch.uint8)
once = activities[task["activity"]](model, pixels)
stepping = task["activity"] == "step"
hello = {"engine": f"PyTorch {torch.__version__}", "parameters": parameters(model)}
try:
    answer(hello, once, fewest=3 if stepping else 1, warm_up=0.5 if stepping else 0)
except TorchDynamoException as error:
    # Without a C++ compiler nothing can be compiled; what else fails may be this model's.
    kind = "unavailable" if "InvalidCxxCompiler" in str(error) else "incapable"
    say({kind: f"torch.compile: {str(error).splitlines()[0]}"})
