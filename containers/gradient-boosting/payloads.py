"""Requests and responses of `/invocations`, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any, Callable

import numpy as np

CSV = "text/csv"
JSON = "application/json"


class BadRow(ValueError):
    """The message names the row, counting from 1."""


def media_type(header: str | None) -> str:
    """`Text/CSV; charset=utf-8` → `text/csv`."""
    return (header or "").split(";")[0].strip().lower()


def read_csv(body: bytes, columns: int) -> np.ndarray:
    """One row per line, no header, no label. An empty field is a missing value."""
    lines = [fields for fields in csv.reader(io.StringIO(_text(body))) if fields]
    return _table(lines, columns, _from_text)


def read_json(body: bytes, columns: int) -> np.ndarray:
    """`{"instances": [[…], …]}`, a row also as `{"features": […]}`. `null` is a missing value."""
    try:
        payload = json.loads(_text(body))
    except ValueError as error:
        raise BadRow(f"the body is not JSON: {error}") from None
    instances = payload.get("instances") if isinstance(payload, dict) else None
    if not isinstance(instances, list):
        raise BadRow('the body must be an object with a list of rows under "instances"')
    rows = []
    for number, instance in enumerate(instances, 1):
        row = instance.get("features") if isinstance(instance, dict) else instance
        if not isinstance(row, list):
            raise BadRow(f'row {number} must be a list of numbers, or an object with one under "features"')
        rows.append(row)
    return _table(rows, columns, _from_json)


def _text(body: bytes) -> str:
    try:
        # Files from spreadsheets begin with a byte order mark.
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRow("the body is not text in UTF-8") from None


def _table(rows: list[list[Any]], columns: int, read: Callable[[Any], float]) -> np.ndarray:
    if not rows:
        raise BadRow("the body holds no rows")
    table = np.empty((len(rows), columns))
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            raise BadRow(f"row {number} has {len(row)} values; the model was trained with {columns}")
        for column, value in enumerate(row, 1):
            try:
                table[number - 1, column - 1] = read(value)
            except (ValueError, OverflowError):
                raise BadRow(f"row {number} column {column}: {json.dumps(value)[:40]} is not a number") from None
    return table


def _from_text(text: str) -> float:
    stripped = text.strip()
    if stripped == "":
        return math.nan
    # Python also reads 1_000.
    if "_" in stripped:
        raise ValueError
    return _finite(float(stripped))


def _from_json(value: Any) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError
    return _finite(float(value))


def _finite(value: float) -> float:
    if math.isinf(value):
        raise ValueError
    return value


def write_json(predictions: list[dict[str, Any]]) -> bytes:
    return json.dumps({"predictions": predictions}).encode()


def write_csv(predictions: list[dict[str, Any]]) -> bytes:
    """One line per row: the label, or the value of a regression."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for prediction in predictions:
        writer.writerow([prediction.get("predicted_label", prediction.get("score"))])
    return out.getvalue().encode()
