"""Calls of the command line, end to end, without paying for its imports each time."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SERVER = Path(__file__).with_name("pipeline_server.py")
PATIENCE = 100.0  # seconds after which a call hangs, as far as a test cares


@dataclass(frozen=True)
class Done:
    """What one call left behind."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.out)
        return report


Derive = Callable[..., Done]


class Server:
    def __init__(self, streams: Path) -> None:
        self.streams = streams
        self.process: subprocess.Popen[bytes] | None = None

    def started(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            command = [sys.executable, str(SERVER)]
            environment = {key: value for key, value in os.environ.items() if not key.startswith("DERIVE_")}
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        return self.process

    def call(self, folder: Path, arguments: tuple[str, ...], stdin: bytes, environment: dict[str, str]) -> Done:
        for name, data in (("stdin", stdin), ("stdout", b""), ("stderr", b"")):
            (self.streams / name).write_bytes(data)
        request = {"folder": str(folder), "streams": str(self.streams), "arguments": arguments}
        start = time.perf_counter()
        code = self.answer(json.dumps({**request, "environment": environment}))
        seconds = time.perf_counter() - start
        out, err = ((self.streams / name).read_bytes().decode("utf-8") for name in ("stdout", "stderr"))
        return Done(code, out, err, seconds)

    def answer(self, request: str) -> int:
        process = self.started()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{request}\n".encode())
        process.stdin.flush()
        if not select.select([process.stdout], [], [], PATIENCE)[0]:
            self.stop()
            pytest.fail(f"no answer within {PATIENCE:g} s")
        return int(process.stdout.readline())

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("streams"))
    yield running
    running.stop()


@pytest.fixture
def derive(server: Server, tmp_path: Path) -> Derive:
    """`derive("check", "a.md")`, called in the test's own folder."""

    def call(*arguments: str, stdin: bytes = b"", folder: Path = tmp_path, **environment: str) -> Done:
        return server.call(folder, arguments, stdin, environment)

    return call


Claims = list[dict[str, Any]]


@pytest.fixture(scope="session")
def said_of(server: Server) -> Callable[[Path], Claims]:
    """What is said of a document as it stands: asked once, however many tests compare with it."""
    known: dict[Path, Claims] = {}

    def claims(document: Path) -> Claims:
        if document not in known:
            done = server.call(document.parent, ("check", document.name, "--format", "json"), b"", {})
            assert done.code in (0, 1, 3), done.err
            known[document] = done.report["documents"][0]["claims"]
        return known[document]

    return claims
