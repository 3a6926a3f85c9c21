"""Flights: the columns of the published airline data, read from Parquet, each row in one fold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

LABEL = "ArrDel15"
#: In the order in which a request has them.
FEATURES = (
    "Year",
    "Quarter",
    "Month",
    "DayOfWeek",
    "Flight_Number_Reporting_Airline",
    "DOT_ID_Reporting_Airline",
    "OriginCityMarketID",
    "DestCityMarketID",
    "DepTime",
    "DepDelay",
    "DepDel15",
    "AirTime",
    "Distance",
)
COLUMNS = (*FEATURES, LABEL)
#: The fold in which a row is a test row.
FOLD = "fold"


class BadData(ValueError):
    """The message names the channel or the file."""


def files_of(data: Path, channel: str) -> list[Path]:
    """The Parquet files of a channel, in an order that every machine has."""
    folder = data / channel
    if not folder.is_dir():
        raise BadData(f"there is no channel named {channel}")
    files = sorted(folder.rglob("*.parquet"))
    if not files:
        raise BadData(f"channel {channel} holds no file that ends in .parquet")
    return files


def read_flights(numbered: tuple[int, str], frames: Any, folds: int, seed: int) -> Any:
    """Reads one file as a frame of `frames` (pandas or cudf). A row without a value, such as a cancelled flight, is left out."""
    import pyarrow.parquet as parquet

    number, file = numbered
    try:
        names = parquet.read_schema(file).names
    except (OSError, ValueError) as error:
        raise BadData(f"{Path(file).name} is not a Parquet file: {error}") from None
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BadData(f"{Path(file).name} lacks the columns {', '.join(missing)}")
    table = frames.read_parquet(file, columns=list(COLUMNS)).dropna()
    try:
        table = table.astype("float32").reset_index(drop=True)
    except (TypeError, ValueError) as error:
        raise BadData(f"{Path(file).name} holds something other than numbers: {error}") from None
    if not table[LABEL].isin([0, 1]).all():
        raise BadData(f"{Path(file).name}: {LABEL} must be 0 or 1")
    # Each file's rows are dealt out to the folds, so that every fold has its share of every file, on whatever compute.
    fold = np.empty(len(table), dtype="int8")
    fold[np.random.default_rng([seed, number]).permutation(len(table))] = np.arange(len(table)) % folds
    table[FOLD] = fold
    return table
