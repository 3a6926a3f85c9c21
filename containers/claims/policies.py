"""Motor policies in the columns of the public data set freMTPL2freq (OpenML 41214), from CSV files with a header line."""

from __future__ import annotations

import csv
import gzip
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Sequence

import numpy as np

CLAIMS = "ClaimNb"
EXPOSURE = "Exposure"
NUMBERS = ("VehPower", "VehAge", "DrivAge", "BonusMalus", "Density")
WORDS = ("Area", "VehBrand", "VehGas", "Region")
#: In the order of a request's CSV.
FEATURES = ("Area", "VehPower", "VehAge", "DrivAge", "BonusMalus", "VehBrand", "VehGas", "Density", "Region")


class BadData(ValueError):
    """The message names the file, the line and the column."""


@dataclass(frozen=True)
class Policies:
    #: Raw features by name: float64 for numbers, text for words.
    columns: dict[str, np.ndarray]
    claims: np.ndarray
    #: Years that each policy was insured; above zero.
    exposure: np.ndarray

    def __len__(self) -> int:
        return len(self.claims)

    @property
    def frequency(self) -> np.ndarray:
        """Claims a year."""
        return self.claims / self.exposure

    def take(self, rows: np.ndarray) -> "Policies":
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Policies(columns, self.claims[rows], self.exposure[rows])


def read_policies(folder: Path, *, most_claims: int, longest_exposure: float) -> Policies:
    """All CSV files of a folder, also `.csv.gz`."""
    files = sorted(
        file for file in folder.rglob("*") if file.is_file() and file.name.endswith((".csv", ".csv.gz"))
    )
    if not files:
        raise BadData(f"there are no policies: no CSV file in {folder}")
    rows = [row for file in files for row in _rows(file)]
    if len(rows) < 2:
        raise BadData(f"{folder} holds {len(rows)} policies; training needs at least two")
    claims = np.array([row[CLAIMS] for row in rows])
    exposure = np.array([row[EXPOSURE] for row in rows])
    if claims.sum() == 0:
        raise BadData(f"none of the {len(rows)} policies in {folder} has a claim, so there is nothing to learn")
    columns = {name: np.array([row[name] for row in rows]) for name in FEATURES}
    return Policies(columns, np.minimum(claims, most_claims), np.minimum(exposure, longest_exposure))


def _rows(file: Path) -> Iterable[dict[str, Any]]:
    opened = gzip.open(file, "rt", encoding="utf-8-sig", newline="") if file.suffix == ".gz" else file.open(encoding="utf-8-sig", newline="")
    try:
        with opened as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in (CLAIMS, EXPOSURE, *FEATURES) if name not in (reader.fieldnames or ())]
            if missing:
                raise BadData(
                    f"{file.name} has no column {', '.join(missing)}; the first line must name the columns of freMTPL2freq"
                )
            for row in reader:
                yield _row(row, f"{file.name} line {reader.line_num}")
    except (UnicodeDecodeError, EOFError, OSError, csv.Error) as error:
        raise BadData(f"{file.name} cannot be read: {error}") from error


def _row(row: dict[str, str | None], where: str) -> dict[str, Any]:
    read: dict[str, Any] = {name: number(row[name], f"{where} column {name}") for name in (CLAIMS, EXPOSURE, *NUMBERS)}
    for name in (CLAIMS, EXPOSURE):
        if math.isnan(read[name]):
            raise BadData(f"{where}: {name} is empty")
    if read[CLAIMS] < 0 or read[CLAIMS] != int(read[CLAIMS]):
        raise BadData(f"{where}: {CLAIMS} is {read[CLAIMS]:g}; it must be a whole number from 0")
    if read[EXPOSURE] <= 0:
        raise BadData(f"{where}: {EXPOSURE} is {read[EXPOSURE]:g}; it must be above 0 years")
    return {**read, **{name: word(row[name]) for name in WORDS}}


def number(text: Any, where: str) -> float:
    """NaN for an empty field."""
    if text is None or text == "":
        return math.nan
    try:
        value = float(str(text).replace("_", "?"))
    except ValueError:
        raise BadData(f'{where}: "{str(text)[:40]}" is not a number') from None
    if math.isinf(value):
        raise BadData(f"{where}: infinite values cannot be used")
    return value


def word(text: Any) -> str:
    """The public file has some of its words in single quotes."""
    return "" if text is None else str(text).strip().strip("'")


def categories(policies: Policies) -> dict[str, list[str]]:
    """The words of each column, sorted; their places in the list are what the trees see."""
    return {name: sorted(set(policies.columns[name].tolist()) - {""}) for name in WORDS}


def encode(columns: dict[str, Sequence[Any]], known: dict[str, list[str]]) -> np.ndarray:
    """Rows by features, float64. A word that training has not seen is a missing value."""
    encoded = []
    for name in FEATURES:
        if name in WORDS:
            place = {text: float(at) for at, text in enumerate(known[name])}
            encoded.append([place.get(text, math.nan) for text in columns[name]])
        else:
            encoded.append(columns[name])
    return np.array(encoded, dtype=np.float64).T
