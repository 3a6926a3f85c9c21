"""Where SageMaker puts what a container reads and looks for what it writes.

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
    """False where the program runs beside others on somebody's machine, with a base folder of its own."""
    return str(BASE) == USUAL_BASE
