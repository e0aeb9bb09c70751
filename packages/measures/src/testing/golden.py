"""Computes the measures with scikit-learn, SciPy and scikit-image, writes `golden.json` for the tests of ours.

    pip install scikit-learn scikit-image
    python golden.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.linalg import subspace_angles
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    adjusted_rand_score,
    average_precision_score,
    f1_score,
    mean_squared_error,
    mutual_info_score,
    normalized_mutual_info_score,
    precision_recall_curve,
    precision_score,
    r2_score,
    recall_score,
    roc_auc_score,
    roc_curve,
    silhouette_score,
)
from sklearn.metrics.cluster import contingency_matrix
from sklearn.metrics.pairwise import euclidean_distances, rbf_kernel
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler
from skimage.metrics import structural_similarity

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


def clustering_accuracy(groups, classes):
    counts = contingency_matrix(classes, groups)
    return counts[linear_sum_assignment(counts, maximize=True)].sum() / len(groups)


def discrepancy(kernel):
    """Without bias, of the training and the test samples; the kernel is of squared distances."""
    within = 0
    for samples in (train, test):
        alike = kernel(euclidean_distances(samples, squared=True))
        within += alike[~np.eye(len(samples), dtype=bool)].mean()
    return within - 2 * kernel(euclidean_distances(train, test, squared=True)).mean()


width = 150.0
np.testing.assert_allclose(
    rbf_kernel(train, test, gamma=1 / (2 * width**2)),
    np.exp(-euclidean_distances(train, test, squared=True) / (2 * width**2)),
)
discrepancies = {
    "width": width,
    "gaussian": discrepancy(lambda d: np.exp(-d / (2 * width**2))),
    "inverseMultiquadratic": discrepancy(lambda d: 2 * width**2 / (2 * width**2 + d)),
}

images = np.rint(random.uniform(size=(2, 13, 16, 3)) * 255).astype(int)
references = np.clip(images + np.rint(random.normal(size=images.shape) * 60), 0, 255).astype(int)


def similarity(image, reference, **options):
    return structural_similarity(
        image.astype(float),
        reference.astype(float),
        data_range=255,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        **options,
    )


similarities = {
    "shape": images.shape,
    "images": images.ravel().tolist(),
    "references": references.ravel().tolist(),
    "colours": float(
        np.mean([similarity(*pair, channel_axis=-1) for pair in zip(images, references)])
    ),
    "firstChannels": [
        float(similarity(image[..., 0], reference[..., 0]))
        for image, reference in zip(images, references)
    ],
}


def draw_factors(count):
    """Three factors, and codes that know one well, one from two units, one hardly at all."""
    factors = np.stack([random.integers(values, size=count) for values in (3, 4, 5)], axis=1)
    noise = random.normal(size=(count, 5))
    codes = np.stack(
        [
            factors[:, 0] * 2 + noise[:, 0] * 0.1,
            factors[:, 1] + noise[:, 1] * 0.5,
            factors[:, 1] - 0.5 * factors[:, 2] + noise[:, 2],
            noise[:, 3],
            0.3 * factors[:, 0] - factors[:, 2] + noise[:, 4],
        ],
        axis=1,
    )
    return np.round(codes, 3), factors


def gap(scores):
    return np.sort(scores)[-1] - np.sort(scores)[-2]


codes, factors = draw_factors(300)
test_codes, test_factors = draw_factors(120)


def binned(values, bins):
    return np.digitize(values, np.histogram(values, bins)[1][:-1])


def information_gap(bins):
    """As Locatello et al. (2019) compute it."""
    gaps = []
    for factor in factors.T:
        information = [mutual_info_score(binned(unit, bins), factor) for unit in codes.T]
        gaps.append(gap(information) / mutual_info_score(factor, factor))
    return float(np.mean(gaps))


predictability = np.mean(
    [
        gap([LinearRegression().fit(u[:, None], f).score(u[:, None], f) for u in codes.T])
        for f in factors.T
    ]
)


def entropy_share(values):
    shares = values / values.sum()
    kept = shares[shares > 0]
    return -(kept * np.log(kept)).sum() / np.log(len(values))


def disentanglement(penalty):
    """Of Eastwood & Williams (2018), with their lasso."""
    unit_scale, factor_scale = StandardScaler().fit(codes), StandardScaler().fit(factors)
    targets = factor_scale.transform(factors)
    models = [
        Lasso(alpha=penalty, tol=1e-12, max_iter=100_000).fit(unit_scale.transform(codes), target)
        for target in targets.T
    ]
    importance = np.abs([model.coef_ for model in models]).T
    guesses = np.stack([model.predict(unit_scale.transform(test_codes)) for model in models], 1)
    truth = factor_scale.transform(test_factors)
    rows = [row for row in importance if row.sum() > 0]
    return {
        "penalty": penalty,
        "disentanglement": float(
            sum(row.sum() * (1 - entropy_share(row)) for row in rows) / importance.sum()
        ),
        "completeness": float(np.mean([1 - entropy_share(column) for column in importance.T])),
        "informativeness": float(r2_score(truth, guesses, multioutput="uniform_average")),
    }


def factor_score(votes, samples):
    """Of Kim & Mnih (2018); the draws are others than ours."""
    spread = codes.std(axis=0)
    counts = np.zeros((2, codes.shape[1], factors.shape[1]), int)
    for vote in range(2 * votes):
        factor = random.integers(factors.shape[1])
        value = factors[random.integers(len(factors)), factor]
        rows = random.choice(np.flatnonzero(factors[:, factor] == value), size=samples)
        unit = np.argmin((codes[rows] / spread).var(axis=0))
        counts[vote % 2, unit, factor] += 1
    learned = counts[0].argmax(axis=1)
    return float(counts[1][np.arange(len(learned)), learned].sum() / votes)


made = {
    "units": codes.shape[1],
    "codes": codes.ravel().tolist(),
    "factors": factors.ravel().tolist(),
    "testCodes": test_codes.ravel().tolist(),
    "testFactors": test_factors.ravel().tolist(),
    "mutualInformationGap": {bins: information_gap(bins) for bins in (7, 20)},
    "separatedAttributePredictability": float(predictability),
    "disentanglement": [disentanglement(penalty) for penalty in (0.01, 0.2)],
    "factorScore": {samples: factor_score(20_000, samples) for samples in (5, 100)},
}

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
        "adjustedRandIndex": float(adjusted_rand_score(train_labels, groups)),
        "clusteringAccuracy": float(clustering_accuracy(groups, train_labels)),
        "silhouette": float(silhouette_score(train, groups)),
    },
    "explainedVariance": float(
        r2_score(
            train,
            pca.inverse_transform(pca.transform(train)).round(),
            multioutput="variance_weighted",
        )
    ),
    "reconstructions": pca.inverse_transform(pca.transform(train)).round().astype(int).ravel().tolist(),
    "discrepancies": discrepancies,
    "similarities": similarities,
    "made": made,
    "meanSquaredError": float(mean_squared_error(scores, positive)),
}
Path(__file__).with_name("golden.json").write_text(json.dumps(golden))
