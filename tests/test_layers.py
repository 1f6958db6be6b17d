"""The architecture, enforced: imports point one way, stand at the top, and each heavy library has its one door."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A module may import from its own package and from any lower row, and from nothing else of `derive`.
# Two names that share a layer but where one builds on the other stand in rows of their own.
ROWS = (
    ("source", "catalogue", "lazy"),
    ("document",),
    ("notation",),
    ("claims",),
    ("terms",),
    ("functions",),
    ("context",),
    ("rules",),
    ("kernel",),
    ("verdict",),
    ("prove", "refute"),
    ("residues", "measured"),
    ("modular", "crosscheck"),
    ("decide", "implemented"),
    ("diagnose",),
    ("certificates", "progress"),
    ("judge", "rows"),
    ("overall",),
    ("verify",),
    ("worker",),
    ("run",),
    ("against",),
    ("report",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row}

# What stands below but must stay unknown all the same: what is read does not depend on what it may mean.
UNKNOWN_TO = {"claims": {"catalogue"}, "prove": {"refute"}, "refute": {"prove"}}

# A library and the only files that may import it: SymPy's `sympify` evaluates text, so it gets one door.
DOORS = {
    "sympy": {"derive/terms/encode.py", "derive/crosscheck.py"},
    "matplotlib": {"derive/report/figures.py"},
    "jinja2": {"derive/report/jinja.py"},
    "latex2mathml": {"derive/report/mathml.py"},
}

# The places where a module is imported by name while the program runs, each for a reason said there.
LAZY = {
    ("derive/lazy.py", "loaded"),  # `derive --help` loads no mathematics
    ("derive/catalogue.py", "modules"),  # one entry per file, found in its folder
    ("derive/against/program.py", "user_function"),  # `--against module:function`
}

BOUNDS = {"source": 120, "catalogue": 80, "document": 200, "notation": 200, "claims": 250, "terms": 300}
BOUNDS |= {"functions": 120, "context": 250, "rules": 250, "kernel": 400, "verdict": 180, "prove": 300, "refute": 200}
BOUNDS |= {"residues": 200, "modular": 200, "decide": 200, "diagnose": 120, "crosscheck": 200, "certificates": 200}
BOUNDS |= {"verify": 200, "worker": 150, "run": 200, "report": 150, "lazy": 80, "commands": 150, "cli": 200}
BOUNDS |= {"against": 200}


class Import(NamedTuple):
    file: str
    line: int
    module: str


@cache
def trees() -> dict[str, ast.Module]:
    files = sorted((ROOT / "derive").rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def unit(file: str) -> str:
    """The name in the table that a file belongs to: `derive/prove/search.py` to `prove`."""
    return Path(file).parts[1].removesuffix(".py")


def imports(file: str, tree: ast.AST) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(file, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import"
            if node.module == "derive":
                yield from (Import(file, node.lineno, f"derive.{alias.name}") for alias in node.names)
            else:
                yield Import(file, node.lineno, node.module or "")


def every_import() -> list[Import]:
    return [found for file, tree in trees().items() for found in imports(file, tree)]


def test_every_file_has_a_row():
    unknown = {unit(file) for file in trees()} - ROW.keys() - {"__init__"}
    assert not unknown, f"say in the table where these belong: {sorted(unknown)}"


def test_imports_point_one_way():
    wrong = []
    for found in every_import():
        parts = found.module.split(".")
        if parts[0] != "derive" or len(parts) == 1 or parts[1] == "__version__":
            continue
        here, there = unit(found.file), parts[1]
        if here == "__init__":
            wrong.append(f"{found.file}:{found.line}: the package itself imports nothing")
        elif here != there and (ROW[there] >= ROW[here] or there in UNKNOWN_TO.get(here, ())):
            wrong.append(f"{found.file}:{found.line}: {here} must not know of {there}")
    assert not wrong, "\n".join(wrong)


def test_no_import_inside_a_function():
    wrong = [
        f"{file}:{found.line}: import of {found.module} inside {function.name}"
        for file, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for found in imports(file, function)
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_are_loaded_by_name_in_the_known_places_only():
    wrong = [
        f"{file}:{function.lineno}: {function.name} imports by name"
        for file, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and loads(function) and (file, function.name) not in LAZY
    ]
    assert not wrong, "\n".join(wrong)


def loads(function: ast.FunctionDef) -> bool:
    names = {"import_module", "__import__"}
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return any(getattr(f, "attr", getattr(f, "id", "")) in names for f in called)


@pytest.mark.parametrize("library", DOORS)
def test_each_heavy_library_has_its_door(library):
    wrong = [
        f"{found.file}:{found.line}: {found.module}"
        for found in every_import()
        if found.module.split(".")[0] == library and found.file not in DOORS[library]
    ]
    assert not wrong, "\n".join(wrong)


def test_numeric_knows_nothing_of_derive():
    for file in sorted((ROOT / "numeric").rglob("*.py")):
        found = imports(str(file), ast.parse(file.read_text(encoding="utf-8")))
        assert not [f for f in found if f.module.split(".")[0] == "derive"], file


def test_numeric_is_known_to_the_crosscheck_alone():
    known = {found.file for found in every_import() if found.module.split(".")[0] == "numeric"}
    allowed = {"crosscheck", "implemented", "against"}
    assert {unit(file) for file in known} <= allowed


def test_files_stay_short():
    """A bound passed is reported, not failed: a warning that says which file wants to be two."""
    for file in trees():
        lines = len((ROOT / file).read_text(encoding="utf-8").splitlines())
        bound = BOUNDS.get(unit(file), 150)
        if lines > bound:
            warnings.warn(f"{file} has {lines} lines, more than {bound}", stacklevel=1)


def test_no_text_is_evaluated():
    """Documents are untrusted: nothing here evaluates text, and the parsers of SymPy, which do, are not called."""
    forbidden = {"eval", "exec", "sympify", "parse_expr", "parse_latex", "lambdify"}
    wrong = [
        f"{file}:{node.lineno}: {name}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in forbidden
        and not (isinstance(node.func, ast.Attribute) and name in ("eval", "exec"))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_broad_except():
    """An exception is never a verdict. One broad handler turns a crash into exit code 4, at the very top; the other
    surrounds the user's own code, which may raise anything."""
    allowed = {("derive/cli.py", "run"), ("derive/against/program.py", "guarded")}
    wrong = [
        f"{file}:{handler.lineno}: in {function.name}"
        for file, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for handler in ast.walk(function)
        if isinstance(handler, ast.ExceptHandler) and broad(handler) and (file, function.name) not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException") for kind in kinds)
