#!/usr/bin/env python3
"""Writes made-up flights with the columns of the published airline data: `python synthetic.py OUT_DIR --size 1_year`.

Nothing here flew: airlines and markets have numbers that do not exist, every file's name begins with `synthetic`, and
its metadata says so. Delays follow rules that a model can learn: the hour, the month, the airline, the departure's
delay, and how much of it a longer flight makes up. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from flights import COLUMNS, FEATURES, LABEL

#: Rows of the published sizes, and their years.
SIZES = {"1_year": (6_300_000, 1), "3_year": (18_000_000, 3), "10_year": (63_000_000, 10)}
LAST_YEAR = 2019
AIRLINES = 17
MARKETS = 60
#: Flights that were cancelled have no times, as in the published data.
CANCELLED = 0.025
HELD_OUT = 300


def main() -> None:
    parser = argparse.ArgumentParser(description="Write made-up flights as Parquet.")
    parser.add_argument("out_dir", type=Path, help="folder for training/ and test/; made if absent")
    parser.add_argument("--size", choices=SIZES, default="1_year", help="as published: 6.3, 18 or 63 million rows")
    parser.add_argument("--rows-factor", type=float, default=1.0, help="share of the published number of rows")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rows, years = SIZES[arguments.size]
    each = max(1, round(rows * arguments.rows_factor / (12 * years)))
    world = World(np.random.default_rng(arguments.seed))
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for month in range(1, 13):
            table = world.flights(year, month, each)
            write(arguments.out_dir / "training" / f"synthetic-{year}-{month:02}.parquet", table)
    held_out = {name: column[:HELD_OUT] for name, column in world.complete(LAST_YEAR, 6, HELD_OUT * 2).items()}
    write_held_out(arguments.out_dir / "test" / "held-out.json", held_out)
    print(f"{each * 12 * years} made-up flights in {12 * years} files")


class World:
    """Airlines, markets and distances, and flights between them."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self.places = random.uniform(0, 2500, size=(MARKETS, 2))
        self.busy = random.dirichlet(np.full(MARKETS, 0.6))
        self.punctual = random.normal(0, 4, size=AIRLINES)
        self.congested = random.gamma(1.2, 9.0, size=MARKETS)

    def flights(self, year: int, month: int, rows: int) -> dict[str, np.ndarray]:
        random = self.random
        airline = random.integers(0, AIRLINES, rows)
        origin, destination = random.choice(MARKETS, rows, p=self.busy), random.choice(MARKETS, rows, p=self.busy)
        destination = np.where(destination == origin, (destination + 1) % MARKETS, destination)
        distance = 120 + np.hypot(*(self.places[origin] - self.places[destination]).T)
        hour = np.clip(random.normal(13, 4.5, rows), 5, 23.9)
        # Delays build up over the day, and in summer and December.
        season = 6 * (month in (6, 7, 8)) + 5 * (month == 12)
        usual = self.punctual[airline] + 0.9 * (hour - 13) + season
        late = random.random(rows) < 1 / (1 + np.exp(1.5 - usual / 9))
        departure = np.where(late, random.exponential(34, rows) + 4, random.normal(-3, 4.5, rows)) + usual / 6
        air = distance / 7.6 + 18 + random.normal(0, 6, rows)
        # Long flights make up for some of it; a congested destination adds some in the evening.
        crowd = self.congested[destination] * (hour > 15)
        arrival = departure - 0.0045 * distance + crowd + random.normal(0, 6.5, rows)
        minutes = (hour * 60 + departure).round() % 1440
        table = {
            "Year": np.full(rows, year),
            "Quarter": np.full(rows, (month + 2) // 3),
            "Month": np.full(rows, month),
            "DayOfWeek": random.integers(1, 8, rows),
            "Flight_Number_Reporting_Airline": random.integers(1, 8000, rows),
            "DOT_ID_Reporting_Airline": 90001 + airline,
            "OriginCityMarketID": 99001 + origin,
            "DestCityMarketID": 99001 + destination,
            "DepTime": minutes // 60 * 100 + minutes % 60,
            "DepDelay": departure.round(),
            "DepDel15": departure.round() >= 15,
            "AirTime": air.round(),
            "Distance": distance.round(),
            LABEL: arrival.round() >= 15,
        }
        table = {name: table[name].astype("float32") for name in COLUMNS}
        cancelled = random.random(rows) < CANCELLED
        for name in ("DepTime", "DepDelay", "DepDel15", "AirTime", LABEL):
            table[name][cancelled] = np.nan
        return table

    def complete(self, year: int, month: int, rows: int) -> dict[str, np.ndarray]:
        """Flights none of which was cancelled."""
        table = self.flights(year, month, rows)
        flown = ~np.isnan(table[LABEL])
        return {name: column[flown] for name, column in table.items()}


def write(file: Path, table: dict[str, np.ndarray]) -> None:
    import pyarrow
    import pyarrow.parquet as parquet

    file.parent.mkdir(parents=True, exist_ok=True)
    made = pyarrow.table(table).replace_schema_metadata({"origin": "synthetic: made up by containers/airline/synthetic.py"})
    parquet.write_table(made, file)


def write_held_out(file: Path, table: dict[str, np.ndarray]) -> None:
    """Rows that are in no channel, as a request has them, and which of them were late."""
    rows: list[list[Any]] = np.column_stack([table[name] for name in FEATURES]).tolist()
    file.parent.mkdir(parents=True, exist_ok=True)
    held = {"features": list(FEATURES), "rows": rows, "late": table[LABEL].astype(int).tolist()}
    file.write_text(json.dumps(held) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
