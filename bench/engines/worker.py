"""What a Python process of the benchmark does: it speaks the protocol of ../worker/protocol.ts."""

import json
import resource
import sys
from statistics import median
from time import perf_counter


def say(message):
    print(json.dumps(message), flush=True)


def peak_memory():
    """The most bytes that this process has held; getrusage would count what the parent held at the fork, too."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def time(once, seconds, fewest):
    """Repeats a task for a while."""
    times, start = [], perf_counter()
    before = start
    while len(times) < fewest or before - start < seconds:
        once()
        now = perf_counter()
        times.append(now - before)
        before = now
    return {"repetitions": len(times), "milliseconds": 1000 * median(times)}


def serve(hello, measure):
    """Says hello and answers requests until the input ends."""
    say(hello)
    for line in sys.stdin:
        timing = measure(json.loads(line)["seconds"])
        say({**timing, "peakMemory": peak_memory()})


def answer(hello, once, fewest, warm_up):
    start = perf_counter()
    once()
    first = perf_counter() - start
    time(once, warm_up, fewest)
    serve({**hello, "first": first}, lambda seconds: time(once, seconds, fewest))
