"""The paths that SageMaker defines for the input and output of a container.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
"""

from __future__ import annotations

import json
import os
from pathlib import Path

USUAL_BASE = "/opt/ml"

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", USUAL_BASE))
CONFIGURATION = BASE / "input" / "config"
HYPERPARAMETERS = CONFIGURATION / "hyperparameters.json"
DATA = BASE / "input" / "data"
MODEL = BASE / "model"
FAILURE = BASE / "output" / "failure"


def in_container() -> bool:
    """False if the program runs next to others on a user's machine, with its own base folder."""
    return str(BASE) == USUAL_BASE


def checkpoints() -> Path | None:
    """The folder that SageMaker keeps in S3 while the job runs; None if the job has none."""
    file = CONFIGURATION / "checkpointconfig.json"
    if file.exists():
        local = json.loads(file.read_text(encoding="utf-8")).get("LocalPath")
        if local:
            return Path(local)
    usual = BASE / "checkpoints"
    return usual if usual.is_dir() else None


def hosts() -> int:
    """How many instances the job has."""
    file = CONFIGURATION / "resourceconfig.json"
    return len(json.loads(file.read_text(encoding="utf-8")).get("hosts", [])) if file.exists() else 1
