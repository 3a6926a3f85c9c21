"""The metrics that `train` prints for each channel."""

from __future__ import annotations

import numpy as np

#: A probability of zero would make the logarithm infinite; the same bound as scikit-learn's.
_SMALLEST = float(np.finfo(np.float64).eps)


def classification_metrics(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """`truth` holds positions in the list of classes. F1 is the mean over the classes that occur."""
    guess = probabilities.argmax(axis=1)
    count = probabilities.shape[1]
    hits = np.bincount(truth[guess == truth], minlength=count)
    seen = np.bincount(truth, minlength=count) + np.bincount(guess, minlength=count)
    f1 = 2.0 * hits[seen > 0] / seen[seen > 0]
    chosen = np.clip(probabilities[np.arange(len(truth)), truth], _SMALLEST, 1.0)
    return {
        "accuracy": float((guess == truth).mean()),
        "f1": float(f1.mean()),
        "logloss": float(-np.log(chosen).mean()),
    }


def regression_metrics(truth: np.ndarray, guess: np.ndarray) -> dict[str, float]:
    """Omits `r2` if all true values are equal, because it is undefined then."""
    error = guess - truth
    spread = float(((truth - truth.mean()) ** 2).sum())
    metrics = {
        "rmse": float(np.sqrt((error**2).mean())),
        "mae": float(np.abs(error).mean()),
    }
    return metrics if spread == 0 else {**metrics, "r2": 1.0 - float((error**2).sum()) / spread}
