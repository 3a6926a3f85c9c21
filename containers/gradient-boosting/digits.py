#!/usr/bin/env python3
"""Writes the handwritten digits that come with scikit-learn as CSV channels.

    python digits.py OUT_DIR

makes OUT_DIR/train/train.csv, OUT_DIR/validation/validation.csv and OUT_DIR/test/test.csv: 1,797 images of 8 by 8
pixels, the digit in the first column, 64 shades from 0 to 16 after it, no header. Three fifths are for training, a
fifth each for validation and test, every digit in the same share. The same files every time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

SEED = 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Write scikit-learn's handwritten digits as CSV channels.")
    parser.add_argument("out_dir", type=Path, help="folder for train/, validation/ and test/; made if absent")
    parser.add_argument("--seed", type=int, default=SEED, help="of the split")
    arguments = parser.parse_args()

    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, digits = load_digits(return_X_y=True)
    table = np.column_stack([digits, images]).astype(int)
    train, rest = train_test_split(table, test_size=0.4, stratify=table[:, 0], random_state=arguments.seed)
    validation, test = train_test_split(rest, test_size=0.5, stratify=rest[:, 0], random_state=arguments.seed)
    for name, rows in (("train", train), ("validation", validation), ("test", test)):
        folder = arguments.out_dir / name
        folder.mkdir(parents=True, exist_ok=True)
        np.savetxt(folder / f"{name}.csv", rows, fmt="%d", delimiter=",")
        print(f"{folder / name}.csv: {len(rows)} images")


if __name__ == "__main__":
    main()
