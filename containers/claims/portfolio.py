#!/usr/bin/env python3
"""Writes a synthetic portfolio of motor policies in the columns of the public data set freMTPL2freq.

It is made up: the columns, their ranges and the rough strength of the effects resemble the public data, and no number in it
is a real policy's. The same rows and seed give the same file, byte for byte. It needs no package, so any Python runs it.

    python portfolio.py OUT_DIR [--rows N] [--seed N]
"""

from __future__ import annotations

import argparse
import csv
from math import exp, log, sin
from pathlib import Path
from random import Random
from typing import Iterator

BRANDS = {"B1": 24, "B2": 23, "B3": 8, "B4": 4, "B5": 5, "B6": 4, "B10": 3, "B11": 2, "B12": 24, "B13": 2, "B14": 1}
REGIONS = ("R11", "R24", "R25", "R31", "R52", "R53", "R54", "R72", "R82", "R91", "R93")
#: Areas from A, the most rural, to F, with the share of each.
AREAS = {"A": 15, "B": 11, "C": 28, "D": 22, "E": 21, "F": 3}
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


def portfolio(rows: int, seed: int) -> Iterator[tuple[object, ...]]:
    chance = Random(seed)
    for at in range(rows):
        yield (at + 1, *policy(chance))


def policy(chance: Random) -> tuple[object, ...]:
    age = clipped(chance.gammavariate(9.0, 5.0), 18, 95)
    vehicle_age = clipped(chance.gammavariate(1.6, 4.4), 0, 40)
    power = min(15, 4 + poisson(chance, 2.4))
    area = chance.choices(list(AREAS), AREAS.values())[0]
    density = clipped(exp(chance.gauss(2.6 + 1.05 * list(AREAS).index(area), 0.55)), 1, 27_000)
    # Careful drivers climb down to 50 over the years; claims push the others up.
    careless = max(0.0, chance.expovariate(1.0) - 1.0)
    malus = clipped(50 + 45 * exp(-(age - 18) / 9) + 14 * careless**2, 50, 150)
    brand = chance.choices(list(BRANDS), BRANDS.values())[0]
    diesel = chance.random() < 0.49
    region = chance.randrange(len(REGIONS))
    exposure = round(min(1.0, max(0.003, chance.betavariate(0.75, 0.65))), 4)
    logarithm = (
        -2.85
        + 0.018 * (malus - 50)
        + 0.55 * exp(-(age - 18) / 6)
        + 0.25 * (age > 75)
        + 0.16 * log(max(density, 400) / 400)
        - 0.035 * max(vehicle_age - 9, 0)
        + 0.45 * (vehicle_age < 2 and brand == "B12")
        + 0.03 * (power - 6)
        + 0.10 * (diesel and power > 7)
        + 0.12 * sin(region)
    )
    claims = min(5, poisson(chance, exp(logarithm) * exposure))
    gas = "Diesel" if diesel else "Regular"
    return claims, exposure, area, power, vehicle_age, age, malus, brand, gas, density, REGIONS[region]


def clipped(value: float, low: int, high: int) -> int:
    return min(high, max(low, round(value)))


def poisson(chance: Random, mean: float) -> int:
    """Counts how many uniform numbers are multiplied before the product falls below exp(-mean)."""
    product, count, limit = chance.random(), 0, exp(-mean)
    while product > limit:
        product *= chance.random()
        count += 1
    return count


if __name__ == "__main__":
    main()
