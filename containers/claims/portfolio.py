#!/usr/bin/env python3
"""Writes a synthetic portfolio of motor policies in the columns of the public data set freMTPL2freq.

It is made up: the columns, their ranges and the rough strength of the effects resemble the public data, and no number in it
is a real policy's. The same rows and seed give the same file, byte for byte.

    python portfolio.py OUT_DIR [--rows N] [--seed N]
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

AREAS = ("A", "B", "C", "D", "E", "F")
BRANDS = ("B1", "B2", "B3", "B4", "B5", "B6", "B10", "B11", "B12", "B13", "B14")
REGIONS = ("R11", "R24", "R25", "R31", "R52", "R53", "R54", "R72", "R82", "R91", "R93")
COLUMNS = (
    "IDpol ClaimNb Exposure Area VehPower VehAge DrivAge BonusMalus VehBrand VehGas Density Region"
).split()


def main() -> None:
    options = argparse.ArgumentParser(description="Writes policies.csv with a synthetic portfolio.")
    options.add_argument("folder", type=Path)
    options.add_argument("--rows", type=int, default=24_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with (given.folder / "policies.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(portfolio(given.rows, given.seed))


def portfolio(rows: int, seed: int) -> list[tuple[object, ...]]:
    chance = np.random.default_rng(seed)
    age = np.clip(np.round(chance.gamma(9.0, 5.0, rows)), 18, 95).astype(int)
    vehicle_age = np.clip(np.round(chance.gamma(1.6, 4.4, rows)), 0, 40).astype(int)
    power = np.clip(chance.poisson(2.4, rows) + 4, 4, 15)
    area = chance.choice(len(AREAS), rows, p=(0.15, 0.11, 0.28, 0.22, 0.21, 0.03))
    density = np.clip(np.round(np.exp(chance.normal(2.6 + 1.05 * area, 0.55))), 1, 27_000).astype(int)
    # Careful drivers climb down to 50 over the years; claims push the others up.
    careless = chance.exponential(1.0, rows)
    malus = np.clip(np.round(50 + 45 * np.exp(-(age - 18) / 9) + 14 * (careless - 1.0) ** 2 * (careless > 1)), 50, 150)
    brand = chance.choice(len(BRANDS), rows, p=(0.24, 0.23, 0.08, 0.04, 0.05, 0.04, 0.03, 0.02, 0.24, 0.02, 0.01))
    diesel = chance.random(rows) < 0.49
    region = chance.choice(len(REGIONS), rows)
    exposure = np.round(np.clip(chance.beta(0.75, 0.65, rows), 0.003, 1.0), 4)
    logarithm = (
        -2.85
        + 0.018 * (malus - 50)
        + 0.55 * np.exp(-(age - 18) / 6)
        + 0.25 * (age > 75)
        + 0.16 * np.log(density / 400) * (density > 400)
        - 0.035 * np.maximum(vehicle_age - 9, 0)
        + 0.45 * (vehicle_age < 2) * (brand == BRANDS.index("B12"))
        + 0.03 * (power - 6)
        + 0.10 * diesel * (power > 7)
        + 0.12 * np.sin(region)
    )
    claims = np.minimum(chance.poisson(np.exp(logarithm) * exposure), 5)
    return [
        (
            at + 1,
            int(claims[at]),
            f"{exposure[at]:g}",
            AREAS[area[at]],
            int(power[at]),
            int(vehicle_age[at]),
            int(age[at]),
            int(malus[at]),
            BRANDS[brand[at]],
            "Diesel" if diesel[at] else "Regular",
            int(density[at]),
            REGIONS[region[at]],
        )
        for at in range(rows)
    ]


if __name__ == "__main__":
    main()
