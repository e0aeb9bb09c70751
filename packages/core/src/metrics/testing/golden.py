"""Computes the measures with scikit-learn and writes `golden.json`, against which ours are tested.

    pip install scikit-learn numpy
    python golden.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mean_squared_error, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

random = np.random.default_rng(1)
classes, size = 4, 11
centres = random.normal(size=(classes, size)) * 60
mixing = random.normal(size=(size, size)) * np.linspace(10, 60, size)


def draw(count):
    labels = random.integers(classes, size=count)
    samples = centres[labels] + random.normal(size=(count, size)) @ mixing
    return np.rint(samples).astype(int), labels


train, train_labels = draw(157)
test, test_labels = draw(45)

pca = PCA(n_components=5, svd_solver="full").fit(train)
lost = test - pca.inverse_transform(pca.transform(test))

neighbours = NearestNeighbors(n_neighbors=8, algorithm="brute").fit(train)
distances, indices = neighbours.kneighbors(test)
assert (np.diff(distances) > 1e-6).all(), "ties would make the order a matter of taste"
accuracy = {
    k: KNeighborsClassifier(n_neighbors=k).fit(train, train_labels).score(test, test_labels)
    for k in (1, 2, 3, 5, 7)
}



def regress(labels, inverse_regularisation):
    model = LogisticRegression(C=inverse_regularisation, tol=1e-9, max_iter=100_000)
    return model.fit(train / 64, labels)


regressions = [
    {
        "classes": classes,
        "inverseRegularisation": c,
        "kernel": model.coef_.T.ravel().tolist(),
        "bias": model.intercept_.tolist(),
        "accuracy": model.score(test / 64, test_labels % classes),
    }
    for classes, c in ((4, 1), (4, 0.01), (2, 1))
    for model in [regress(train_labels % classes, c)]
]

scores = np.rint(random.normal(size=80) * 4).astype(int)
positive = (random.normal(size=80) + scores / 4 > 0.5).astype(int)

golden = {
    "size": size,
    "train": train.ravel().tolist(),
    "trainLabels": train_labels.tolist(),
    "test": test.ravel().tolist(),
    "testLabels": test_labels.tolist(),
    "pca": {
        "k": 5,
        "mean": pca.mean_.tolist(),
        "components": pca.components_.ravel().tolist(),
        "explainedVariance": pca.explained_variance_.tolist(),
        "totalVariance": float(pca.explained_variance_[0] / pca.explained_variance_ratio_[0]),
        "testError": float((lost**2).sum(axis=1).mean()),
    },
    "neighbours": {
        "k": 8,
        "indices": indices.ravel().tolist(),
        "squaredDistances": np.rint(distances.ravel() ** 2).astype(int).tolist(),
        "accuracy": accuracy,
    },
    "regressions": regressions,
    "roc": {
        "scores": scores.tolist(),
        "positive": positive.tolist(),
        "area": float(roc_auc_score(positive, scores)),
    },
    "meanSquaredError": float(mean_squared_error(scores, positive)),
}
Path(__file__).with_name("golden.json").write_text(json.dumps(golden))
