"""Proves that Python reads our safetensors files, and makes the file that our tests read.

    pip install safetensors numpy
    python check_python.py

Writes `python.safetensors` and checks `ours.safetensors`, both beside this script; run it after a
change of the encoder (`UPDATE=1 npx vitest run safetensors` writes the second).
"""

from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

here = Path(__file__).parent

expected = {
    "flags": np.array([1, 0, 255], dtype=np.uint8),
    "weights/kernel": np.array([[1.5, -2.0, 3.25], [0.0, -0.0, 1e-30]], dtype=np.float32),
    "größe": np.array([[[0.1]], [[-1e300]]], dtype=np.float64),
    "steps": np.array(7, dtype=np.int32),
    "counters": np.array([-(2**62), 3], dtype=np.int64),
    "empty": np.zeros((0, 4), dtype=np.float32),
}

save_file(expected, here / "python.safetensors", metadata={"format": "test", "note": "ä"})

with safe_open(here / "ours.safetensors", framework="numpy") as file:
    assert file.metadata() == {"format": "test", "note": "ä"}, file.metadata()
    assert sorted(file.keys()) == sorted(expected), file.keys()
    for name, values in expected.items():
        found = file.get_tensor(name)
        assert found.dtype == values.dtype and found.shape == values.shape, name
        assert found.tobytes() == values.tobytes(), name
print("Python reads ours.safetensors; python.safetensors is written")
