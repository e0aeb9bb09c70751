"""Mixtures that scikit-learn fits to points in four clusters.

    pip install scikit-learn numpy
    python golden.py > golden.json
"""

import json

import numpy as np
from sklearn.mixture import GaussianMixture

random = np.random.default_rng(1)
centres = np.array([[0, 0, 0], [6, 1, -2], [-5, 5, 1], [1, -7, 4]])
shapes = random.normal(size=[4, 3, 3]) * 0.6 + np.eye(3)
points = np.concatenate(
    [random.normal(size=[n, 3]) @ shape.T + centre for n, shape, centre in zip([30, 50, 20, 40], shapes, centres)]
)
points = points.astype(np.float32).round(4).astype(np.float64)

fits = {}
for ours, kind in {"diagonal": "diag", "full": "full"}.items():
    model = GaussianMixture(
        4, covariance_type=kind, tol=1e-9, max_iter=1000, means_init=centres, reg_covar=1e-6 * points.var(0).mean()
    ).fit(points)
    order = np.argsort(model.weights_)
    covariances = model.covariances_[order]
    fits[ours] = {
        "weights": model.weights_[order].tolist(),
        "means": model.means_[order].tolist(),
        "covariances": [(np.diag(c) if kind == "diag" else c).tolist() for c in covariances],
        "logDensities": model.score_samples(points)[:10].tolist(),
    }

print(json.dumps({"points": points.tolist(), **fits}))
