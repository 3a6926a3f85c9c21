"""One training job: cross-validates, then trains on all rows; metric lines and a model out."""

from __future__ import annotations

import json
import os
import platform
import signal
import statistics
import sys
import traceback
from typing import Any

import sagemaker_paths as paths
from checkpoints import Checkpoints, fingerprint
from compute import BadCompute, Engine, engine_of
from flights import FEATURES, FOLD, LABEL, BadData, files_of
from hyperparameters import BadHyperparameter, read_hyperparameters
from trees import MODEL_FILE, THRESHOLD

CHANNEL = "training"
METADATA_FILE = "metadata.json"
TERMINATED = 128 + signal.SIGTERM


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    try:
        train()
        return 0
    except (BadData, BadHyperparameter, BadCompute) as error:
        return fail(str(error))
    except MemoryError:
        return fail("out of memory; use a larger instance, or compute on several workers")
    except Exception as error:
        return fail(f"{type(error).__name__}: {error}\n\n{traceback.format_exc()}")


def stop(_signal: int, _frame: Any) -> None:
    # Not print, which may be what the signal interrupted. Finished folds are in the checkpoint already.
    os.write(sys.stdout.fileno(), b"stopped before the model was ready; finished folds are in the checkpoint, if the job has one\n")
    os._exit(TERMINATED)


def fail(reason: str) -> int:
    """SageMaker shows the first 1024 characters of this file as the job's FailureReason."""
    print(f"training failed: {reason}", file=sys.stderr, flush=True)
    paths.FAILURE.parent.mkdir(parents=True, exist_ok=True)
    paths.FAILURE.write_text(reason, encoding="utf-8")
    return 1


def train() -> None:
    settings = read_hyperparameters(paths.HYPERPARAMETERS)
    # Tuneform compares this line with what it passed: a hyperparameter that does not arrive has no effect.
    print(f"hyperparameters: {json.dumps(settings)}", flush=True)
    if paths.hosts() > 1:
        raise BadCompute(
            f"the job has {paths.hosts()} instances, and each would do all of the work; set the instance count to 1"
        )
    files = files_of(paths.DATA, CHANNEL)
    with engine_of(settings, len(files)) as engine:
        table = engine.read(files, settings["cv_folds"], settings["seed"])
        rows = engine.rows(table)
        if rows < settings["cv_folds"] * 2:
            raise BadData(f"channel {CHANNEL} holds {rows} complete rows, too few for {settings['cv_folds']} folds")
        print(f"{rows} flights in {len(files)} files, {engine.description}", flush=True)
        checkpoints = Checkpoints(paths.checkpoints(), fingerprint(settings, files))
        scores = cross_validate(engine, table, settings, checkpoints)
        # The folds judged the hyperparameters; the model learns from all rows.
        booster = engine.fit(table, settings)
        score = statistics.fmean(scores)
        save(booster, {"hyperparameters": settings, "rows": rows, "fold_scores": scores, "final_score": score})
    # Nine significant digits, so that small differences are no ties.
    print(f"mean of {settings['cv_folds']} folds, final-score: {score:.9g};", flush=True)


def cross_validate(
    engine: Engine, table: Any, settings: dict[str, Any], checkpoints: Checkpoints
) -> list[float]:
    """Returns the accuracy of each fold: on its rows, of a model that was trained on all the others."""
    folds = settings["cv_folds"]
    scores = checkpoints.restore()
    if scores:
        print(f"restored {len(scores)} of {folds} folds from the checkpoint", flush=True)
    for fold in range(len(scores), folds):
        booster = engine.fit(table[table[FOLD] != fold], settings)
        score = engine.accuracy(booster, table[table[FOLD] == fold])
        scores.append(score)
        checkpoints.keep(scores)
        print(f"fold {fold + 1} of {folds} done, fold-score: {score:.9g};", flush=True)
    return scores


def save(booster: Any, facts: dict[str, Any]) -> None:
    """Saves both files or neither: a model without its metadata would be half a model."""
    import numpy
    import xgboost

    metadata = {
        **facts,
        "features": list(FEATURES),
        "label": LABEL,
        "threshold": THRESHOLD,
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "xgboost": xgboost.__version__,
        },
    }
    paths.MODEL.mkdir(parents=True, exist_ok=True)
    unfinished = {name: paths.MODEL / f".{name}" for name in (MODEL_FILE, METADATA_FILE)}
    # XGBoost chooses the format by the name's end.
    booster.save_model(unfinished[MODEL_FILE])
    unfinished[METADATA_FILE].write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")
    # From here to the end takes microseconds.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for name, file in unfinished.items():
        os.replace(file, paths.MODEL / name)
