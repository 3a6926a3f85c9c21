"""Hyperparameters: SageMaker passes strings; this module converts them to numbers within their bounds.

A container folder is built and read by itself, so it repeats what another one has: the same parsing is in
`airline`.
"""

from __future__ import annotations

import difflib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable


class BadHyperparameter(ValueError):
    """The message names the hyperparameter, its value and what is allowed."""


@dataclass(frozen=True)
class Hyperparameter:
    default: Any
    read: Callable[[str], Any]
    allowed: str
    meaning: str


def _number(low: float, high: float, *, above: bool = False) -> tuple[Callable[[str], float], str]:
    def read(text: str) -> float:
        value = float(text)
        inside = (low < value if above else low <= value) and value <= high
        if not (math.isfinite(value) and inside):
            raise ValueError
        return value

    upper = "" if math.isinf(high) else f" and at most {high:g}"
    return read, f"a number {'above' if above else 'from'} {low:g}{upper}"


def _integer(low: int, high: int | None = None) -> tuple[Callable[[str], int], str]:
    def read(text: str) -> int:
        value = float(text)
        if value != int(value) or value < low or (high is not None and value > high):
            raise ValueError
        return int(value)

    return read, f"a whole number from {low}" + ("" if high is None else f" to {high}")


def _choice(*values: str) -> tuple[Callable[[str], str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError
        return text

    return read, "one of " + ", ".join(values)


def _flag() -> tuple[Callable[[str], bool], str]:
    return (lambda text: {"true": True, "false": False}[text.lower()]), "true or false"


def _optional(integer: tuple[Callable[[str], int], str]) -> tuple[Callable[[str], int | None], str]:
    read, allowed = integer
    return (lambda text: None if text.lower() == "none" else read(text)), f"{allowed}, or none"


def _known(default: Any, kind: tuple[Callable[[str], Any], str], meaning: str) -> Hyperparameter:
    return Hyperparameter(default, kind[0], kind[1], meaning)


KNOWN: dict[str, Hyperparameter] = {
    "objective": _known("classification", _choice("classification", "regression"), "what the first column is"),
    "learning_rate": _known(0.1, _number(0, 1, above=True), "how much each tree may change the prediction"),
    "max_iter": _known(100, _integer(1, 100_000), "boosting rounds; one tree each, or one per class from three on"),
    "max_leaf_nodes": _known(31, _optional(_integer(2)), "leaves of a tree at most"),
    "max_depth": _known(None, _optional(_integer(1)), "splits between root and leaf at most"),
    "min_samples_leaf": _known(20, _integer(1), "rows in a leaf at least"),
    "l2_regularization": _known(0.0, _number(0, math.inf), "how strongly leaf values are drawn to zero"),
    "max_bins": _known(255, _integer(2, 255), "distinct values a column is reduced to before training"),
    "max_features": _known(1.0, _number(0, 1, above=True), "share of the columns drawn for each split"),
    "early_stopping": _known(False, _flag(), "stop when the validation rows no longer get better"),
    "n_iter_no_change": _known(10, _integer(1), "with early_stopping: rounds without improvement to wait"),
    "tol": _known(1e-7, _number(0, math.inf), "with early_stopping: what counts as improvement"),
    "validation_fraction": _known(
        0.2, _number(0, 0.9, above=True), "share of the rows set aside when there is no validation channel"
    ),
    "seed": _known(0, _integer(0, 2**32 - 1), "of every random choice; the same seed gives the same model"),
}


def read_hyperparameters(file: Path) -> dict[str, Any]:
    """Returns every known hyperparameter: the file's value or else the default. A missing file means defaults."""
    if not file.exists():
        return {name: known.default for name, known in KNOWN.items()}
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadHyperparameter(f"{file} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise BadHyperparameter(f"{file} must hold a JSON object of hyperparameters")
    return parse_hyperparameters(given)


def parse_hyperparameters(given: dict[str, Any]) -> dict[str, Any]:
    values = {name: known.default for name, known in KNOWN.items()}
    for name, raw in given.items():
        # The service and its SDK add some of their own, such as `_tuning_objective_metric`.
        if name.startswith(("_", "sagemaker_")):
            continue
        values[name] = _read_one(name, raw)
    return values


def _read_one(name: str, raw: Any) -> Any:
    known = KNOWN.get(name)
    if known is None:
        close = difflib.get_close_matches(name, KNOWN, n=1)
        hint = f' Did you mean "{close[0]}"?' if close else ""
        raise BadHyperparameter(f'unknown hyperparameter "{name}".{hint} Known are: {", ".join(KNOWN)}')
    text = _unquoted(str(raw)).strip()
    try:
        return known.read(text)
    except (ValueError, KeyError, OverflowError):
        raise BadHyperparameter(f'hyperparameter {name} is "{text}", but must be {known.allowed}') from None


def _unquoted(text: str) -> str:
    """The SageMaker Python SDK sends strings JSON-encoded, including the quotes."""
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text
