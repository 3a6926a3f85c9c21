"""Requests and answers of `/invocations`: a JSON list of rows in, a JSON list with one object for each out."""

from __future__ import annotations

import json
import math
from typing import Any, Sequence

import numpy as np

JSON = "application/json"


class BadRow(ValueError):
    """The message names the row, counting from 1, and the column."""


def media_type(header: str | None) -> str:
    """`Application/JSON; charset=utf-8` → `application/json`."""
    return (header or "").split(";")[0].strip().lower()


def read_rows(body: bytes, features: Sequence[str]) -> np.ndarray:
    """`[[…], …]`, each row with the features in the model's order. One row alone, `[…]`, is taken too."""
    try:
        rows = json.loads(body.decode("utf-8"))
    except ValueError:
        raise BadRow("the body is not JSON in UTF-8") from None
    if not isinstance(rows, list) or not rows:
        raise BadRow("the body must be a list of rows, and have one at least")
    if not isinstance(rows[0], list):
        rows = [rows]
    table = np.empty((len(rows), len(features)), dtype=np.float32)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list):
            raise BadRow(f"row {number} must be a list of numbers")
        if len(row) != len(features):
            raise BadRow(f"row {number} has {len(row)} values, but needs {len(features)}: {', '.join(features)}")
        for column, value in enumerate(row):
            table[number - 1, column] = _number(value, f"row {number}, {features[column]}")
    return table


def _number(value: Any, where: str) -> float:
    # True would count as 1. A missing value was in no row that the model has learnt from.
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadRow(f"{where}: {json.dumps(value)[:40]} is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number) or abs(number) > np.finfo(np.float32).max:
        raise BadRow(f"{where}: the number must be finite and fit into single precision")
    return number


def write_answers(probabilities: np.ndarray, threshold: float) -> bytes:
    """`late` is 0 or 1; `probability` is that of being late."""
    answers = [{"late": int(value >= threshold), "probability": float(value)} for value in probabilities]
    return json.dumps(answers).encode()
