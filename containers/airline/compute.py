"""Where a job computes: one process or several, on CPUs or on GPUs. What was asked for and is not there is an error."""

from __future__ import annotations

import glob
import importlib.util
import os
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Iterator, Protocol

import sagemaker_paths as paths
from flights import COLUMNS, FEATURES, FOLD, LABEL, read_flights
from trees import THRESHOLD, parameters_of


class BadCompute(ValueError):
    """The message says what the chosen compute lacks."""


class Engine(Protocol):
    """Rows, models and scores. A table is whatever the engine's `read` returns."""

    description: str

    def read(self, files: list[Path], folds: int, seed: int) -> Any: ...

    def rows(self, table: Any) -> int: ...

    def fit(self, table: Any, settings: dict[str, Any]) -> Any: ...

    def accuracy(self, booster: Any, table: Any) -> float: ...


@contextmanager
def engine_of(settings: dict[str, Any], files: int) -> Iterator[Engine]:
    """Yields the engine of hyperparameter `compute`. Its processes have ended when the block is left."""
    several, device = settings["compute"].split("-")
    if device == "gpu":
        _need_gpu(settings["compute"], several == "multi")
        import cudf as frames
    else:
        import pandas as frames
    if several == "single":
        yield OneProcess(frames, device)
        return
    import dask
    from distributed import Client

    with (
        tempfile.TemporaryDirectory() as scratch,
        dask.config.set(temporary_directory=scratch),
        _cluster(device, files) as cluster,
        Client(cluster) as client,
    ):
        yield SeveralProcesses(frames, device, client)


def gpus() -> int:
    """How many GPUs of NVIDIA this machine shows."""
    return len(glob.glob("/dev/nvidia[0-9]*"))


def _need_gpu(compute: str, several: bool) -> None:
    import xgboost

    packages = ("cudf", "dask_cudf", "dask_cuda") if several else ("cudf",)
    lacks = [
        *([] if gpus() > 0 else ["a GPU of NVIDIA on this machine"]),
        *([] if xgboost.build_info().get("USE_CUDA") else ["an XGBoost that was built with CUDA"]),
        *(f"the package {name}" for name in packages if importlib.util.find_spec(name) is None),
    ]
    if lacks:
        raise BadCompute(
            f"compute is {compute}, which needs {', '.join(lacks)}. "
            "Build the image with REQUIREMENTS=requirements-gpu.txt and choose a GPU instance, or set compute to a CPU one"
        )


def threads() -> int:
    """Trials that share a machine must not all use every core: waiting threads spin and slow the others down."""
    given = os.environ.get("OMP_NUM_THREADS") or os.environ.get("SM_NUM_CPUS")
    if given and given.isdigit():
        return max(1, int(given))
    return os.cpu_count() or 1 if paths.in_container() else 1


def _cluster(device: str, files: int) -> Any:
    """One worker for each core or GPU, but none without a file: XGBoost fails on a worker that has no rows."""
    if device == "gpu":
        from dask_cuda import LocalCUDACluster

        return LocalCUDACluster(CUDA_VISIBLE_DEVICES=list(range(min(gpus(), files))), dashboard_address=None)
    from distributed import LocalCluster

    # No dashboard: it would open a port.
    return LocalCluster(n_workers=min(os.cpu_count() or 1, files), threads_per_worker=1, dashboard_address=None)


class OneProcess:
    def __init__(self, frames: Any, device: str) -> None:
        self.frames = frames
        self.device = "cuda" if device == "gpu" else "cpu"
        self.threads = threads()
        self.description = "1 GPU" if device == "gpu" else f"1 process, {self.threads} thread{'s' if self.threads > 1 else ''}"

    def read(self, files: list[Path], folds: int, seed: int) -> Any:
        parts = [read_flights((number, str(file)), self.frames, folds, seed) for number, file in enumerate(files)]
        return self.frames.concat(parts, ignore_index=True)

    def rows(self, table: Any) -> int:
        return len(table)

    def fit(self, table: Any, settings: dict[str, Any]) -> Any:
        import xgboost

        parameters, rounds = parameters_of(settings, self.device)
        binned = {"max_bin": parameters["max_bin"]} if "max_bin" in parameters else {}
        data = xgboost.QuantileDMatrix(table[list(FEATURES)], table[LABEL], nthread=self.threads, **binned)
        return xgboost.train({**parameters, "nthread": self.threads}, data, rounds)

    def accuracy(self, booster: Any, table: Any) -> float:
        import xgboost

        data = xgboost.DMatrix(table[list(FEATURES)], nthread=self.threads)
        late = booster.predict(data) >= THRESHOLD
        truth = table[LABEL].to_numpy() == 1
        return float((late == truth).mean())


class SeveralProcesses:
    def __init__(self, frames: Any, device: str, client: Any) -> None:
        self.frames = frames
        self.device = "cuda" if device == "gpu" else "cpu"
        self.client = client
        workers = len(client.scheduler_info()["workers"])
        self.description = f"{workers} worker{'s' if workers > 1 else ''} on {'GPUs' if device == 'gpu' else 'CPU cores'}"

    def read(self, files: list[Path], folds: int, seed: int) -> Any:
        import dask
        import dask.dataframe
        from distributed import wait

        kinds = {name: "int8" if name == FOLD else "float32" for name in (*COLUMNS, FOLD)}
        meta = self.frames.DataFrame({name: self.frames.Series([], dtype=kind) for name, kind in kinds.items()})
        # The backend decides which frames dask makes of them.
        with dask.config.set({"dataframe.backend": "cudf" if self.device == "cuda" else "pandas"}):
            read = partial(read_flights, frames=self.frames, folds=folds, seed=seed)
            table = dask.dataframe.from_map(read, [(number, str(file)) for number, file in enumerate(files)], meta=meta)
        table = self.client.persist(table)
        wait(table)
        return table

    def rows(self, table: Any) -> int:
        return len(table)

    def fit(self, table: Any, settings: dict[str, Any]) -> Any:
        from xgboost import dask as several

        parameters, rounds = parameters_of(settings, self.device)
        binned = {"max_bin": parameters["max_bin"]} if "max_bin" in parameters else {}
        data = several.DaskQuantileDMatrix(self.client, table[list(FEATURES)], table[LABEL], **binned)
        return several.train(self.client, parameters, data, num_boost_round=rounds)["booster"]

    def accuracy(self, booster: Any, table: Any) -> float:
        from xgboost import dask as several

        late = several.inplace_predict(self.client, booster, table[list(FEATURES)]) >= THRESHOLD
        return float((late == (table[LABEL] == 1)).mean().compute())
