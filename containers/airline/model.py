"""A trained model, ready to answer: XGBoost's JSON, which is data and cannot run code when it is loaded."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from trees import MODEL_FILE

METADATA_FILE = "metadata.json"
DEVICES = ("auto", "cpu", "cuda")


class BadModel(ValueError):
    """The message says what is wrong with the model's folder, or with the device."""


class Model:
    def __init__(self, folder: Path) -> None:
        import xgboost

        try:
            described = json.loads((folder / METADATA_FILE).read_text(encoding="utf-8"))
            self.features: list[str] = described["features"]
            self.threshold = float(described["threshold"])
            self.booster = xgboost.Booster(model_file=folder / MODEL_FILE)
        except (OSError, KeyError, ValueError, xgboost.core.XGBoostError) as error:
            raise BadModel(f"there is no usable model in {folder}: {error}") from None
        self.device = _device()
        # Requests run concurrently, so none may use every core.
        self.booster.set_param({"device": self.device, "nthread": 1})

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        import xgboost

        data = xgboost.DMatrix(rows, feature_names=self.features, nthread=1)
        # A forest's mean of shares may leave 0 to 1 by a rounding error.
        return np.clip(self.booster.predict(data), 0.0, 1.0)


def _device() -> str:
    """A GPU if there is one that XGBoost can use; `SERVE_DEVICE` asks for one or the other."""
    import xgboost

    from compute import gpus

    asked = os.environ.get("SERVE_DEVICE", "auto")
    if asked not in DEVICES:
        raise BadModel(f'SERVE_DEVICE is "{asked}", but must be one of {", ".join(DEVICES)}')
    usable = gpus() > 0 and bool(xgboost.build_info().get("USE_CUDA"))
    if asked == "cuda" and not usable:
        raise BadModel("SERVE_DEVICE is cuda, but this machine has no GPU of NVIDIA or this XGBoost is built without CUDA")
    return "cuda" if usable and asked != "cpu" else "cpu"
