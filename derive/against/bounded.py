"""The user's own program in a process of its own: it may run for ever, ask for all memory or crash, and ends nothing
but itself.

    with bounded("word2vec:naive_softmax_loss_and_gradient", Limits()) as program:
        program.kind            "naive_softmax"
        program.run(problem)    Answer(loss, centre (d,), table (W, d))

All its calls together have the time of one document, and the process has its memory (`Limits`). What it prints goes to
standard error, so that no report is spoilt; it reads nothing.

FAILURE: `DeriveError` for whatever keeps it from answering, with the call at which that was, the line of the user's
own code if it is known, and what to do.
"""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from derive.against.answer import Answer, Point, Problem
from derive.against.place import of_dump
from derive.against.program import Program
from derive.run import number, process_of
from derive.source import DeriveError
from derive.worker import Limits, confine

PATIENCE = 2.0  # seconds to say where it was, for a program that is being stopped


@contextmanager
def bounded(target: str, limits: Limits) -> Iterator[Bounded]:
    """The program, its module imported in a process that ends with the block. Raises `DeriveError` as `Program.of`."""
    program = Bounded(target, limits)
    try:
        program.kind, program.parameters, program.optional = program.reply(f"--against {target}")
        yield program
    finally:
        program.end()


class Bounded:
    """`name` is the target `module:function`, `kind` the loss that it computes."""

    kind = ""
    parameters: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()

    def __init__(self, target: str, limits: Limits) -> None:
        self.name, self.limits, self.left = target, limits, limits.seconds
        self.words = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self.channel, far = Pipe()
        self.process = process_of(serve, target, limits, far, words=self.words.fileno())
        self.process.start()
        far.close()

    def run(self, problem: Problem | Point) -> Answer:
        """The loss and both gradients. Raises `DeriveError` if the program fails or answers something else."""
        where = f"{self.name} at {problem.sizes}"
        try:
            self.channel.send(problem)
        except OSError:
            raise DeriveError(self._ended(where)) from None
        answer: Answer = self.reply(where)
        return answer

    def end(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.channel.close()
        self.words.close()

    def reply(self, where: str) -> Any:
        """What the process sends next. Raises `DeriveError` if nothing comes in time, or it sends one."""
        start = time.monotonic()
        if not self.channel.poll(max(0.0, self.left)):
            raise DeriveError(self._too_long(where))
        self.left -= time.monotonic() - start
        try:
            reply = self.channel.recv()
        except (EOFError, OSError):
            raise DeriveError(self._ended(where)) from None
        if isinstance(reply, DeriveError):
            raise reply
        return reply

    def _too_long(self, where: str) -> str:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGABRT)  # at which `faulthandler` says where it is
        self.process.join(PATIENCE)
        words = f"{where} was stopped{self._at()}: it took longer than {self.limits.seconds:g} s, all calls together"
        return f"{words}; see that it ends, or give it more time with --time-limit"

    def _ended(self, where: str) -> str:
        """Why there is no answer: the process is gone, or has closed its end."""
        self.process.join(PATIENCE)
        code = self.process.exitcode
        if code in (-number("SIGXCPU"), -number("SIGALRM")):
            return self._too_long(where)
        if code == -number("SIGKILL"):
            words = f"{where} was killed by the system, which is short of memory"
            return f"{words}; let it make smaller arrays, or call it on a larger machine"
        if code is not None and code < 0:
            words = f"{where} crashed with {signal.Signals(-code).name}{self._at()}, in compiled code that it calls"
            return f"{words}; call it by itself with arrays of these sizes to find the fault"
        words = f"{where} ended its process{'' if code is None else f' with code {code}'} and did not return"
        return f"{words}; let it return the loss and its gradients, and raise an exception where it cannot"

    def _at(self) -> str:
        self.words.seek(0)
        place = of_dump(self.words.read().decode("utf-8", "replace"))
        return f" in {place}" if place else ""


def serve(target: str, limits: Limits, channel: Connection, words: int | None) -> None:
    """Answers with the kind of the program, then with an `Answer` to each problem; with a `DeriveError` where it
    cannot. The end of a crash or of a stopped call goes to the file `words`."""
    os.dup2(2, 1)  # also what a library in C prints
    sys.stdout = sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    if words is not None:
        faulthandler.enable(words, all_threads=False)
    confine(limits)
    try:
        program = Program.of(target)
    except DeriveError as error:
        tell(channel, error)
        return
    tell(channel, (program.kind, tuple(program.roles), program.optional))
    while asked(channel):
        problem = channel.recv()
        alarm(math.ceil(limits.seconds) + 2)  # should the parent be gone
        tell(channel, answer(program, problem))


def asked(channel: Connection) -> bool:
    """Waits, which takes nothing of the time, for a problem; False when the parent is gone."""
    alarm(0)
    parent = parent_process()
    return parent is not None and channel in wait([channel, parent.sentinel])


def answer(program: Program, problem: Problem | Point) -> Answer | DeriveError:
    try:
        return program.run(problem)
    except DeriveError as error:
        return error


def tell(channel: Connection, value: object) -> None:
    sys.stdout.flush()
    channel.send(value)


def alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)
