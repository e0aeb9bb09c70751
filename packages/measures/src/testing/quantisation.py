"""Computes an iterative quantisation with NumPy and writes `quantisation.json` for the test of ours.

    pip install numpy
    python quantisation.py
"""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(3)
size = 4


def draw(count):
    clusters = random.choice([-1, 1], size=(count, size)) @ turn * [9, 5, 4, 3]
    return np.rint(clusters * 20 + random.normal(size=(count, size)) * 30).astype(int) + [7, 0, -50, 900]


turn = np.linalg.qr(random.normal(size=(size, size)))[0]
codes, held = draw(120), draw(40)

# The rotation that ours begins with for the seed 3.
start = np.array(
    [
        [-0.494031556087545, 0.3542027309668955, -0.3532538174138109, 0.7111153123424372],
        [0.44126629403031326, -0.3596212739294332, -0.8183457063963113, 0.07916376641397888],
        [-0.639047265075422, 0.0059451316053299175, -0.4101411636370892, -0.6506669457566086],
        [-0.390941776153554, -0.8632367115242261, 0.1931483139861871, 0.2543238807879391],
    ]
)
assert np.allclose(start @ start.T, np.eye(size))

mean = codes.mean(axis=0)
centred = codes - mean
rotation = start
losses = []
for iteration in range(50):
    rotated = centred @ rotation
    assert np.abs(rotated).min() > 1e-6, "a sign would be a matter of rounding"
    signs = np.where(rotated >= 0, 1, -1)
    # The loss of the paper, which falls in every iteration.
    losses.append(float(((signs - rotated) ** 2).sum()))
    left, _, right = np.linalg.svd(signs.T @ centred)
    rotation = right.T @ left.T
assert (np.diff(losses) <= 1e-6).all() and losses[-1] < losses[0]
print(losses[:12])

Path(__file__).with_name("quantisation.json").write_text(
    json.dumps(
        {
            "size": size,
            "codes": codes.ravel().tolist(),
            "held": held.ravel().tolist(),
            "start": start.ravel().tolist(),
            "mean": mean.tolist(),
            "rotation": rotation.ravel().tolist(),
            "bits": ((held - mean) @ rotation >= 0).astype(int).ravel().tolist(),
        }
    )
)
