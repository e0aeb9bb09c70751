"""Trains a workload with PyTorch; it speaks the protocol of ../worker/protocol.ts."""

import importlib
import json
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter


def say(message):
    print(json.dumps(message), flush=True)


try:
    import torch
except ImportError as error:
    say({"unavailable": f"{error}; install PyTorch, or set BENCH_PYTHON to a Python that has it"})
    sys.exit()

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "workloads"))
torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())


def batches(pixels, size):
    """Shuffled batches without end, as numbers in [0, 1]."""
    while True:
        for indices in torch.randperm(len(pixels)).split(size):
            yield pixels[indices].float().div_(255)


def steps(model, data, optimiser):
    for x in data:
        optimiser.zero_grad()
        loss = model.loss(x)
        loss.backward()
        optimiser.step()
        yield loss.item()


def timing(training, seconds):
    times, start = [], perf_counter()
    before = start
    while len(times) < 3 or before - start < seconds:
        next(training)
        now = perf_counter()
        times.append(now - before)
        before = now
    return {"steps": len(times), "milliseconds": 1000 * median(times)}


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


workload = json.loads(sys.argv[1])
model = importlib.import_module(workload["name"]).model()
optimiser = torch.optim.Adam(model.parameters(), fused=workload["adam"] == "fused")
pixels = torch.randint(0, 256, (workload["samples"], *workload["input"]), dtype=torch.uint8)
training = steps(model, batches(pixels, workload["batchSize"]), optimiser)
timing(training, 0.5)
say({"engine": f"PyTorch {torch.__version__}", "parameters": parameters(model)})
for line in sys.stdin:
    say(timing(training, json.loads(line)["seconds"]))
