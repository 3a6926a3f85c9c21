"""Reading channels: CSV as SageMaker's own algorithms want it, label in the first column and no header line."""

from __future__ import annotations

import csv
import gzip
import math
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Iterator

import numpy as np


class BadData(ValueError):
    """The message names the channel, the file and the line."""


@dataclass(frozen=True)
class Table:
    #: float64, rows by columns; NaN where a value is missing.
    features: np.ndarray
    #: float64, or strings where some label is not a number.
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: np.ndarray) -> "Table":
        return Table(self.features[rows], self.labels[rows])


def read_channel(data: Path, name: str) -> Table | None:
    """All files of a channel as one table; None when the job has no such channel."""
    folder = data / name
    if not folder.is_dir():
        return None
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(step.startswith((".", "_")) for step in file.relative_to(folder).parts)
    )
    tables = [(file, _read_file(file, f"{name}/{file.relative_to(folder)}")) for file in files]
    filled = [(file, table) for file, table in tables if len(table) > 0]
    if not filled:
        raise BadData(f"channel {name} holds no rows: {len(files)} files in {folder}")
    width = filled[0][1].features.shape[1]
    for file, table in filled:
        if table.features.shape[1] != width:
            raise BadData(
                f"channel {name}: {file.name} has {table.features.shape[1] + 1} columns, "
                f"{filled[0][0].name} has {width + 1}"
            )
    labels = [table.labels for _, table in filled]
    if any(part.dtype.kind == "U" for part in labels):
        labels = [part.astype(str) for part in labels]
    return Table(np.concatenate([table.features for _, table in filled]), np.concatenate(labels))


def _open(file: Path) -> IO[str]:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8", newline="")
    return file.open(encoding="utf-8", newline="")


def _read_file(file: Path, shown: str) -> Table:
    try:
        return _read_quickly(file) or _read_carefully(file, shown)
    except UnicodeDecodeError as error:
        raise BadData(f"{shown} is not a text file in UTF-8: {error}") from error
    except (EOFError, OSError, csv.Error) as error:
        raise BadData(f"{shown} cannot be read: {error}") from error


def _read_quickly(file: Path) -> Table | None:
    """Enough for plain numbers; None where a gap, a quote, a word or a blank first line needs a closer look."""
    try:
        with _open(file) as stream:
            if stream.readline().strip() == "":
                return None
            stream.seek(0)
            numbers = np.loadtxt(stream, delimiter=",", comments=None, ndmin=2)
    except ValueError:
        return None
    usable = numbers.shape[1] > 1 and not np.isinf(numbers).any() and not np.isnan(numbers[:, 0]).any()
    return Table(numbers[:, 1:], numbers[:, 0]) if usable else None


def _read_carefully(file: Path, shown: str) -> Table:
    labels: list[str] = []
    rows: list[list[float]] = []
    with _open(file) as stream:
        for line, fields in _lines(stream):
            if len(fields) < 2:
                raise BadData(f"{shown} line {line}: needs a label and at least one value")
            if rows and len(fields) - 1 != len(rows[0]):
                raise BadData(f"{shown} line {line}: {len(fields)} columns, the lines before have {len(rows[0]) + 1}")
            if fields[0].strip() in ("", "nan", "NaN"):
                raise BadData(f"{shown} line {line}: the label, the first column, is empty")
            rows.append([_value(text, f"{shown} line {line} column {at}") for at, text in enumerate(fields[1:], 2)])
            labels.append(fields[0].strip())
    return Table(np.array(rows, dtype=np.float64), _labels(labels))


def _lines(stream: IO[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(stream)
    for fields in reader:
        if fields:
            yield reader.line_num, fields


def _value(text: str, where: str) -> float:
    stripped = text.strip()
    if stripped == "":
        return math.nan
    try:
        # Python also reads 1_000.
        value = float(stripped.replace("_", "?"))
    except ValueError:
        hint = " (a header line? SageMaker's CSV has none)" if " line 1 " in where else ""
        raise BadData(f'{where}: "{stripped[:40]}" is not a number{hint}') from None
    if math.isinf(value):
        raise BadData(f"{where}: infinite values cannot be learnt from")
    return value


def _labels(labels: list[str]) -> np.ndarray:
    try:
        return np.array([float(label) for label in labels], dtype=np.float64)
    except ValueError:
        return np.array(labels)
