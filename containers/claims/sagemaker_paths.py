"""The paths that SageMaker defines for the input and output of a container.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

USUAL_BASE = "/opt/ml"


@dataclass(frozen=True)
class Paths:
    """Where a training reads and writes: SageMaker's folders, or those that the command line names."""

    configuration: Path
    policies: Path
    model: Path
    output: Path
    failure: Path


def base() -> Path:
    return Path(os.environ.get("SAGEMAKER_BASE_DIR", USUAL_BASE))


def in_container() -> bool:
    """False if the program runs next to others on a user's machine, with its own base folder."""
    return str(base()) == USUAL_BASE


def sagemaker_paths() -> Paths:
    folder = base()
    return Paths(
        configuration=folder / "input" / "data" / "configuration" / "configuration.json",
        policies=folder / "input" / "data" / "train",
        model=folder / "model",
        output=folder / "output" / "data",
        failure=folder / "output" / "failure",
    )


def hyperparameters_file() -> Path:
    return base() / "input" / "config" / "hyperparameters.json"
