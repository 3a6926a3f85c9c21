"""The paths that SageMaker defines for the input and output of a container.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
"""

from __future__ import annotations

import os
from pathlib import Path

USUAL_BASE = "/opt/ml"

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", USUAL_BASE))
HYPERPARAMETERS = BASE / "input" / "config" / "hyperparameters.json"
DATA = BASE / "input" / "data"
MODEL = BASE / "model"
FAILURE = BASE / "output" / "failure"


def in_container() -> bool:
    """False if the program runs next to others on a user's machine, with its own base folder."""
    return str(BASE) == USUAL_BASE
