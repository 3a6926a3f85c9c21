import type { Item } from '../support/temporary-folder';

/** Trains on the channel `train`, prints a score, handles SIGTERM, tells failures. */
const TRAIN = `#!/bin/sh
ml=\${SAGEMAKER_BASE_DIR:-/opt/ml}
trap 'exit 143' TERM
fail() {
  echo "$1" >&2
  echo "$1" >"$ml/output/failure"
  exit 1
}
[ -f "$ml/input/data/train/data.csv" ] || fail "there is no channel train"
echo "score=0.5"
sleep 0.4 &
wait $!
cp "$ml/input/data/train/data.csv" "$ml/model/rows.csv"
`;

/** Answers each row of CSV with 1. */
const SERVE = `#!/usr/bin/env python3
import os, signal
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer

signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
ML = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
PORT = int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200 if self.path == "/ping" else 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path != "/invocations":
            return self.answer(404)
        if self.headers["Content-Type"] != "text/csv":
            return self.answer(415)
        try:
            first = [float(value) for value in body.split("\\n")[0].split(",")]
        except ValueError:
            return self.answer(400, "not CSV")
        self.answer(200, "1" if first else "0")

    def answer(self, status, text=""):
        self.send_response(status)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("0.0.0.0", PORT), Handler).serve_forever()
`;

const DOCKERFILE = `FROM python:3.11-slim
WORKDIR /opt/program
ENV PATH=/opt/program:$PATH PYTHONUNBUFFERED=1
COPY train serve ./
`;

/** Files of a container that keeps every clause. */
export const GOOD: Readonly<Record<'Dockerfile' | 'train' | 'serve', string>> = {
  Dockerfile: DOCKERFILE,
  train: TRAIN,
  serve: SERVE,
};

/** Returns the files with the modes that they have in a checkout. */
export const inFolder = (files: Readonly<Record<string, Item>>): Readonly<Record<string, Item>> =>
  Object.fromEntries(
    Object.entries(files).map(([name, item]) => [
      name,
      typeof item === 'string' && name !== 'Dockerfile' ? { content: item, mode: 0o755 } : item,
    ]),
  );
