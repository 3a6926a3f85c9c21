"""Reads the resolved configuration and merges the hyperparameters of a training job over it: the last layer.

Everything else was resolved where the configuration was declared, so this has one rule only: a hyperparameter's dotted
name is the place of a value in the document, and the value there decides how the hyperparameter's text is read.
`mergeTuned` in `modules/configuration` does the same.
"""

from __future__ import annotations

import copy
import difflib
import json
import math
import re
from pathlib import Path
from typing import Any

FORMAT = "tuneform-configuration"
FORMAT_VERSION = 1

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LARGEST = 2**53 - 1
_BLANKS = " \t\r\n"


class BadConfiguration(ValueError):
    """Every mistake in a line: the key, its value and what is allowed."""


def read_document(file: Path) -> dict[str, Any]:
    """Returns the document with `values`, `provenance` and `hash`."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadConfiguration(
            f"there is no configuration at {file}: a training job gets it in the channel named configuration, "
            "a run without SageMaker by --config FILE"
        ) from None
    except ValueError as error:
        raise BadConfiguration(f"{file} is not JSON: {error}") from error
    found = (document.get("format"), document.get("format_version")) if isinstance(document, dict) else (None, None)
    if found != (FORMAT, FORMAT_VERSION) or not isinstance(document.get("values"), dict):
        raise BadConfiguration(
            f"{file} is of format {found[0]!r} version {found[1]!r}; this program reads {FORMAT} version {FORMAT_VERSION}"
        )
    return document


def read_hyperparameters(file: Path) -> dict[str, str]:
    """A missing file means that nothing is tuned."""
    if not file.exists():
        return {}
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadConfiguration(f"{file} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise BadConfiguration(f"{file} must hold a JSON object of hyperparameters")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}


def merged_document(document: dict[str, Any], tuned: dict[str, str]) -> dict[str, Any]:
    """The document of this run: the same hash, because it names what was delivered, and the tuned values with their origin."""
    merged = copy.deepcopy(document)
    merged["values"] = merge_tuned(document["values"], tuned)
    provenance = merged.setdefault("provenance", {})
    for name in filter(_is_tuned, tuned):
        before = provenance.get(name, {})
        replaced = [*before.get("replaced", []), {"layer": before.get("layer"), "source": before.get("source"), "value": _at(document["values"], name)}]
        provenance[name] = {"layer": "tuned", "source": f"hyperparameter {name}", "replaced": replaced}
    return merged


def merge_tuned(values: dict[str, Any], tuned: dict[str, str]) -> dict[str, Any]:
    """Returns the values with the tuned ones in their places. Raises BadConfiguration with every mistake."""
    merged = copy.deepcopy(values)
    problems = []
    for name in filter(_is_tuned, tuned):
        try:
            value = _read(name, tuned[name], values)
        except BadConfiguration as error:
            problems.append(str(error))
            continue
        *above, last = name.split(".")
        at = merged
        for step in above:
            at = at[step]
        at[last] = value
    if problems:
        raise BadConfiguration("\n".join(problems))
    return merged


def dotted(values: dict[str, Any], above: str = "") -> dict[str, Any]:
    """`{"model": {"max_iter": 60}}` → `{"model.max_iter": 60}`."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found.update(dotted(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}": value})
    return found


def _is_tuned(name: str) -> bool:
    """The service and its SDK add some of their own, such as `_tuning_objective_metric`."""
    return not name.startswith(("_", "sagemaker_"))


_ABSENT = object()


def _at(values: Any, name: str) -> Any:
    for step in name.split("."):
        values = values.get(step, _ABSENT) if isinstance(values, dict) else _ABSENT
    return values


def _read(name: str, text: str, values: dict[str, Any]) -> Any:
    present = _at(values, name)
    if present is _ABSENT:
        known = list(dotted(values))
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise BadConfiguration(
            f"Hyperparameter '{name}' is no key of the configuration.{hint} Keys are: {', '.join(known)}."
        )
    if isinstance(present, dict):
        raise BadConfiguration(
            f"Hyperparameter '{name}' is a mapping in the configuration. Search one of the values in it."
        )
    kind, allowed, read = _reader(present)
    value = read(text)
    if value is _ABSENT:
        raise BadConfiguration(
            f"Hyperparameter '{name}' is '{text}', and the configuration has {kind} there, {json.dumps(present)}. Give {allowed}."
        )
    return value


def _reader(present: Any) -> tuple[str, str, Any]:
    # A bool is an int in Python, so it comes first.
    if isinstance(present, bool):
        return "a boolean", "true or false", _flag
    if isinstance(present, (int, float)):
        return "a number", "a finite number", _number
    if isinstance(present, str):
        return "a string", "text", _unquoted
    if isinstance(present, list):
        return "a list", "a list in JSON", _list
    return "null", "a number, true, false, null or a word", _anything


def _flag(text: str) -> Any:
    return {"true": True, "false": False}.get(text.strip(_BLANKS), _ABSENT)


def _number(text: str) -> Any:
    plain = text.strip(_BLANKS)
    return _exact(float(plain)) if _NUMBER.fullmatch(plain) else _ABSENT


def _exact(value: float) -> Any:
    """A number that JSON and other languages have, whole ones as int; else absent."""
    if not math.isfinite(value):
        return _ABSENT
    if value == int(value):
        return int(value) if abs(value) <= _LARGEST else _ABSENT
    return value


def _unquoted(text: str) -> str:
    """SageMaker's Python SDK sends text in JSON, so with quotes."""
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else text


def _list(text: str) -> Any:
    def number(part: str) -> Any:
        value = _exact(float(part))
        if value is _ABSENT:
            raise ValueError
        return value

    def constant(_part: str) -> Any:
        raise ValueError

    try:
        value = json.loads(text.strip(_BLANKS), parse_int=number, parse_float=number, parse_constant=constant)
    except ValueError:
        return _ABSENT
    return value if isinstance(value, list) else _ABSENT


def _anything(text: str) -> Any:
    plain = text.strip(_BLANKS)
    if plain == "null":
        return None
    for read in (_flag, _number):
        value = read(plain)
        if value is not _ABSENT:
            return value
    return _unquoted(text)
