"""How well predicted and observed claim frequencies agree: deviance, and a plot by predicted risk."""

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


_WIDTH, _HEIGHT, _MARGIN = 640, 480, 64


def calibration_plot(groups: list[dict[str, float]], title: str) -> str:
    """Both frequencies by group, as SVG."""
    top = max(max(group["predicted"], group["observed"]) for group in groups)
    step = _nice_step(top / 5)
    ceiling = step * max(1, int(np.ceil(top / step)))
    x = [_MARGIN + (_WIDTH - 2 * _MARGIN) * (at + 0.5) / len(groups) for at in range(len(groups))]

    def y(value: float) -> float:
        return _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * value / ceiling

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_WIDTH / 2:g}" y="28" text-anchor="middle" font-size="15">{title}</text>',
    ]
    for tick in np.arange(0, ceiling + step / 2, step):
        lines.append(
            f'<path d="M{_MARGIN} {y(tick):.1f}H{_WIDTH - _MARGIN}" stroke="#ddd"/>'
            f'<text x="{_MARGIN - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:.3g}</text>'
        )
    for at, place in enumerate(x):
        lines.append(f'<text x="{place:.1f}" y="{_HEIGHT - _MARGIN + 18}" text-anchor="middle">{at + 1}</text>')
    for name, colour, height in (("predicted", "#1f77b4", 48), ("observed", "#d62728", 64)):
        points = " ".join(f"{place:.1f},{y(group[name]):.1f}" for place, group in zip(x, groups))
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.extend(f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{colour}"/>' for p in points.split())
        lines.append(f'<text x="{_MARGIN + 8}" y="{height + 16}" fill="{colour}">{name}</text>')
    lines.append(
        f'<text x="{_WIDTH / 2:g}" y="{_HEIGHT - 16}" text-anchor="middle">policies by predicted risk, groups of equal exposure</text>'
        f'<text transform="translate(18 {_HEIGHT / 2:g}) rotate(-90)" text-anchor="middle">claims a year</text>'
    )
    return "\n".join([*lines, "</svg>", ""])


def _nice_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999))
