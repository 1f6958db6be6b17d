"""Remove one check of the kernel or of the rules at a time and see that a test fails.

    python bench/removed_checks.py                           every mutant, a table in Markdown
    python bench/removed_checks.py --only kernel.py:120      those of a line; also rules/signs.py, kernel
    python bench/removed_checks.py --summary                 only the counts, the equal ones and the survivors
    python bench/removed_checks.py --list                    what would be removed, no test is run

A check is whatever decides that something may be said. What is removed, one thing for each mutant:

    a guard: `if ...: raise`, `return None`, `continue` and the like       it never fires
    another `if`, one of a comprehension, a returned truth value           it always holds
    a conditional expression that says nothing, or asks for less, in a case   always the other value
    an operand of `and`, `or` or a union, a pair in a comparison of pairs  left out
    a call that asks (`expect`, `self.check_scope`, `self.need`), a `|=`   left out
    a condition of an equation, an argument that a line of a proof rests on  left out
    `strict=True`, a `raise` that ends a function                          left out

Assertions are no checks (they tell mypy what is known and may be switched off), nor are the examples of rules.
The tests run on a copy of the checkout, those nearest to the kernel first, until one fails; one that takes too long
or too much memory counts as failed. Exit code 1 if a mutant survives that is not listed, with its reason, in `EQUAL`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import flint  # noqa: F401  (loaded once, as the next ones: the mutants' processes are forked from this one)
import hypothesis  # noqa: F401
import numpy  # noqa: F401
import pytest
import sympy  # noqa: F401
from numeric_mutations import FirstFailure, endless

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "build", "dist", "reports")
STAGES = (
    ("kernel", "rules/test_rules.py"),
    ("rules/test_neighbours.py", "prove/test_prove.py"),
    ("rules", "prove", "modular", "certificates", "functions"),
    ("pipeline/test_honesty.py", "refute", "claims"),
    ("pipeline", "against", "diagnose", "crosscheck", "cli", "report"),
)
TESTED_WITH = {"polynomials": "ring", "monomials": "ring", "powers": "roots", "products": "sums", "cases": "branches"}
LIMIT = 60  # seconds of processor time for one test: five times what the slowest takes on the right program
MEMORY = 6 << 30  # bytes

COMPARED = "what stands before makes the lengths the same"
REFUSED = "what fails then is an IndexError, which the kernel refuses as well"
TRUE = "what would be said then is true as well"
SPEED = "saves time: what comes out is the same"
TYPES = "holds anyway where it is asked; some are for mypy"
AGAIN = "asked again where the result is used"
SEARCH = "only the search asks it: nothing rests on it"
EITHER = "the names stand in another part of the line too: either is enough"
# Removals that let nothing wrong through: the reason; file, function, and how what is removed begins.
REASONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    COMPARED: (
        ("kernel.py", "_replay_cases", "`strict`"),
        ("kernel.py", "_Replay.opened", "`strict`"),
        ("rules/definitions.py", "instance", "`strict`"),
        ("rules/definitions.py", "_applied", "`strict`"),
        ("rules/derivatives.py", "Differentiation.entry", "`strict`"),
        ("rules/ranges.py", "Ranges.parted", "`strict`"),
        ("rules/signs.py", "Signs.applied", "`strict`"),
        ("rules/signs.py", "Signs.is_invertible", "`strict`"),
    ),
    EITHER: (
        ("kernel.py", "_Replay.fact", "`free(left)[0]`"),
        ("kernel.py", "_Replay.fact", "`free(right)[0]`"),
        ("kernel.py", "_Replay.line_hypothesis", "`free(right)[0]`"),
        ("kernel.py", "_Replay.require", "`Index` of"),
        ("kernel.py", "_Replay.require", "`Range` of"),
    ),
    TYPES: (
        ("kernel.py", "_Replay.line_hypothesis", "`not isinstance(hypothesis.left, Term)`"),
        ("rules/granted.py", "Grants.known", "`isinstance(g.left, Term)`"),
        ("rules/granted.py", "put_in", "`for g ... if isinstance(g.left, Term)`"),
        ("rules/granted.py", "_presupposed",
         "`isinstance(term.exponent, Num)` of `isinstance(term.exponent, Num) and whole"),
        ("rules/intervals.py", "_reciprocal", "`base.low is not None`"),
        ("rules/signs.py", "Signs.speaks_of", "`not isinstance(fact.left, Term)`"),
        ("rules/ranges.py", "Ranges.parted", "`for (n, i) ... if n is not None`"),
    ),
    AGAIN: (("rules/polynomials.py", "Polynomials.primitive", "`e % 1` of `e < 0"),),
    SEARCH: (
        ("rules/polynomials.py", "Polynomials.lead", "`"),
        ("rules/polynomials.py", "Polynomials.common", "`"),
    ),
    REFUSED: (
        ("rules/cases.py", "rest", "`expect(others"),
        ("rules/deltas.py", "split", "`position < len(pieces)`"),
    ),
    TRUE: (
        ("rules/derivatives.py", "Differentiation.sum", "`for d ... if d != ZERO`"),
        ("rules/derivatives.py", "Differentiation.power", "`if slope != ZERO`"),
        ("rules/derivatives.py", "Differentiation.power", "`if tilt != ZERO`"),
        ("rules/exponentials.py", "split", "`if c`"),
        ("rules/logarithms.py", "prime_factors", "`"),
        ("rules/polynomials.py", "Polynomials.settle", "`e > 0` of `kind == 'binary'"),
        ("rules/polynomials.py", "Polynomials.settle", "`e == whole` of `kind == 'binary'"),
        ("rules/polynomials.py", "Polynomials.settle", "`e > 1`"),
        ("rules/powers.py", "of_even", "`isinstance(term.exponent, Num)`"),
        ("rules/powers.py", "of_even", "`own.value > 0`"),
        ("rules/products.py", "_raised", "`exponent.value != 1`"),
        ("rules/values.py", "_opposite", "`len(pieces) > 1`"),
        ("rules/absolute.py", "_bar", "`exponent.value != 1`"),
        ("rules/absolute.py", "quotient", "condition `nonzero(value)`"),
        ("rules/granted.py", "_followed", "`for (n, e) ... if e > 0`"),
        ("rules/granted.py", "_followed", "`len(group) > 1`"),
        ("rules/ring.py", "Ring._root", "`len(group) > 1`"),
        ("rules/ring.py", "Ring._root", "`content in"),
        ("rules/ring.py", "Ring._root", "`self.settle("),
        ("rules/ring.py", "Ring.one_sign", "`e % 1`"),
        ("rules/ring.py", "Ring.one_sign", "`n not in rooted`"),
    ),
    SPEED: (
        ("kernel.py", "_Replay.unmet", "`for c ... if not strict.holds"),
        ("rules/definitions.py", "_unfold", "`names &= "),
        ("rules/definitions.py", "_unfold", "`if not names` never"),
        ("rules/granted.py", "_partial", "`term.name in"),
        ("rules/granted.py", "_presupposed", "`not settled("),
        ("rules/granted.py", "_presupposed", "`(term, around) in seen`"),
        ("rules/granted.py", "Grants.assume", "`if term not in"),
        ("rules/integrals.py", "apart", "`if not integrals`"),
        ("rules/integrals.py", "apart", "`if all("),
        ("rules/integrals.py", "_renamed", "`if name != node.name`"),
        ("rules/polynomials.py", "Polynomials.multiply", "`if plain`"),
        ("rules/polynomials.py", "Polynomials.monomial", "`if known is None`"),
        ("rules/polynomials.py", "Polynomials._merge", "`not m`"),
        ("rules/polynomials.py", "Polynomials._merge", "`not n`"),
        ("rules/ring.py", "Ring._product", "`if not result`"),
        ("rules/ring.py", "Ring.one_sign", "`if not any("),
        ("rules/ring.py", "Ring.one_sign", "`n in turned`"),
        ("rules/ring.py", "Ring.vanishes", "`not poly`"),
        ("rules/signs.py", "Signs.speaks_of", "`type(fact.left) is not"),
        ("rules/prepare.py", "_put_in", "`if not swaps`"),
        ("rules/prepare.py", "prepare", "`if goal.theory.fixed`"),
    ),
}
EQUAL = {place: reason for reason, places in REASONS.items() for place in places}


@dataclass(frozen=True)
class Mutant:
    """A module with one check removed: where it was, what was removed, and the whole new source."""

    file: str
    line: int
    function: str
    change: str
    source: str

    def is_at(self, place: tuple[str, str, str]) -> bool:
        file, function, start = place
        return (file, function) == (self.file, self.function) and self.change.startswith(start)

    @property
    def equal(self) -> str:
        """Why the removal lets nothing wrong through, if it does not."""
        return next((reason for place, reason in EQUAL.items() if self.is_at(place)), "")

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


# --- the checks of a module ----------------------------------------------------------------------------------------
@dataclass
class Edit:
    """One place of a syntax tree, and what stands there when the check is removed."""

    node: ast.AST
    owner: ast.AST
    slot: str
    new: Any
    change: str
    at: int | None = None
    function: str = ""

    def swap(self) -> None:
        """Make the edit; or take it back, the second time."""
        if self.at is None:
            old = getattr(self.owner, self.slot)
            setattr(self.owner, self.slot, self.new)
        else:
            row = getattr(self.owner, self.slot)
            old, row[self.at] = row[self.at], self.new
        self.new = old


TRUE, FALSE = ast.Constant(True), ast.Constant(False)
NOTHING = ast.Tuple([], ast.Load())
SAFE = {"None", "False", "()", "[]", "{}", "ANY", "''", '""'}  # values that say nothing
ASKING = ("expect", "check", "need")  # in the names of functions that ask for something
MAKERS = {"Condition", "positive", "nonnegative", "nonzero"}


def code(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


@dataclass
class Finder(ast.NodeVisitor):
    """Collects the edits of a module, one method for each form of a check."""

    edits: list[Edit] = field(default_factory=list)
    functions: list[ast.FunctionDef] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def note(self, node: ast.AST, owner: ast.AST, slot: str, new: Any, change: str, at: int | None = None) -> None:
        self.edits.append(Edit(node, owner, slot, new, change, at, ".".join(self.names)))

    # --- where there are no checks ---
    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_arguments(self, node: ast.arguments) -> None:
        pass

    def visit_Assign(self, node: ast.Assign) -> None:
        if code(node.targets[0]) != "RULES":
            self.visit(node.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.names.append(node.name)
        self.statements(node)
        self.names.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.names.append(node.name)
        self.statements(node)
        last = node.body[-1]
        if isinstance(last, ast.Raise) and "NotImplemented" not in code(last):
            self.note(last, node, "body", ast.Pass(), "the last `raise`", len(node.body) - 1)
        self.names.pop()
        self.functions.pop()

    def statements(self, node: ast.ClassDef | ast.FunctionDef) -> None:
        for at, statement in enumerate(node.body):
            self.statement(statement, node, "body", at)
            self.visit(statement)

    # --- statements ---
    def generic_visit(self, node: ast.AST) -> None:
        for slot in ("body", "orelse"):
            row = getattr(node, slot, None)
            for at, statement in enumerate(row if isinstance(row, list) else []):
                self.statement(statement, node, slot, at)
        super().generic_visit(node)

    def statement(self, node: ast.stmt, owner: ast.AST, slot: str, at: int) -> None:
        united = isinstance(node, ast.AugAssign) and isinstance(node.op, ast.BitOr | ast.BitAnd)
        united = united or (isinstance(node, ast.Assign) and code(node.value).startswith(f"{code(node.targets[0])}."))
        called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        called = called and any(word in code(node).split("(")[0] for word in ASKING)
        if united or (called and not _has_and(node)):
            self.note(node, owner, slot, ast.Pass(), f"`{code(node)}`", at)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.value, ast.Dict) and "bool" in code(node.annotation):
            for value in node.value.values:
                if isinstance(value, ast.Lambda):
                    self.truth(value, "body", value.body)
        if node.value is not None:
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        pass

    def visit_If(self, node: ast.If) -> None:
        refusing = self.refuses(node.body[-1])
        if not (isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or) == refusing):
            said = "never fires" if refusing else "always holds"
            self.note(node.test, node, "test", FALSE if refusing else TRUE, f"`if {code(node.test)}` {said}")
        self.generic_visit(node)

    def refuses(self, last: ast.stmt) -> bool:
        """Whether a branch that ends so says nothing more."""
        if not isinstance(last, ast.Return):
            return isinstance(last, ast.Raise | ast.Continue | ast.Break)
        if last.value is None or code(last.value) in SAFE or "self.kept(" in code(last.value):
            return True
        return isinstance(last.value, ast.Name) and any(a.arg == last.value.id for a in self.functions[-1].args.args)

    def visit_Return(self, node: ast.Return) -> None:
        annotation = self.functions[-1].returns
        if annotation is not None and code(annotation) == "bool" and node.value is not None:
            self.truth(node, "value", node.value)
        self.generic_visit(node)

    def truth(self, owner: ast.AST, slot: str, value: ast.expr) -> None:
        if not isinstance(value, ast.BoolOp | ast.Constant):
            self.note(value, owner, slot, TRUE, f"`{code(value)}` always holds")

    # --- expressions ---
    def visit_IfExp(self, node: ast.IfExp) -> None:
        asked = any(isinstance(n, ast.Name) and n.id in MAKERS for n in ast.walk(node))
        for test, value, other in ((TRUE, node.body, node.orelse), (FALSE, node.orelse, node.body)):
            if code(other) in SAFE or asked:
                self.note(node.test, node, "test", test, f"`{code(node)}` always `{code(value)}`")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        neutral = TRUE if isinstance(node.op, ast.And) else FALSE
        for at, operand in enumerate(node.values):
            self.note(operand, node, "values", neutral, f"`{code(operand)}` of `{code(node)}`", at)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.BitOr):
            for operand, other in ((node.left, "right"), (node.right, "left")):
                inner = isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.BitOr)
                if not inner:
                    self.note(operand, node, "left" if other == "right" else "right", getattr(node, other),
                              f"`{code(operand)}` of `{code(node)}`")
        if isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List) and isinstance(node.right, ast.Compare):
            self.truth(node, "right", node.right)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for at, test in enumerate(node.ifs):
            if not (isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And)):
                self.note(test, node, "ifs", TRUE, f"`for {code(node.target)} ... if {code(test)}` always holds", at)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        left, right = node.left, node.comparators[0]
        if isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple):
            for at, (one, other) in enumerate(zip(left.elts, right.elts, strict=True)):
                self.note(one, left, "elts", other, f"`{code(one)}` of `{code(node)}`", at)
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple | ast.List) -> None:
        made = [isinstance(e, ast.Call) and code(e.func) in MAKERS for e in node.elts]
        for at, element in enumerate(node.elts):
            if made[at] or (any(made) and isinstance(element, ast.Starred)):
                self.note(element, node, "elts", ast.Starred(NOTHING), f"condition `{code(element)}`", at)
        self.generic_visit(node)

    visit_List = visit_Tuple

    def visit_Call(self, node: ast.Call) -> None:
        name = code(node.func)
        first = {"Equation": 2, "self.fact": 2, "_Fact": 2}.get(name, len(node.args))
        for at, argument in enumerate(node.args):
            if at >= first and not isinstance(argument, ast.Tuple):
                self.note(argument, node, "args", NOTHING, f"`{code(argument)}` of `{code(node)}`", at)
        for keyword in node.keywords:
            if code(keyword) == "strict=True":
                self.note(keyword, keyword, "value", FALSE, f"`strict` of `{code(node)}`")
        self.generic_visit(node)


def _has_and(node: ast.stmt) -> bool:
    """Whether a statement is `expect(one and two, ...)`: then its parts are removed one by one."""
    call = node.value  # type: ignore[attr-defined]
    return bool(call.args) and isinstance(call.args[0], ast.BoolOp) and isinstance(call.args[0].op, ast.And)


def mutants(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    finder = Finder()
    finder.visit(tree)
    name = path.relative_to(ROOT / "derive").as_posix()
    for edit in sorted(finder.edits, key=lambda e: (e.node.lineno, e.node.col_offset)):  # type: ignore[attr-defined]
        edit.swap()
        source = ast.unparse(ast.fix_missing_locations(tree))
        edit.swap()
        yield Mutant(name, edit.node.lineno, edit.function, edit.change, source)  # type: ignore[attr-defined]


# --- the tests on a mutant -----------------------------------------------------------------------------------------
class Watch(FirstFailure):
    """Notes the first test that fails, also where its file cannot be read; each test has `LIMIT` seconds."""

    def pytest_runtest_setup(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = f"{Path(report.nodeid).name} cannot start"


def nearest(mutant: Mutant) -> Iterator[list[str]]:
    """The tests of the module alone, and the neighbours of the examples of its rules."""
    name = Path(mutant.file).stem
    own = Path("tests", "rules", f"test_{TESTED_WITH.get(name, name)}.py")
    if own.exists():
        yield [str(own)]
    if rules := re.findall(r"Rule\(\s*['\"]([\w-]+)", mutant.source):
        yield ["tests/rules/test_neighbours.py", "-k", " or ".join(rules)]


def tested(folder: Path, mutant: Mutant, stages: int, answer: Connection) -> None:
    """Sends the first test that fails on the copy in `folder`, or "" if all pass."""
    target = folder / "derive" / mutant.file
    target.write_text(mutant.source, encoding="utf-8")
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    os.environ.update(PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, endless)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), "-W", "ignore"]
    watch = Watch()
    for stage in (*nearest(mutant), *([f"tests/{part}" for part in stage] for stage in STAGES[:stages])):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            done = pytest.main([*options, *stage], plugins=[watch])
        if done != pytest.ExitCode.OK:
            answer.send(watch.name or f"tests cannot start, exit {int(done)}")
            return
    answer.send("")


@dataclass
class Run:
    """A mutant whose tests are running in a process of its own, on one of the copies."""

    mutant: Mutant
    folder: Path
    process: Any
    answer: Connection

    def result(self) -> str:
        """The test that failed; the copy is as it was."""
        try:
            said = str(self.answer.recv())
        except EOFError:
            said = "the tests break off"
        self.process.join()
        shutil.copy2(ROOT / "derive" / self.mutant.file, self.folder / "derive" / self.mutant.file)
        return said


def results(every: list[Mutant], jobs: int, stages: int) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that caught it, in the order in which they are done."""
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as top:
        free = [Path(shutil.copytree(ROOT, Path(top) / str(k), ignore=LEFT_OUT)) for k in range(jobs)]
        waiting, running = every[::-1], dict[Connection, Run]()
        while waiting or running:
            while waiting and free:
                ours, theirs = context.Pipe(duplex=False)
                mutant, folder = waiting.pop(), free.pop()
                process = context.Process(target=tested, args=(folder, mutant, stages, theirs))
                process.start()
                theirs.close()
                running[ours] = Run(mutant, folder, process, ours)
            for ready in wait(list(running)):
                run = running.pop(ready)  # type: ignore[call-overload]
                yield run.mutant, run.result()
                free.append(run.folder)


# --- the table -----------------------------------------------------------------------------------------------------
def wanted(mutant: Mutant, only: list[str]) -> bool:
    return not only or any(mutant.place == o or mutant.place.startswith((f"{o}:", f"{o}.py:")) for o in only)


def counted(seen: dict[Mutant, str]) -> Iterator[str]:
    """The counts of each file."""
    yield "| file | removed | caught | equal | survived |\n|---|--:|--:|--:|--:|"
    rows: dict[str, Counter[str]] = {}
    for mutant, said in seen.items():
        kind = "caught" if said else "equal" if mutant.equal else "survived"
        for name in (mutant.file, "all"):
            rows.setdefault(name, Counter())[kind] += 1
    for name in sorted(rows, key=lambda n: (n == "all", n)):
        row = rows[name]
        yield f"| {name} | {row.total()} | {row['caught']} | {row['equal']} | {row['survived']} |"


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    parser = argparse.ArgumentParser(description="Remove one check at a time and see that a test fails.")
    parser.add_argument("--only", nargs="+", default=[], metavar="PLACE", help="kernel.py:120, rules/signs, ...")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stages", type=int, default=len(STAGES), help="run only the first stages of tests")
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    files = [ROOT / "derive" / "kernel.py", *sorted((ROOT / "derive" / "rules").glob("*.py"))]
    known = [mutant for path in files for mutant in mutants(path)]
    every = [mutant for mutant in known if wanted(mutant, arguments.only)]
    stale = [place for place in EQUAL if not any(mutant.is_at(place) for mutant in known)]
    if arguments.list:
        print("\n".join(f"{m.place} {m.function}: {m.change}" for m in every))
        return 0
    start, seen = time.monotonic(), dict[Mutant, str]()
    print("| place | removed | caught by |\n|---|---|---|")
    for mutant, said in results(every, arguments.jobs, arguments.stages):
        seen[mutant] = said
        shown = f"`{said}`" if said else f"equal: {mutant.equal}" if mutant.equal else "**SURVIVED**"
        if not (said and arguments.summary):
            print(f"| {mutant.place} {mutant.function} | {cell(mutant.change)} | {cell(shown)} |", flush=True)
    print("", *counted(seen), sep="\n")
    print(f"\n{time.monotonic() - start:.0f} s with {arguments.jobs} jobs")
    for place in stale:
        print("no such removal any more:", *place)
    return 1 if stale or any(not said and not mutant.equal for mutant, said in seen.items()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
