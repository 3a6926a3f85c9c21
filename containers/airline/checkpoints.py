"""Scores of finished folds, kept after each fold, so that a job whose spot instance was taken away goes on from there."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

FILE = "folds.json"


def fingerprint(settings: dict[str, Any], files: list[Path]) -> str:
    """What the scores depend on. Scores of other settings, or of other data, would be wrong ones."""
    said = json.dumps([settings, [[file.name, file.stat().st_size] for file in files]])
    return hashlib.sha256(said.encode()).hexdigest()


class Checkpoints:
    def __init__(self, folder: Path | None, key: str) -> None:
        self.file = None if folder is None else folder / FILE
        self.key = key

    def restore(self) -> list[float]:
        """Returns the scores of the folds that are done; none without a checkpoint, or with one of another job."""
        if self.file is None or not self.file.exists():
            return []
        kept = json.loads(self.file.read_text(encoding="utf-8"))
        if kept.get("key") != self.key:
            print("the checkpoint is of other hyperparameters or data; starting from the first fold", flush=True)
            return []
        return [float(score) for score in kept["scores"]]

    def keep(self, scores: list[float]) -> None:
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        # In one step: an instance may vanish between any two.
        unfinished = self.file.with_name(f".{FILE}")
        unfinished.write_text(json.dumps({"key": self.key, "scores": scores}), encoding="utf-8")
        os.replace(unfinished, self.file)
