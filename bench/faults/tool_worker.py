"""One public tool at work: reads items as JSON lines, answers each with a JSON line. Ended from outside if it must be.

    python tool_worker.py math-verify | parse-latex | tensorgrad

Runs under an interpreter that has the tool; it needs nothing of `derive`.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
from collections.abc import Callable
from typing import Any

Tool = Callable[[str, str], str]


def math_verify() -> Tool:
    module = importlib.import_module("math_verify")

    def answer(left: str, right: str) -> str:
        one, other = module.parse(f"${left}$"), module.parse(f"${right}$")
        if not one or not other:
            return "unread"
        return "true" if module.verify(one, other) else "false"

    return answer


def parse_latex() -> Tool:
    sympy = importlib.import_module("sympy")
    reader = importlib.import_module("sympy.parsing.latex").parse_latex
    reader("x", backend="antlr")

    def answer(left: str, right: str) -> str:
        one, other = reader(left, backend="antlr"), reader(right, backend="antlr")
        return "true" if sympy.simplify((one - other).doit()) == 0 else "false"

    return answer


def tensorgrad() -> Tool:
    namespace = tensorgrad_names()

    def answer(left: str, right: str) -> str:
        one, other = (eval(side, dict(namespace)) for side in (left, right))  # the items stand in `others.py`
        return "true" if one.full_simplify() == other.full_simplify() else "false"

    return answer


def tensorgrad_names() -> dict[str, Any]:
    tg = importlib.import_module("tensorgrad")
    functions = importlib.import_module("tensorgrad.functions")
    n, d = importlib.import_module("sympy").symbols("n d")
    names: dict[str, Any] = {
        "X": tg.Variable("X", n, d), "w": tg.Variable("w", d), "t": tg.Variable("t", n), "z": tg.Variable("z", d),
        "y": tg.Variable("y", d), "u": tg.Variable("u", d),
    }  # fmt: skip
    names |= {name: getattr(functions, name) for name in ("sum", "exp", "log", "softmax", "cross_entropy")}
    names["D"] = tg.Derivative
    return names


TOOLS: dict[str, Callable[[], Tool]] = {
    "math-verify": math_verify,
    "parse-latex": parse_latex,
    "tensorgrad": tensorgrad,
}


def say(words: str) -> None:
    print(json.dumps(words), flush=True)


def main() -> None:
    try:
        tool = TOOLS[sys.argv[1]]()
    except ImportError as error:
        say(f"absent: {error}")
        return
    say("ready")
    for line in sys.stdin:
        item = json.loads(line)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                words = tool(item["left"], item["right"])
            except Exception:  # whatever a tool raises means that it could not read the item
                words = "unread"
        say(words)


if __name__ == "__main__":
    main()
