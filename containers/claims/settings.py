"""What this program reads of a configuration, and which values it takes."""

from __future__ import annotations

import difflib
import math
from typing import Any, Callable

from configuration import BadConfiguration, dotted

Check = Callable[[Any], bool]


def _number(low: float, high: float = math.inf, *, above: bool = False) -> tuple[Check, str]:
    def check(value: Any) -> bool:
        usual = isinstance(value, (int, float)) and not isinstance(value, bool)
        return usual and (low < value if above else low <= value) and value <= high

    upper = "" if math.isinf(high) else f" and at most {high:g}"
    return check, f"a number {'above' if above else 'from'} {low:g}{upper}"


def _integer(low: int, high: int | None = None) -> tuple[Check, str]:
    def check(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value and (high is None or value <= high)

    return check, f"a whole number from {low}" + ("" if high is None else f" to {high}")


def _optional(kind: tuple[Check, str]) -> tuple[Check, str]:
    check, allowed = kind
    return (lambda value: value is None or check(value)), f"{allowed}, or null"


def _choice(*words: str) -> tuple[Check, str]:
    return (lambda value: value in words), "one of " + ", ".join(words)


KNOWN: dict[str, tuple[Check, str]] = {
    "seed": _integer(0, 2**32 - 1),
    "data.validation_fraction": _number(0, 0.9, above=True),
    "data.most_claims": _integer(1),
    "data.longest_exposure": _number(0, above=True),
    "model.loss": _choice("poisson", "squared_error"),
    "model.learning_rate": _number(0, 1, above=True),
    "model.max_iter": _integer(1, 100_000),
    "model.max_leaf_nodes": _optional(_integer(2)),
    "model.max_depth": _optional(_integer(1)),
    "model.min_samples_leaf": _integer(1),
    "model.l2_regularization": _number(0),
    "model.max_bins": _integer(2, 255),
    "evaluation.bins": _integer(2, 100),
}


def read_settings(values: dict[str, Any]) -> dict[str, Any]:
    """Returns every setting by its dotted name. A key that nothing reads would have no effect, so it is a mistake too."""
    given = dotted(values)
    problems = [_unknown(name) for name in given if name not in KNOWN]
    for name, (check, allowed) in KNOWN.items():
        if name not in given:
            problems.append(f"'{name}' is missing; it must be {allowed}")
        elif not check(given[name]):
            problems.append(f"'{name}' is {given[name]!r}, but must be {allowed}")
    if problems:
        raise BadConfiguration("\n".join(problems))
    return {name: given[name] for name in KNOWN}


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, KNOWN, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"this program does not read '{name}'.{hint} It reads: {', '.join(KNOWN)}"
