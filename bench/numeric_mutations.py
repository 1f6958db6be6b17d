"""Change one line of the gradient code at a time and see that a test fails.

    python bench/numeric_mutations.py            every mutant, a table in Markdown
    python bench/numeric_mutations.py scatter    those of one module

A mutant is a copy of `numeric/` with one change: a sign or an operator, an axis, a comparison, a constant, a
statement left out, arguments exchanged, a call or a transposition dropped, a condition turned round, and the
hand-made ones of `BY_HAND` (repeats lost, samples dropped, tables confused).  Every statement has one at least.
Each runs the tests in a process of its own until the first failure.  Exit code 1 if a mutant survives that is
not listed, with its reason, in `EQUIVALENT`.
"""

from __future__ import annotations

import ast
import contextlib
import io
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import numpy  # noqa: F401  (loaded once: the mutants' processes are forked from this one)
import pytest

ROOT = Path(__file__).parent.parent
MODULES = ("logistic", "scatter", "loss", "window", "step")
TESTS = ("loss", "window", "step", "sampling", "train")
LIMIT = 20  # seconds of processor time for the tests on one mutant: three times what they take on the right program

BY_HAND = (
    (
        "scatter",
        "np.add.at(flat, index.ravel(), addends[start * width : (start + step) * width])",
        "flat[index.ravel()] += addends[start * width : (start + step) * width]",
        "repeats lost",
    ),
    (
        "loss",
        "np.concatenate([pairs.o[:, None], np.atleast_2d(drawn)], axis=1)",
        "np.concatenate([pairs.o[:, None], np.atleast_2d(drawn)[:, 1:]], axis=1)",
        "first negative dropped",
    ),
    (
        "loss",
        "np.concatenate([pairs.o[:, None], np.atleast_2d(drawn)], axis=1)",
        "np.concatenate([pairs.o[:, None], np.sort(np.atleast_2d(drawn), axis=0)], axis=1)",
        "other pairs' negatives",
    ),
    ("loss", "error.T @ v", "error[1:].T @ v[1:]", "first pair dropped"),
    ("loss", "grad_v[block] = error @ pairs.U", "grad_v[block] = error @ pairs.U[::-1]", "words reversed"),
    (
        "loss",
        "np.multiply(slope[:, :, None], pairs.v[block][:, None, :], out=rows)",
        "np.multiply(slope[:, ::-1, None], pairs.v[block][:, None, :], out=rows)",
        "gradients of other words",
    ),
    (
        "window",
        "scatter_add(grad_V, pairs.centres, found.v)",
        "grad_V[pairs.centres] = found.v",
        "repeats lost",
    ),
    (
        "window",
        "inner[centre], centre, words",
        "inner[centre], words % len(inner), words",
        "centre for outside word",
    ),
    (
        "step",
        "scatter_add(V, centres, toward_v * -rate_v[:, None])",
        "V[centres] -= toward_v * rate_v[:, None]",
        "repeats lost",
    ),
    (
        "step",
        "scatter_add(U, words.ravel(), rows.reshape(-1, v.shape[1]))",
        "scatter_add(V, words.ravel(), rows.reshape(-1, v.shape[1]))",
        "tables confused",
    ),
)

BRANCH = "both branches are the same function; which is taken matters for rounding only near 0"
PIECES = "the size of the pieces a batch is cut into, not what is computed"
UNSIGNED = "zeros, and room that is filled before it is used, have no sign"
SCALAR = "the sum is a number of NumPy, which has all that is asked of an array here"
FARTHER = "farther candidates are made, which the test for `inside` then leaves out"
_WHERE = "loss = np.where(leads, np.log1p(others / np.where(leads, own, 1)), np.log(total) - logit)"
_REACH = "reach = min(radii.max(initial=0), max(0, len(words) - 1))"
_OFFSETS = "offsets = np.concatenate([np.arange(-reach, 0), np.arange(1, reach + 1)])"
_SENTENCE = 'sentence = require_indices("segments", segments, np.iinfo(np.intp).max, words.shape)'
_SOFTMAX_ROOM = "loss, grad_v, grad_U = np.empty(len(pairs.o), pairs.dtype), np.empty_like(pairs.v), None"
_SAMPLING_ROOM = _SOFTMAX_ROOM.replace("None", "np.zeros_like(pairs.U)")
# Changes that do not change what is computed: module, line of source, change, and the reason.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("logistic", "positive = x.real > 0", "constant 0 plus 1"): BRANCH,
    ("loss", "step = max(1, size)", "constant 1 plus 1"): PIECES,
    (
        "loss",
        _WHERE,
        "constant 1 plus 1",
    ): "stands only where the quotient is not used, to divide by something",
    ("window", _REACH, "constant 0 plus 1"): FARTHER,
    ("window", _REACH, "len(words) - 1 with Add"): FARTHER,
    ("window", _REACH, "constant 1 plus 1"): FARTHER,
    ("window", _OFFSETS, "constant 1 plus 1"): FARTHER,
    ("scatter", "step = max(1, _BLOCK // max(1, width))", "constant 1 plus 1"): PIECES,
    **{
        ("loss", line, f"sign of (loss, grad_v, grad_U), part {part}"): UNSIGNED
        for line, parts in ((_SOFTMAX_ROOM, 2), (_SAMPLING_ROOM, 3))
        for part in range(1, parts + 1)
    },
    ("window", "grad_V = np.zeros_like(pairs.V)", "sign of grad_V"): UNSIGNED,
    ("window", _SENTENCE, "sign of sentence"): "its entries are compared with each other and with nothing else",
    ("window", 'require_finite("loss", np.asarray(total))', "np.asarray(total) without the call"): SCALAR,
    ("step", "flat = rows.reshape(len(rows), -1)", "sign of flat"): "only its squares are used",
}


@dataclass(frozen=True)
class Mutant:
    """A changed module: its name, the line, what was changed, and the whole new source."""

    module: str
    line: int
    change: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        lines = (ROOT / "numeric" / f"{self.module}.py").read_text(encoding="utf-8").splitlines()
        return self.module, lines[self.line - 1].strip(), self.change


SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.GtE: ast.Gt, ast.LtE: ast.Lt,
    ast.Eq: ast.NotEq, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
SYMMETRIC = ("max", "min", "np.maximum", "np.multiply", "np.add", "np.result_type")


class Changer(ast.NodeTransformer):
    """Makes the change number `wanted` of a module (counting from 0) and notes its line and description."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen, self.line, self.change = wanted, 0, 0, ""

    def _here(self, node: ast.AST, change: str) -> bool:
        self.seen += 1
        if self.seen - 1 != self.wanted:
            return False
        self.line, self.change = getattr(node, "lineno", 0), change
        return True

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return node  # messages are not arithmetic

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self._turned(node.value, ast.unparse(node.target))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]  # not the annotations
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id.startswith("_"):
            return node  # as for block sizes below
        if isinstance(target, ast.Tuple) and not isinstance(node.value, ast.Tuple):
            if self._here(node, f"{ast.unparse(target)} the other way round"):
                target.elts.reverse()
                return node
            return self.generic_visit(node)
        node.targets = [self.visit(part) for part in node.targets]
        node.value = self._turned(node.value, ast.unparse(target))
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is not None:
            node.value = self._turned(node.value, "what is returned")
        return node

    def _turned(self, value: ast.expr, what: str) -> ast.expr:
        """The value with its sign turned; of a tuple the sign of one part; or a change further down."""
        if isinstance(value, ast.Tuple):
            value.elts = [self._turned(part, f"{what}, part {k + 1}") for k, part in enumerate(value.elts)]
            return value
        plain = isinstance(value, (ast.Name, ast.Subscript, ast.Call))
        if plain and self._here(value, f"sign of {what}"):
            return ast.copy_location(ast.UnaryOp(ast.USub(), value), value)
        return self.visit(value)  # type: ignore[no-any-return]

    def visit_If(self, node: ast.If) -> ast.AST:
        return self._opposite(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        return self._opposite(node)

    def _opposite(self, node: ast.If | ast.IfExp) -> ast.AST:
        if self._here(node, f"if not {ast.unparse(node.test)}"):
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return node
        return self.generic_visit(node)

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._shortened(node)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        return self._shortened(node)

    def _shortened(self, node: ast.For | ast.comprehension) -> ast.AST:
        if self._here(node.iter, f"without the first of {ast.unparse(node.iter)}"):
            node.iter = ast.parse(f"list({ast.unparse(node.iter)})[1:]", mode="eval").body
            return node
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        symmetric = ast.unparse(node.func) in SYMMETRIC
        if len(node.args) > 1 and not symmetric and self._here(node, f"arguments of {ast.unparse(node)} exchanged"):
            node.args[:2] = node.args[1::-1]
            return node
        if len(node.args) == 1 and not node.keywords and self._here(node, f"{ast.unparse(node)} without the call"):
            return node.args[0]
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if node.attr == "T" and self._here(node, f"{ast.unparse(node)} not transposed"):
            return node.value
        return self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if self._here(node, f"left out: {ast.unparse(node)}"):
            return ast.Pass()
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Call) and self._here(node, f"left out: {ast.unparse(node)}"):
            return ast.Pass()
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if ast.unparse(node) == "-1":
            return node  # the free axis of a reshape
        if isinstance(node.op, ast.USub) and self._here(node, f"{ast.unparse(node)} without its sign"):
            return node.operand
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        other = SWAPS.get(type(node.op))
        if "BLOCK" in ast.unparse(node.left):
            return node  # block sizes change speed, not values
        if other and self._here(node, f"{ast.unparse(node)} with {other.__name__}"):
            node.op = other()  # type: ignore[assignment]
            return node
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        other = SWAPS.get(type(node.ops[0]))
        if other and self._here(node, f"{ast.unparse(node)} with {other.__name__}"):
            node.ops = [other()]  # type: ignore[list-item]
            return node
        return self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        if node.arg == "axis" and isinstance(node.value, ast.Constant):
            if self._here(node.value, f"axis={node.value.value!r} the other way"):
                node.value = ast.Constant(1 - int(str(node.value.value)))
            return node
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return node
        if self._here(node, f"constant {value} plus 1"):
            return ast.copy_location(ast.Constant(value + 1), node)
        return node


def mutants(module: str) -> Iterator[Mutant]:
    text = (ROOT / "numeric" / f"{module}.py").read_text(encoding="utf-8")
    for name, old, new, change in BY_HAND:
        if name == module:
            if text.count(old) != 1:
                raise SystemExit(f"{module}.py holds {text.count(old)} times: {old}")
            yield Mutant(module, text[: text.index(old)].count("\n") + 1, change, text.replace(old, new))
    for number in range(10_000):
        changer = Changer(number)
        tree = changer.visit(ast.parse(text))
        if not changer.change:
            return
        yield Mutant(module, changer.line, changer.change, ast.unparse(ast.fix_missing_locations(tree)))


def verdict(mutant: Mutant) -> str:
    """The first test that fails on the mutant, or "" if all pass; runs in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "numeric", Path(folder) / "numeric", ignore=shutil.ignore_patterns("__pycache__"))
        (Path(folder) / "numeric" / f"{mutant.module}.py").write_text(mutant.source, encoding="utf-8")
        sys.path.insert(0, folder)
        os.chdir(folder)
        signal.signal(signal.SIGVTALRM, endless)
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # nothing but time is lost with them
        noted = FirstFailure()
        nearest = sorted(TESTS, key=lambda name: name != mutant.module)  # they fail first
        tests = [str(ROOT / "tests" / "numeric" / f"test_numeric_{name}.py") for name in nearest]
        options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", folder, "-W", "ignore"]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = pytest.main([*options, *tests], plugins=[noted])
        if code == pytest.ExitCode.OK:
            return ""
        return noted.name or f"tests cannot start, exit {int(code)}"


def endless(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not done after {LIMIT} s of processor time")


class FirstFailure:
    """A pytest plugin that notes the name of the first test that fails."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid.rpartition("::")[2]


def main() -> int:
    wanted = sys.argv[1:] or MODULES
    every = [mutant for module in wanted for mutant in mutants(module)]
    context = multiprocessing.get_context("fork")
    survivors = 0
    print("| line | change | caught by |\n|---|---|---|")
    with context.Pool(1, maxtasksperchild=1) as pool:
        for mutant, caught in zip(every, pool.imap(verdict, every), strict=True):
            result = caught or EQUIVALENT.get(mutant.key, "")
            survivors += not result
            shown = f"`{caught}`" if caught else f"equal: {result}" if result else "**survived**"
            print(
                f"| {mutant.module}.py:{mutant.line} | `{mutant.change}` | {shown} |",
                flush=True,
            )
    print(f"\n{len(every)} mutants, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    raise SystemExit(main())
