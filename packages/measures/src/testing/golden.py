"""Computes the measures with scikit-learn and SciPy and writes `golden.json` for the tests of ours.

    pip install scikit-learn
    python golden.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import subspace_angles
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    f1_score,
    mean_squared_error,
    normalized_mutual_info_score,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
    roc_curve,
)
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

false_positive_rate, true_positive_rate, roc_thresholds = roc_curve(
    positive, scores, drop_intermediate=False
)
precision, recall, thresholds = precision_recall_curve(positive, scores)


def detection(threshold):
    called = scores >= threshold
    return {
        "threshold": threshold,
        "precision": precision_score(positive, called, zero_division=0),
        "recall": recall_score(positive, called),
        "f1": f1_score(positive, called),
        "accuracy": accuracy_score(positive, called),
    }


def precisions(distances):
    """Precision at ranks 1, 10 and 100; each of equally near ones counts as their mean."""
    shares = []
    for query, label in zip(distances, test_labels):
        relevant = (train_labels == label).astype(float)
        for distance in np.unique(query):
            tied = query == distance
            relevant[tied] = relevant[tied].mean()
        found = relevant[np.argsort(query)]
        shares.append([found[:rank].mean() for rank in (1, 10, 100)])
    return np.mean(shares, axis=0).tolist()


cosines = NearestNeighbors(n_neighbors=len(train), metric="cosine").fit(train)
cosine_distances, order = cosines.kneighbors(test)
by_cosine = np.empty_like(cosine_distances)
np.put_along_axis(by_cosine, order, cosine_distances, axis=1)
by_hamming = ((train > 0)[None] != (test > 0)[:, None]).sum(axis=2)

counts, held_counts = np.maximum(train, 0) // 64, np.maximum(test, 0) // 64
tfidf = TfidfTransformer().fit(counts)
svd = TruncatedSVD(n_components=3, algorithm="arpack").fit(tfidf.transform(counts))

groups = (train[:, 0] // 40).astype(int)

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
        "logLikelihood": float(pca.score(test)),
        "anglesToFirstValues": subspace_angles(pca.components_.T, np.eye(size)[:, :3]).tolist(),
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
        "falsePositiveRate": false_positive_rate.tolist(),
        "truePositiveRate": true_positive_rate.tolist(),
        "thresholds": roc_thresholds[1:].tolist(),
    },
    "precisionRecall": {
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "thresholds": thresholds.tolist(),
        "averagePrecision": float(average_precision_score(positive, scores)),
    },
    "detections": [detection(threshold) for threshold in (-100, -3, 0.5, 4, 100)],
    "retrieval": {"cosine": precisions(by_cosine), "hamming": precisions(by_hamming)},
    "variances": train.var(axis=0).tolist(),
    "latentSemanticAnalysis": {
        "counts": counts.ravel().tolist(),
        "heldCounts": held_counts.ravel().tolist(),
        "inverseDocumentFrequency": tfidf.idf_.tolist(),
        "singularValues": svd.singular_values_.tolist(),
        "codes": np.abs(svd.transform(tfidf.transform(held_counts))).ravel().tolist(),
    },
    "grouping": {
        "groups": groups.tolist(),
        "normalisedMutualInformation": float(normalized_mutual_info_score(train_labels, groups)),
    },
    "meanSquaredError": float(mean_squared_error(scores, positive)),
}
Path(__file__).with_name("golden.json").write_text(json.dumps(golden))
