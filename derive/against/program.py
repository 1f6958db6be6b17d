"""The user's own program: found by name, called with what its parameters ask for, its answers checked.

    program = Program.of("word2vec:naive_softmax_loss_and_gradient")
    program.run(Problem(centre, target, table))     Answer(loss, centre (d,), table (W, d))

The signatures are those of the course CS224n; a parameter is known by its name (`PARAMETERS`), with or without
underscores. A function that draws its negative samples itself gets a `dataset` whose `sampleTokenIdx()` returns them.
Any other function is taken to have the symbols of a document for its parameters (`derive.against.general`).

FAILURE: `DeriveError` for a target that is not there, a parameter that is not understood, a function that raises,
and answers of another shape or that are not finite numbers.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from derive.against.answer import Answer, Point, Problem
from derive.against.place import of_error
from derive.source import DeriveError

PARAMETERS = {
    "centre": ("centerWordVec", "centreWordVec", "centerVec", "centreVec", "center", "centre", "v_c", "v"),
    "target": ("outsideWordIdx", "outsideIdx", "targetIdx", "target", "o"),
    "table": ("outsideVectors", "outsideVecs", "outsideWordVectors", "U"),
    "dataset": ("dataset",),
    "count": ("K",),
    "samples": ("negSampleWordIndices", "negSampleIndices", "negSamples", "negatives", "samples"),
}
HINTS = {
    MemoryError: "; let it make smaller arrays, or give it more memory with --memory-limit",
    RecursionError: "; see that it stops calling itself",
}
NEEDED = ("centre", "target", "table")
TARGET = re.compile(r"(?!\d)\w+(\.(?!\d)\w+)*:(?!\d)\w+(\.(?!\d)\w+)*")


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


ROLES = {_plain(name): role for role, names in PARAMETERS.items() for name in names}
COURSE = {name for name in ROLES if len(name) > len("vc")}  # names that no document has for a symbol
GENERAL = "general"
VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@dataclass
class Dataset:
    """Stands for the data set of the course: it draws the samples that were chosen, one after the other."""

    samples: tuple[int, ...]
    drawn: int = 0

    def sampleTokenIdx(self) -> int:
        self.drawn += 1
        if self.drawn > len(self.samples):
            raise LookupError(f"it draws more than K = {len(self.samples)} samples, none of which is the outside word")
        return self.samples[self.drawn - 1]


@dataclass(frozen=True)
class Program:
    """`name` is the target as the user wrote it; `roles` says of each parameter which part of a problem it takes."""

    name: str
    function: Callable[..., Any] = field(repr=False)
    roles: Mapping[str, str]
    positional: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    what: str = ""

    @classmethod
    def of(cls, target: str) -> Program:
        """The program named `module:function`. Raises `DeriveError` if it is not there or cannot be called."""
        function = user_function(target)
        try:
            parameters = tuple(inspect.signature(function).parameters.values())
        except (TypeError, ValueError):
            raise DeriveError(f"{target} does not say which parameters it has") from None
        if not any(_plain(p.name) in COURSE for p in parameters) and not {*NEEDED} <= {*map(_known, parameters)}:
            named = [p for p in parameters if p.kind not in VARIABLE]
            optional = frozenset(p.name for p in named if p.default is not p.empty)
            return cls(target, function, {p.name: p.name for p in named}, _positional(named), optional, GENERAL)
        roles = {p.name: role for p in parameters if (role := _role(target, p))}
        missing = [PARAMETERS[role][0] for role in NEEDED if role not in roles.values()]
        if missing:
            raise DeriveError(f"{target} has no parameter for {', '.join(missing)}; {_understood()}")
        if "count" in roles.values() and not {"dataset", "samples"} & set(roles.values()):
            raise DeriveError(f"{target} takes K, but no dataset to draw samples from; {_understood()}")
        return cls(target, function, roles, _positional(parameters))

    @property
    def kind(self) -> str:
        """Which loss it computes, as `derive.implemented` names it: one with negative samples takes their number; or
        `GENERAL`: the one that a document has for its parameters."""
        if self.what:
            return self.what
        return "negative_sampling" if {"count", "samples"} & set(self.roles.values()) else "naive_softmax"

    def run(self, problem: Problem | Point) -> Answer:
        """The loss and its gradients. Raises `DeriveError` if the function fails or answers something else."""
        where = f"{self.name} at {problem.sizes}"
        parts = dict(problem.given) if isinstance(problem, Point) else _parts(problem)
        given = {name: parts[role] for name, role in self.roles.items() if role in parts}
        first = [given.pop(name) for name in list(given) if name in self.positional]
        answer: Answer = guarded(where, lambda: Answer.read(where, self.function(*first, **given), problem))
        return answer


def _parts(problem: Problem) -> dict[str, Any]:
    """A program may change what it is given."""
    parts = {"centre": problem.centre.copy(), "target": problem.target, "table": problem.table.copy()}
    parts |= {"dataset": Dataset(problem.samples), "count": len(problem.samples), "samples": list(problem.samples)}
    return parts


def _positional(parameters: Iterable[inspect.Parameter]) -> frozenset[str]:
    return frozenset(p.name for p in parameters if p.kind is p.POSITIONAL_ONLY)


def user_function(target: str) -> Callable[..., Any]:
    """The function `module:function`, its module sought in the current folder first. Raises `DeriveError`.

    This runs the user's code, as the user asked for; a document cannot ask for it."""
    if not TARGET.fullmatch(target):
        raise DeriveError(f"--against {target}: expected module:function, such as word2vec:naive_softmax_loss")
    name, _, attributes = target.partition(":")
    sys.path.insert(0, os.getcwd())
    found = guarded(f"--against {target}: the module {name}", lambda: importlib.import_module(name))
    for attribute in attributes.split("."):
        found = guarded(f"--against {target}: {name}", partial(getattr, found, attribute, None))
        if found is None:
            raise DeriveError(f"--against {target}: {name} has no {attribute}")
    if not callable(found):
        raise DeriveError(f"--against {target}: this is no function")
    function: Callable[..., Any] = found
    return function


def guarded(what: str, call: Callable[[], Any]) -> Any:
    """The value of a call of the user's code, which may raise anything: it becomes a `DeriveError` that says where."""
    try:
        with np.errstate(all="ignore"):
            return call()
    except DeriveError:
        raise
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: they are the user's own
        place, hint = of_error(error), next((words for kind, words in HINTS.items() if isinstance(error, kind)), "")
        raised = f"{what} raised {type(error).__name__}: {error}".rstrip(": ")
        raise DeriveError(raised + (f" ({place})" if place else "") + hint) from None


def _known(parameter: inspect.Parameter) -> str | None:
    return ROLES.get(_plain(parameter.name))


def _role(target: str, parameter: inspect.Parameter) -> str | None:
    """Which part of a problem a parameter takes; None if it may be left out."""
    role = _known(parameter)
    optional = parameter.default is not parameter.empty
    if role is None and not optional and parameter.kind not in VARIABLE:
        raise DeriveError(f"{target}: the parameter {parameter.name} is not understood; {_understood()}")
    return role


def _understood() -> str:
    return "understood are " + "; ".join(" or ".join(names) for names in PARAMETERS.values())
