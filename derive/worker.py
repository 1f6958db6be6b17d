"""One document is checked in a process of its own, which cannot take more than its share of time and memory.

`work` is all that such a process does: it confines itself, checks, and sends an `Answer`. What it cannot answer,
because a limit of the system or a fault of the program ended it, its parent says (`derive/run.py`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import math
import os
import pickle
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection

from derive.context.pack import load
from derive.source import DeriveError
from derive.verdict import DocumentReport, Failure
from derive.verify import check_file

if sys.platform != "win32":
    import resource

COLLECT = 1_000_000  # objects between collections: terms are shared and hardly ever in a circle
DEEP = 40  # calls at the end of the stack among which the one that recurs is sought


@dataclass(frozen=True)
class Limits:
    """What the check of one document may take: seconds by the clock, and megabytes of address space."""

    seconds: float = 120.0
    megabytes: int = 4096


@dataclass(frozen=True)
class Task:
    """What is asked: the check of one document, with certificates of what was shown if `certify`."""

    path: str
    context: str | None = None
    certify: bool = False


@dataclass(frozen=True)
class Answer:
    """What became of one document: a report, a failure, a fault of the whole run, or a crash of the program."""

    document: DocumentReport | None = None
    failure: Failure | None = None
    refusal: DeriveError | None = None
    crash: str = ""


def work(task: Task, limits: Limits, send: Connection, words: int | None) -> None:
    """Checks one document. Anything else that goes wrong ends the process, with its traceback in the file `words`."""
    if words is not None:
        os.dup2(words, 2)
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        faulthandler.enable()
    gc.freeze()  # what is loaded stays loaded
    gc.set_threshold(COLLECT)
    confine(limits)
    send.send_bytes(packed(task, limits))
    send.close()


def confine(limits: Limits) -> None:
    """No more time, memory or core dumps than allowed; an interrupt is for the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    seconds = math.ceil(limits.seconds)
    signal.alarm(seconds + 2)  # should the parent be gone
    for kind, wanted in (
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_AS, limits.megabytes * 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):  # a system that does not know this limit
            resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def packed(task: Task, limits: Limits) -> bytes:
    try:
        return pickle.dumps(checked(task))
    except MemoryError:
        return pickle.dumps(Answer(failure=too_large(task.path, limits)))
    except RecursionError as error:
        return pickle.dumps(Answer(failure=too_deep(task.path, error)))


def checked(task: Task) -> Answer:
    if task.context is not None:
        try:
            load(task.context)
        except DeriveError as error:
            return Answer(refusal=DeriveError(error.message))
    try:
        return Answer(document=check_file(task.path, task.context, task.certify))
    except DeriveError as error:
        return Answer(failure=Failure.of(task.path, error))


# --- the words for a limit -----------------------------------------------------------------------------------------
def too_long(path: str, limits: Limits) -> Failure:
    words = f"the check took longer than {limits.seconds:g} s and was stopped, so nothing is said of this document"
    return Failure(path, f"{words}; split it, or give it more time with --time-limit")


def too_large(path: str, limits: Limits) -> Failure:
    words = f"the check needed more than {limits.megabytes} MB of memory and was stopped, so nothing is said of this"
    return Failure(path, f"{words} document; split it, or give it more with --memory-limit")


def too_deep(path: str, error: RecursionError) -> Failure:
    """Names the function that went deep: the document may be to blame, or a rule that goes in a circle."""
    names: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        names.append(trace.tb_frame.f_code.co_qualname)
        trace = trace.tb_next
    last = names[-DEEP:]
    deepest = max(sorted(set(last)), key=last.count)
    words = f"something in this document nests too deeply to be followed (in {deepest}), so nothing is said of it"
    return Failure(path, f"{words}; write it in smaller steps")
