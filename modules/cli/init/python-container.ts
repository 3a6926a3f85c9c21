const DOCKERFILE = `FROM python:3.11-slim

WORKDIR /opt/program
ENV PATH=/opt/program:$PATH \\
    PYTHONUNBUFFERED=1 \\
    PYTHONDONTWRITEBYTECODE=1

# With packages of your own: COPY requirements.txt ./ and RUN pip install --no-cache-dir --requirement requirements.txt

COPY train serve model.py ./

EXPOSE 8080
`;

const MODEL = `"""Logistic regression. Replace it with a model of your own; train and serve know nothing else of it."""

import json
import math
from pathlib import Path


def sigmoid(value):
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, value))))


class Model:
    def __init__(self, weights):
        self.weights = weights

    @staticmethod
    def fit(rows, labels, learning_rate, epochs):
        weights = [0.0] * (len(rows[0]) + 1)
        for _ in range(epochs):
            for row, label in zip(rows, labels):
                step = learning_rate * (label - Model(weights).predict(row))
                weights = [weight + step * value for weight, value in zip(weights, [1.0, *row])]
        return Model(weights)

    def predict(self, row):
        """The probability of label 1."""
        if len(row) + 1 != len(self.weights):
            raise ValueError(f"a row has {len(row)} values; the model was trained with {len(self.weights) - 1}")
        return sigmoid(sum(weight * value for weight, value in zip(self.weights, [1.0, *row])))

    def save(self, folder):
        # Numbers alone: loading them cannot run code.
        (Path(folder) / "model.json").write_text(json.dumps({"weights": self.weights}))

    @staticmethod
    def load(folder):
        return Model(json.loads((Path(folder) / "model.json").read_text())["weights"])
`;

const TRAIN = `#!/usr/bin/env python3
"""Trains one model by SageMaker's contract: channels and hyperparameters in, metric lines and a model out."""

import csv
import json
import os
import signal
import sys
from pathlib import Path

from model import Model

# SageMaker always uses /opt/ml; the variable is for runs outside of a container.
ML = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
DEFAULTS = {"learning_rate": 0.1, "epochs": 20}


def hyperparameters():
    """SageMaker passes every value as text, and adds names of its own that begin with _ ."""
    file = ML / "input/config/hyperparameters.json"
    given = json.loads(file.read_text()) if file.exists() else {}
    given = {name: value for name, value in given.items() if not name.startswith("_")}
    unknown = sorted(set(given) - set(DEFAULTS))
    if unknown:
        raise ValueError(f"unknown hyperparameter {unknown[0]}; known are {', '.join(DEFAULTS)}")
    return {name: type(default)(given.get(name, default)) for name, default in DEFAULTS.items()}


def read_channel(name):
    """CSV without a header, the label first."""
    files = sorted((ML / "input/data" / name).glob("**/*.csv"))
    if not files:
        raise ValueError(f"there is no CSV file in the channel {name}")
    lines = [line for file in files for line in csv.reader(file.read_text().splitlines()) if line]
    table = [[float(value) for value in line] for line in lines]
    return [row[1:] for row in table], [row[0] for row in table]


def main():
    settings = hyperparameters()
    # Tuneform compares this line with what it passed.
    print(f"hyperparameters: {json.dumps(settings)}", flush=True)
    rows, labels = read_channel("train")
    model = Model.fit(rows, labels, settings["learning_rate"], settings["epochs"])
    rows, labels = read_channel("validation")
    right = sum((model.predict(row) >= 0.5) == (label >= 0.5) for row, label in zip(rows, labels))
    (ML / "model").mkdir(parents=True, exist_ok=True)
    model.save(ML / "model")
    print(f"validation:accuracy={right / len(rows):.9g}", flush=True)


if __name__ == "__main__":
    # SageMaker stops a job by SIGTERM, which the first process of a container ignores without a handler.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    try:
        main()
    except Exception as error:
        # SageMaker shows this file as the reason of the failure.
        (ML / "output").mkdir(parents=True, exist_ok=True)
        (ML / "output/failure").write_text(str(error))
        sys.exit(f"training failed: {error}")
`;

const SERVE = `#!/usr/bin/env python3
"""Serves the model by SageMaker's contract: GET /ping, and POST /invocations with one row of CSV a line."""

import csv
import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from model import Model

ML = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
PORT = int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))
model = Model.load(ML / "model")


class Handler(BaseHTTPRequestHandler):
    # A silent connection must not hold a thread forever.
    timeout = 60

    def do_GET(self):
        self.answer(200 if self.path == "/ping" else 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != "/invocations":
            return self.answer(404)
        if self.headers.get("Content-Type", "text/csv").split(";")[0].strip() != "text/csv":
            return self.answer(415, "this model reads text/csv\\n")
        try:
            lines = [line for line in csv.reader(body.decode().splitlines()) if line]
            predictions = [model.predict([float(value) for value in line]) for line in lines]
        except ValueError as error:
            return self.answer(400, f"{error}\\n")
        self.answer(200, "".join(f"{value!r}\\n" for value in predictions))

    def answer(self, status, text=""):
        self.send_response(status)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
ThreadingHTTPServer(("0.0.0.0", PORT), Handler).serve_forever()
`;

const TEST = `"""Trains on the sample data without SageMaker: python3 -m unittest discover container/tests"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


class Training(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.ml = Path(folder.name)
        (self.ml / "input/config").mkdir(parents=True)
        (self.ml / "input/data").symlink_to(PROJECT / "data")

    def train(self, **hyperparameters):
        (self.ml / "input/config/hyperparameters.json").write_text(json.dumps(hyperparameters))
        command = [sys.executable, "-B", str(PROJECT / "container/train")]
        environment = {**os.environ, "SAGEMAKER_BASE_DIR": str(self.ml)}
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def test_prints_the_metric_and_leaves_a_model(self):
        result = self.train(epochs="30")
        self.assertEqual(result.returncode, 0, result.stderr)
        accuracy = float(result.stdout.split("validation:accuracy=")[1])
        self.assertGreater(accuracy, 0.5)
        self.assertTrue((self.ml / "model/model.json").exists())

    def test_says_why_it_fails(self):
        self.assertEqual(self.train(epoch="30").returncode, 1)
        self.assertIn("unknown hyperparameter epoch", (self.ml / "output/failure").read_text())


if __name__ == "__main__":
    unittest.main()
`;

/** A container in Python without a package, by path; what starts is executable. */
export const PYTHON_CONTAINER = {
  files: {
    'container/Dockerfile': DOCKERFILE,
    'container/.dockerignore': '.dockerignore\nDockerfile\ntests\n**/__pycache__\n',
    'container/model.py': MODEL,
    'container/train': TRAIN,
    'container/serve': SERVE,
    'container/tests/test_train.py': TEST,
  },
  test: 'python3 -B -m unittest discover container/tests',
  ranges: [
    { name: 'learning_rate', kind: 'continuous', min: 0.001, max: 1, scaling: 'Logarithmic', inside: '0.1' },
    { name: 'epochs', kind: 'integer', min: 5, max: 50, scaling: 'Auto', inside: '10' },
  ],
} as const;
