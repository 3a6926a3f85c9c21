"""How well predicted and observed claim frequencies agree: errors, and both frequencies by predicted risk."""

from __future__ import annotations

import numpy as np

#: A prediction of zero would make the deviance infinite. Only another loss than Poisson's predicts it.
_SMALLEST = 1e-6


def poisson_deviance(observed: np.ndarray, predicted: np.ndarray, weight: np.ndarray) -> float:
    """Mean Poisson deviance of frequencies, weighted by exposure; the smaller the better."""
    predicted = np.maximum(predicted, _SMALLEST)
    ratio = np.where(observed > 0, observed / predicted, 1.0)
    deviance = 2.0 * (observed * np.log(ratio) - observed + predicted)
    return float(np.average(deviance, weights=weight))


def frequency_metrics(observed: np.ndarray, predicted: np.ndarray, weight: np.ndarray) -> dict[str, float]:
    """`deviance_explained` compares with the prediction of one frequency for all."""
    deviance = poisson_deviance(observed, predicted, weight)
    constant = np.full_like(observed, np.average(observed, weights=weight))
    null = poisson_deviance(observed, constant, weight)
    metrics = {
        "poisson_deviance": deviance,
        "mae": float(np.average(np.abs(observed - predicted), weights=weight)),
        "mse": float(np.average((observed - predicted) ** 2, weights=weight)),
    }
    return metrics if null == 0 else {**metrics, "deviance_explained": 1.0 - deviance / null}


def calibration(observed: np.ndarray, predicted: np.ndarray, weight: np.ndarray, bins: int) -> list[dict[str, float]]:
    """Groups of equal exposure by predicted frequency, from the safest to the riskiest; fewer if there are few policies."""
    order = np.argsort(predicted, kind="stable")
    share = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    group = np.minimum((share * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        rows = order[group == number]
        if len(rows) == 0:
            continue
        found.append(
            {
                "predicted": float(np.average(predicted[rows], weights=weight[rows])),
                "observed": float(np.average(observed[rows], weights=weight[rows])),
                "exposure": float(weight[rows].sum()),
            }
        )
    return found
