"""Ratios of Bessel functions and what follows from them, with 40 digits.

    pip install mpmath
    python bessel.py > bessel.json
"""

import json

import mpmath as mp

mp.mp.dps = 40


def row(dim, kappa):
    v, x = mp.mpf(dim) / 2 - 1, mp.mpf(kappa)
    first = mp.besseli(v, x)
    ratio = mp.besseli(v + 1, x) / first
    slope = 1 - ratio**2 - (dim - 1) * ratio / x
    divergence = x * ratio + v * mp.log(x / 2) - mp.loggamma(v + 1) - mp.log(first)
    return [float(value) for value in (dim, kappa, ratio, 1 - ratio, slope, divergence)]


KAPPAS = [0.01, 0.1, 0.5, 1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 200, 500, 1000, 3000, 10000, 1000000]
rows = [row(dim, kappa) for dim in (2, 3, 4, 5, 8, 16, 33, 64, 128) for kappa in KAPPAS]
print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")
