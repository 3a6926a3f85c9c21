"""Optuna's Gaussian process behind lines of JSON: the first says ranges and seed, each other one asks or tells."""

import json
import os
import sys

for threads in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"

import optuna
import torch
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

torch.set_num_threads(1)
optuna.logging.set_verbosity(optuna.logging.ERROR)


def distribution(space):
    if space["kind"] == "categorical":
        return CategoricalDistribution(space["values"])
    kind = IntDistribution if space["kind"] == "integer" else FloatDistribution
    return kind(space["min"], space["max"], log=space["logarithmic"])


def main():
    start = json.loads(sys.stdin.readline())
    distributions = {space["name"]: distribution(space) for space in start["ranges"]}
    study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=start["seed"]))
    for line in sys.stdin:
        request = json.loads(line)
        if "told" in request:
            study.tell(request["told"], request["value"])
            continue
        trial = study.ask(distributions)
        print(json.dumps({"number": trial.number, "values": trial.params}), flush=True)


main()
