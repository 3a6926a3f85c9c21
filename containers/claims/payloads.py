"""Requests and responses of `/invocations`, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any, Callable

from policies import FEATURES, WORDS, BadData, number, word

CSV = "text/csv"
JSON = "application/json"


class BadRow(ValueError):
    """The message names the row, counting from 1."""


def media_type(header: str | None) -> str:
    """`Text/CSV; charset=utf-8` → `text/csv`."""
    return (header or "").split(";")[0].strip().lower()


def read_csv(body: bytes) -> dict[str, list[Any]]:
    """One policy per line in the order of FEATURES, no header. An empty field is a missing value."""
    lines = [fields for fields in csv.reader(io.StringIO(_text(body))) if fields]
    for at, fields in enumerate(lines, 1):
        if len(fields) != len(FEATURES):
            raise BadRow(f"row {at} has {len(fields)} values; a policy has {len(FEATURES)}: {', '.join(FEATURES)}")
    return _columns([dict(zip(FEATURES, fields)) for fields in lines], number)


def read_json(body: bytes) -> dict[str, list[Any]]:
    """`{"instances": [{"DrivAge": 34, …}, …]}`. A feature that is left out, or null, is a missing value."""
    try:
        payload = json.loads(_text(body))
    except ValueError as error:
        raise BadRow(f"the body is not JSON: {error}") from None
    instances = payload.get("instances") if isinstance(payload, dict) else None
    if not isinstance(instances, list):
        raise BadRow('the body must be an object with a list of policies under "instances"')
    for at, policy in enumerate(instances, 1):
        if not isinstance(policy, dict):
            raise BadRow(f"row {at} must be an object of features: {', '.join(FEATURES)}")
        unknown = [name for name in policy if name not in FEATURES]
        if unknown:
            raise BadRow(f'row {at}: "{unknown[0]}" is no feature; features are {", ".join(FEATURES)}')
    return _columns([{name: policy.get(name) for name in FEATURES} for policy in instances], _from_json)


def _text(body: bytes) -> str:
    try:
        # Files from spreadsheets begin with a byte order mark.
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRow("the body is not text in UTF-8") from None


def _columns(rows: list[dict[str, Any]], read: Callable[[Any, str], float]) -> dict[str, list[Any]]:
    if not rows:
        raise BadRow("the body holds no rows")
    try:
        return {
            name: [
                word(row[name]) if name in WORDS else read(row[name], f"row {at}: {name}")
                for at, row in enumerate(rows, 1)
            ]
            for name in FEATURES
        }
    except BadData as error:
        raise BadRow(str(error)) from None


def _from_json(value: Any, where: str) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadRow(f"{where} is {json.dumps(value)[:40]}, which is not a number")
    return number(value, where)


def write_json(frequencies: list[float]) -> bytes:
    return json.dumps({"predictions": [{"claim_frequency": value} for value in frequencies]}).encode()


def write_csv(frequencies: list[float]) -> bytes:
    """One claim frequency per line."""
    return "".join(f"{value!r}\n" for value in frequencies).encode()
