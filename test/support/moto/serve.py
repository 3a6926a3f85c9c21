"""Serves moto on a port of its own: prints its address and runs until its standard input ends."""

import sys

from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)
# The process that started it may be killed; this one must not outlive it.
sys.stdin.read()
server.stop()
