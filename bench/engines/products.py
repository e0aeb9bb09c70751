"""Times plain matrix products in PyTorch."""

import json
import os
import sys

sys.dont_write_bytecode = True
from worker import say, serve, time

try:
    import torch
except ImportError as error:
    say({"unavailable": str(error)})
    sys.exit()

torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())


def product(side):
    a, b, c = (torch.rand(side, side) for _ in range(3))
    return lambda: torch.mm(a, b, out=c)


products = [(product(side), 2 * side**3) for side in json.loads(sys.argv[1])]


def measure(seconds):
    rates = []
    for once, operations in products:
        timing = time(once, seconds / len(products), fewest=3)
        rates.append({**timing, "milliseconds": timing["milliseconds"] / (operations / 1e9)})
    return min(rates, key=lambda rate: rate["milliseconds"])


serve({"engine": f"PyTorch {torch.__version__}", "first": 0}, measure)
