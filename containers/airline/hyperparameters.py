"""Hyperparameters: SageMaker passes strings; this module converts them within their bounds, and refuses what has no effect.

A container folder is built and read by itself, so it repeats what another one has: the same parsing is in
`gradient-boosting`.
"""

from __future__ import annotations

import difflib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

XGBOOST = "xgboost"
FOREST = "random-forest"
ALGORITHMS = (XGBOOST, FOREST)
COMPUTES = ("single-cpu", "multi-cpu", "single-gpu", "multi-gpu")


class BadHyperparameter(ValueError):
    """The message names the hyperparameter, its value and what is allowed."""


@dataclass(frozen=True)
class Hyperparameter:
    default: Any
    read: Callable[[str], Any]
    allowed: str
    #: The algorithms that use it.
    of: tuple[str, ...] = ALGORITHMS


def _number(default: float, low: float, high: float = math.inf, *, above: bool = False, of: tuple[str, ...] = ALGORITHMS) -> Hyperparameter:
    def read(text: str) -> float:
        value = float(text)
        inside = (low < value if above else low <= value) and value <= high
        if not (math.isfinite(value) and inside):
            raise ValueError
        return value

    upper = "" if math.isinf(high) else f" and at most {high:g}"
    return Hyperparameter(default, read, f"a number {'above' if above else 'from'} {low:g}{upper}", of)


def _integer(default: int, low: int, high: int, *, of: tuple[str, ...] = ALGORITHMS) -> Hyperparameter:
    def read(text: str) -> int:
        value = float(text)
        if value != int(value) or not low <= value <= high:
            raise ValueError
        return int(value)

    return Hyperparameter(default, read, f"a whole number from {low} to {high}", of)


def _choice(default: str, values: tuple[str, ...]) -> Hyperparameter:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError
        return text

    return Hyperparameter(default, read, "one of " + ", ".join(values))


def _flag(default: bool, *, of: tuple[str, ...]) -> Hyperparameter:
    return Hyperparameter(default, lambda text: {"true": True, "false": False}[text.lower()], "true or false", of)


KNOWN: dict[str, Hyperparameter] = {
    "algorithm": _choice(XGBOOST, ALGORITHMS),
    "compute": _choice("single-cpu", COMPUTES),
    "cv_folds": _integer(3, 2, 20),
    "seed": _integer(0, 0, 2**31 - 1),
    "max_depth": _integer(5, 1, 30),
    "max_features": _number(1.0, 0, 1, above=True),
    "num_boost_round": _integer(10, 1, 100_000, of=(XGBOOST,)),
    "learning_rate": _number(0.3, 0, 1, above=True, of=(XGBOOST,)),
    "subsample": _number(0.9, 0, 1, above=True, of=(XGBOOST,)),
    "reg_lambda": _number(1.0, 0, of=(XGBOOST,)),
    "reg_alpha": _number(0.0, 0, of=(XGBOOST,)),
    "gamma": _number(0.0, 0, of=(XGBOOST,)),
    "n_estimators": _integer(10, 1, 100_000, of=(FOREST,)),
    "n_bins": _integer(64, 2, 65_536, of=(FOREST,)),
    "bootstrap": _flag(True, of=(FOREST,)),
}


def read_hyperparameters(file: Path) -> dict[str, Any]:
    """Returns every hyperparameter of the chosen algorithm: the file's value or else the default. A missing file means defaults."""
    if not file.exists():
        return parse_hyperparameters({})
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadHyperparameter(f"{file} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise BadHyperparameter(f"{file} must hold a JSON object of hyperparameters")
    return parse_hyperparameters(given)


def parse_hyperparameters(given: dict[str, Any]) -> dict[str, Any]:
    # The service and its SDK add some of their own, such as `_tuning_objective_metric`.
    own = {name: raw for name, raw in given.items() if not name.startswith(("_", "sagemaker_"))}
    read = {name: _read_one(name, raw) for name, raw in own.items()}
    algorithm = read.get("algorithm", KNOWN["algorithm"].default)
    for name in read:
        # It would train as if it were not there, and a search over it would be a search over noise.
        if algorithm not in KNOWN[name].of:
            raise BadHyperparameter(
                f"hyperparameter {name} has no effect on {algorithm}, which has: {', '.join(_names_of(algorithm))}"
            )
    return {name: read.get(name, KNOWN[name].default) for name in _names_of(algorithm)}


def _names_of(algorithm: str) -> list[str]:
    return [name for name, known in KNOWN.items() if algorithm in known.of]


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
