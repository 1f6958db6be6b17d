"""Documents are untrusted: each is checked in a process of its own, which cannot take more than its share.

    check_files(["a.md", "b.tex"], workers=2)       the report, in the order of the arguments
    check_files(["a.md"], limits=Limits(seconds=10, megabytes=1024))

A document that is not done within its limits is a `Failure` that says so, like a file that cannot be read; the others
are checked all the same. The limits stop a runaway, they never decide a claim: a verdict rests on budgets that are
counted in steps, so it is the same on a slow machine. As each document has a fresh process, nothing of one can change
what is said of another, and the report does not depend on how many are checked at once.

FAILURE: `DeriveError` for a fault of the whole run, a context that is not there. A crash of the program is one entry
of `Report.internal` with its traceback, which makes exit code 4.
"""

from __future__ import annotations

import pickle
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import IO

from derive.verdict import Report
from derive.worker import Answer, Limits, Task, too_large, too_long, work

TAIL = 20_000  # characters of a crashed process's last words that are kept


@dataclass
class Job:
    """One document on its way: the process that checks it, where its answer comes from, what it says at its end."""

    task: Task
    limits: Limits
    process: BaseProcess
    answers: Connection
    words: IO[bytes]
    deadline: float

    def end(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.answers.close()
        self.words.close()


def check_files(
    paths: Sequence[str],
    context: str | None = None,
    workers: int = 1,
    limits: Limits | None = None,
    certify: bool = False,
) -> Report:
    """The report on these files, `workers` at a time. One that cannot be used is a failure in it."""
    tasks = [Task(path, context, certify) for path in paths]
    answers = answers_to(tasks, max(1, workers), limits or Limits())
    for answer in answers:
        if answer.refusal is not None:
            raise answer.refusal
    return Report(
        documents=tuple(a.document for a in answers if a.document is not None),
        internal=tuple(words for a in answers for words in internal(a)),
        failures=tuple(a.failure for a in answers if a.failure is not None),
    )


def internal(answer: Answer) -> tuple[str, ...]:
    """What is wrong with the program itself: a crash, or witnesses that disagree."""
    return (answer.crash,) if answer.crash else answer.document.internal if answer.document else ()


def answers_to(tasks: list[Task], workers: int, limits: Limits) -> list[Answer]:
    found: dict[int, Answer] = {}
    running: dict[int, Job] = {}
    waiting = list(enumerate(tasks))
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                number, task = waiting.pop(0)
                running[number] = started(task, limits)
            for number in ready(running):
                found[number] = answer_of(running[number])
                running.pop(number).end()
    finally:
        for job in running.values():
            job.end()
    return [found[number] for number in range(len(tasks))]


def started(task: Task, limits: Limits) -> Job:
    """A process for one document."""
    answers, send = Pipe(duplex=False)
    words = tempfile.TemporaryFile()  # noqa: SIM115 - closed where the job ends
    process = process_of(work, task, limits, send, words=words.fileno())
    deadline = time.monotonic() + limits.seconds
    process.start()
    send.close()
    return Job(task, limits, process, answers, words, deadline)


def process_of(job: Callable[..., None], *arguments: object, words: int) -> BaseProcess:
    """Forking is quick, and safe while this process has one thread; else the worker starts anew, and what it says at
    its end goes to standard error at once."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return get_context("fork").Process(target=job, args=(*arguments, words), daemon=True)
    return get_context("spawn").Process(target=job, args=(*arguments, None), daemon=True)


def ready(running: dict[int, Job]) -> list[int]:
    """The jobs that have answered, ended, or run out of time."""
    left = min(job.deadline for job in running.values()) - time.monotonic()
    done = wait([job.answers for job in running.values()], timeout=max(0.0, left))
    now = time.monotonic()
    return [number for number, job in running.items() if job.answers in done or job.deadline <= now]


def answer_of(job: Job) -> Answer:
    """What the process sent, or why it sent nothing."""
    if not job.answers.poll():
        return Answer(failure=too_long(job.task.path, job.limits))
    try:
        answer = pickle.loads(job.answers.recv_bytes())
    except (EOFError, OSError):
        return ended(job)
    if not isinstance(answer, Answer):
        raise TypeError(f"a worker answered with {type(answer).__name__}")
    return answer


def ended(job: Job) -> Answer:
    """A process that ended without an answer: by a limit of the system, or by a fault of the program."""
    job.process.join()
    code = job.process.exitcode or 0
    words = last_words(job)
    if code in (-number("SIGXCPU"), -number("SIGALRM")):
        return Answer(failure=too_long(job.task.path, job.limits))
    if out_of_memory(code, words):
        return Answer(failure=too_large(job.task.path, job.limits))
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return Answer(
        crash=f"{job.task.path}: its check {how}: a fault of the program, not of the document\n{words}".rstrip()
    )


def last_words(job: Job) -> str:
    job.words.seek(0)
    return job.words.read().decode("utf-8", "replace")[-TAIL:]


def out_of_memory(code: int, words: str) -> bool:
    """Killed by the system, which was short of it; ended by a library in C that got none; or by Python's own error."""
    last = words.strip().rpartition("\n")[2]
    return (
        code == -number("SIGKILL")
        or last.startswith("MemoryError")
        or (code == -number("SIGABRT") and "memory" in words.lower())
    )


def number(name: str) -> int:
    """The number of a signal; one by which nothing ends where the system has no such signal."""
    return int(getattr(signal, name, 10_000))
