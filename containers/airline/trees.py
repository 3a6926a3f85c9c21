"""Both algorithms as parameters of XGBoost, so that a model of either is XGBoost's own JSON: numbers, in a documented format."""

from __future__ import annotations

from typing import Any

from hyperparameters import FOREST

MODEL_FILE = "model.json"
#: From this probability on, a flight is said to be late.
THRESHOLD = 0.5


def parameters_of(settings: dict[str, Any], device: str) -> tuple[dict[str, Any], int]:
    """Returns the parameters and the number of rounds."""
    common = {
        "tree_method": "hist",
        "device": device,
        "max_depth": settings["max_depth"],
        "colsample_bynode": settings["max_features"],
        "seed": settings["seed"],
        # Its own lines would run into those with the metrics.
        "verbosity": 0,
    }
    if settings["algorithm"] == FOREST:
        return {**common, **_forest(settings)}, 1
    boosting = {
        "objective": "binary:logistic",
        "learning_rate": settings["learning_rate"],
        "subsample": settings["subsample"],
        "lambda": settings["reg_lambda"],
        "alpha": settings["reg_alpha"],
        "gamma": settings["gamma"],
    }
    return {**common, **boosting}, settings["num_boost_round"]


def _forest(settings: dict[str, Any]) -> dict[str, Any]:
    """One round of parallel trees on squared error from zero: splits by Gini, and each leaf holds its share of late flights."""
    return {
        "objective": "reg:squarederror",
        "base_score": 0.0,
        "learning_rate": 1.0,
        "lambda": 0.0,
        "num_parallel_tree": settings["n_estimators"],
        "max_bin": settings["n_bins"],
        # Rows are drawn without replacement; drawn with it, as many would be distinct.
        "subsample": 0.632 if settings["bootstrap"] else 1.0,
    }
