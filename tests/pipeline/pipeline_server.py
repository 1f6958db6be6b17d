"""The command line, loaded once: each line of standard input asks for one call, made in a fork of this process.

A call is what a shell would make of it: its own folder, standard input, output and error, its own exit code. Only the
start of Python and the imports, which are the same for all calls, are not repeated.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from derive import cli
from derive.lazy import loaded

for command in ("check", "report", "explain", "list"):
    loaded(f"derive.commands.{command}", "command")


def called(request: dict[str, Any]) -> int:
    """The exit code of one call in a process of its own."""
    child = os.fork()
    if child == 0:
        code = cli.INTERNAL
        try:
            os.chdir(request["folder"])
            os.environ.update(request["environment"])
            for descriptor, path, mode in (
                (0, "stdin", os.O_RDONLY),
                (1, "stdout", os.O_WRONLY),
                (2, "stderr", os.O_WRONLY),
            ):
                os.dup2(os.open(os.path.join(request["streams"], path), mode), descriptor)
            code = cli.run(request["arguments"])
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    for line in sys.stdin:
        os.write(1, f"{called(json.loads(line))}\n".encode())
