"""A trained tree ensemble as plain arrays, which `train` saves and `serve` loads for predictions.

The format is made of numbers alone, so that loading a model cannot run code and needs numpy but no scikit-learn.

`model.npz` holds the nodes of all trees one after the other:

======================  ========  ==========================================================================
array                   type      one per node
======================  ========  ==========================================================================
``feature``             int32     the column a node looks at
``threshold``           float64   a row goes left when its value is at most this
``missing_goes_left``   bool      where a row without a value goes
``left``, ``right``     int32     the nodes below; a leaf names itself, so that walking on stays there
``value``               float64   what a leaf adds to the prediction
======================  ========  ==========================================================================

and ``roots`` (int32, rounds by trees per round), ``baseline`` (float64, one per tree of a round) and ``depth``.
The raw prediction is the baseline plus the leaves' values; the link makes it a probability. `metadata.json` has the
link, the classes and what the model was made from.

A container folder is built and read by itself, so it repeats what another one has: the same format, with other
predictions, is in `claims`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

FORMAT = "tuneform-tree-ensemble"
FORMAT_VERSION = 1
MODEL_FILE = "model.npz"
METADATA_FILE = "metadata.json"

#: Cells (rows by trees) processed at once; limits the memory of a large batch.
_CELLS = 2_000_000


class BadModel(ValueError):
    """The saved model cannot be used; the message says why."""


class TreeEnsemble:
    """Predicts from arrays. Rows are float64, NaN where a value is missing."""

    def __init__(self, arrays: dict[str, np.ndarray], metadata: dict[str, Any]) -> None:
        self.metadata = metadata
        self.objective: str = metadata["objective"]
        self.columns: int = metadata["columns"]
        self.classes: list[Any] = metadata["classes"]
        self._link: str = metadata["link"]
        self._arrays = arrays

    @staticmethod
    def load(folder: Path) -> "TreeEnsemble":
        try:
            metadata = json.loads((folder / METADATA_FILE).read_text(encoding="utf-8"))
            with np.load(folder / MODEL_FILE, allow_pickle=False) as saved:
                arrays = {name: saved[name] for name in saved.files}
        except (OSError, ValueError) as error:
            raise BadModel(f"no usable model in {folder}: {error}") from error
        if metadata.get("format") != FORMAT or metadata.get("format_version") != FORMAT_VERSION:
            raise BadModel(
                f"{folder / METADATA_FILE} is of format {metadata.get('format')!r} version "
                f"{metadata.get('format_version')!r}; this server reads {FORMAT} version {FORMAT_VERSION}"
            )
        return TreeEnsemble(arrays, metadata)

    def raw(self, rows: np.ndarray) -> np.ndarray:
        """Rows by trees per round, before the link function."""
        baseline = self._arrays["baseline"]
        roots = self._arrays["roots"]
        out = np.empty((len(rows), len(baseline)))
        step = max(1, _CELLS // max(1, roots.size))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            leaves = self._walk(part, roots.reshape(-1)).reshape(len(part), *roots.shape)
            out[start : start + step] = baseline + self._arrays["value"][leaves].sum(axis=1)
        return out

    def _walk(self, rows: np.ndarray, roots: np.ndarray) -> np.ndarray:
        arrays = self._arrays
        missing = np.isnan(rows)
        any_missing = bool(missing.any())
        at = np.arange(len(rows))[:, None]
        node = np.broadcast_to(roots, (len(rows), len(roots)))
        for _ in range(int(arrays["depth"])):
            column = arrays["feature"][node]
            goes_left = rows[at, column] <= arrays["threshold"][node]
            if any_missing:
                goes_left |= missing[at, column] & arrays["missing_goes_left"][node]
            node = np.where(goes_left, arrays["left"][node], arrays["right"][node])
        return node

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """Rows by classes, each row summing to one. Classification only."""
        raw = self.raw(rows)
        if self._link == "logistic":
            # In this form, neither branch can overflow.
            small = np.exp(-np.abs(raw[:, 0]))
            positive = np.where(raw[:, 0] >= 0, 1.0, small) / (1.0 + small)
            return np.stack([1.0 - positive, positive], axis=1)
        powers = np.exp(raw - raw.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def labels(self, probabilities: np.ndarray) -> list[Any]:
        return [self.classes[at] for at in probabilities.argmax(axis=1)]

    def values(self, rows: np.ndarray) -> np.ndarray:
        """Returns one number per row. Regression only."""
        return self.raw(rows)[:, 0]


def arrays_of(estimator: Any) -> dict[str, np.ndarray]:
    """The arrays of a fitted scikit-learn histogram gradient boosting estimator without categorical columns."""
    parts: dict[str, list[np.ndarray]] = {
        name: [] for name in ("feature", "threshold", "missing_goes_left", "left", "right", "value")
    }
    roots: list[list[int]] = []
    count = 0
    depth = 0
    for trees in estimator._predictors:
        roots.append([])
        for tree in trees:
            nodes = tree.nodes
            leaf = nodes["is_leaf"].astype(bool)
            own = np.arange(count, count + len(nodes))
            roots[-1].append(count)
            parts["feature"].append(np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32))
            parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
            parts["missing_goes_left"].append(nodes["missing_go_to_left"].astype(bool))
            parts["left"].append(np.where(leaf, own, nodes["left"] + count).astype(np.int32))
            parts["right"].append(np.where(leaf, own, nodes["right"] + count).astype(np.int32))
            parts["value"].append(np.where(leaf, nodes["value"], 0.0))
            count += len(nodes)
            depth = max(depth, int(nodes["depth"].max()))
    arrays = {name: np.concatenate(pieces) for name, pieces in parts.items()}
    return {
        **arrays,
        "roots": np.array(roots, dtype=np.int32),
        "baseline": np.asarray(estimator._baseline_prediction, dtype=np.float64).reshape(-1),
        "depth": np.array(depth, dtype=np.int32),
    }
