"""Reads channels: CSV in the format of SageMaker's own algorithms, label in the first column and no header line."""

from __future__ import annotations

import csv
import gzip
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Iterator, Sequence

import numpy as np


class BadData(ValueError):
    """The message names the channel, the file and the line."""


@dataclass(frozen=True)
class Table:
    #: float64, rows by columns; NaN where a value is missing.
    features: np.ndarray
    #: float64, or strings if any label is not a number.
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
    parts = [_read_file(file, f"{name}/{file.relative_to(folder)}") for file in files]
    filled = [part for part in parts if len(part.labels) > 0]
    if not filled:
        raise BadData(f"channel {name} holds no rows: {len(files)} files in {folder}")
    width = filled[0].features.shape[1]
    for part in filled:
        if part.features.shape[1] != width:
            raise BadData(
                f"channel {name}: {part.file.name} has {part.features.shape[1] + 1} columns, "
                f"{filled[0].file.name} has {width + 1}"
            )
    return Table(np.concatenate([part.features for part in filled]), _labels(filled))


@dataclass(frozen=True)
class _Part:
    """One file of a channel."""

    file: Path
    #: Its name in messages.
    shown: str
    features: np.ndarray
    #: float64 if the fast parser has read them, otherwise as written.
    labels: np.ndarray | list[str]
    #: Line of each label; the fast parser reads one row per line, from the first line.
    lines: Sequence[int]


def _labels(parts: list[_Part]) -> np.ndarray:
    """Returns a column of numbers or a column of words. One odd label must not change the type of all others."""
    numbers: list[tuple[_Part, int]] = []
    words: list[tuple[_Part, int]] = []
    count = 0
    for part in parts:
        if isinstance(part.labels, np.ndarray):
            count += len(part.labels)
            numbers.append((part, 0))
            continue
        for at, label in enumerate(part.labels):
            if _is_number(label):
                count += 1
                numbers.append((part, at))
            else:
                words.append((part, at))
    if not words:
        return np.concatenate([np.array(part.labels, dtype=np.float64) for part in parts])
    if not numbers:
        return np.concatenate([np.array(part.labels) for part in parts])
    part, at = words[0] if len(words) <= count else numbers[0]
    kind, others = ("a word", "numbers") if len(words) <= count else ("a number", "words")
    label = part.labels[at] if isinstance(part.labels, list) else f"{part.labels[at]:g}"
    raise BadData(
        f'{part.shown} line {part.lines[at]}: the label "{label[:40]}" is {kind}, but most labels of the channel are '
        f"{others}{_HEADER if part.lines[at] == 1 and kind == 'a word' else ''}. Write all of them as numbers, or none"
    )


def _is_number(text: str) -> bool:
    try:
        # Python also reads 1_000.
        float(text.replace("_", "?"))
    except ValueError:
        return False
    return True


#: Spreadsheets put a byte order mark before the first label, which would turn a number into a word.
_ENCODING = "utf-8-sig"
_HEADER = " (a header line? SageMaker's CSV has none)"


def _open(file: Path) -> IO[str]:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding=_ENCODING, newline="")
    return file.open(encoding=_ENCODING, newline="")


def _read_file(file: Path, shown: str) -> _Part:
    try:
        return _read_quickly(file, shown) or _read_carefully(file, shown)
    except UnicodeDecodeError as error:
        raise BadData(f"{shown} is not a text file in UTF-8: {error}") from error
    except (EOFError, OSError, csv.Error) as error:
        raise BadData(f"{shown} cannot be read: {error}") from error


def _read_quickly(file: Path, shown: str) -> _Part | None:
    """Parses plain numbers; None if a gap, a quote, a word or a blank first line needs the full parser."""
    try:
        with _open(file) as stream:
            if stream.readline().strip() == "":
                return None
            stream.seek(0)
            numbers = np.loadtxt(stream, delimiter=",", comments=None, ndmin=2)
    except ValueError:
        return None
    usable = numbers.shape[1] > 1 and not np.isinf(numbers).any() and not np.isnan(numbers[:, 0]).any()
    if not usable:
        return None
    return _Part(file, shown, numbers[:, 1:], numbers[:, 0], range(1, len(numbers) + 1))


def _read_carefully(file: Path, shown: str) -> _Part:
    labels: list[str] = []
    lines: list[int] = []
    rows: list[list[float]] = []
    with _open(file) as stream:
        for line, fields in _lines(stream):
            where = f"{shown} line {line}"
            if len(fields) < 2:
                raise BadData(f"{where}: needs a label and at least one value{_separator(fields[0])}")
            values = [_value(text, f"{where} column {at}", line) for at, text in enumerate(fields[1:], 2)]
            if rows and len(values) != len(rows[0]):
                raise BadData(f"{where}: {len(fields)} columns, the lines before have {len(rows[0]) + 1}")
            labels.append(_label(fields[0].strip(), where))
            lines.append(line)
            rows.append(values)
    return _Part(file, shown, np.array(rows, dtype=np.float64), labels, lines)


def _lines(stream: IO[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(stream)
    for fields in reader:
        # Spreadsheets write empty rows below a table as commas only.
        if any(field.strip() for field in fields):
            yield reader.line_num, fields


def _label(text: str, where: str) -> str:
    if text.lower() in ("", "nan"):
        raise BadData(f"{where}: the label, the first column, is empty")
    if _separator(text):
        raise BadData(f'{where}: the label is "{text[:40]}"{_separator(text)}')
    if text in _SPREADSHEET_ERRORS:
        raise BadData(f'{where}: the label is "{text}", a spreadsheet\'s mark of an error')
    if _is_number(text) and math.isinf(float(text)):
        raise BadData(f"{where}: the label is infinite")
    return text


#: Values that spreadsheets write if a formula has no result.
_SPREADSHEET_ERRORS = {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"}


def _separator(text: str) -> str:
    for character, name in ((";", "semicolons"), ("\t", "tabs")):
        if character in text:
            return f" (separated by {name}? SageMaker's CSV has commas, and points in numbers)"
    return ""


def _value(text: str, where: str, line: int) -> float:
    stripped = text.strip()
    if stripped == "":
        return math.nan
    if not _is_number(stripped):
        raise BadData(f'{where}: "{stripped[:40]}" is not a number{_hint(stripped, line)}')
    value = float(stripped)
    if math.isinf(value):
        raise BadData(f"{where}: infinite values cannot be learnt from")
    return value


def _hint(text: str, line: int) -> str:
    if text in _SPREADSHEET_ERRORS:
        return " but a spreadsheet's mark of an error; leave the field empty where a value is missing"
    if _separator(text):
        return _separator(text)
    if any(character.isdigit() for character in text) and _is_number(_GROUPING.sub("", text)):
        return " (thousands or decimals with a comma, a space or an apostrophe? Write 1234.5)"
    return _HEADER if line == 1 else ""


#: Thousands separators, including the various kinds of space.
_GROUPING = re.compile(r"[,'\u2019\s]")
