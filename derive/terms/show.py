"""A term as LaTeX: the formula as understood, component by component."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.terms.term import (
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Integral,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
)

ADD, MUL, ATOM = 1, 2, 3
DEEPEST = 100  # levels shown; nobody reads the formula that has more
NAMED = frozenset({"exp", "log", "sin", "cos", "tan", "arctan", "tanh", "sinh", "cosh", "max", "min", "det"})
SIGNS = {"=": "=", "!=": "\\neq", "<": "<", "<=": "\\leq", ">": ">", ">=": "\\geq"}
Shown = tuple[str, int]


def show_equation(left: Term, sign: str, right: Term) -> str:
    printer = Printer()
    return f"{printer.text(left)} {SIGNS[sign]} {printer.text(right)}"


def show_term(term: Term) -> str:
    return Printer().text(term)


HOLE = "\ue010"  # an index in a verbatim name, with its number behind it
HOLES = re.compile(rf"{HOLE}(\d+)")
VERBATIM = "\u27e8"
PLAIN = " _@/^*;,.#"  # signs that have a meaning in other names
HIDDEN = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009"


def verbatim(latex: str) -> str:
    """The name of a symbol that is shown as it was written, `p(y = 1 \\mid x)`; its indices are holes there."""
    return VERBATIM + latex.translate(str.maketrans(PLAIN, HIDDEN))


LAYER = re.compile("[\u207d\u2045].*[\u207e\u2046]")  # the (2) of `W^{(2)}`


def written(name: str) -> str:
    return name.removeprefix(VERBATIM).split("@")[0].translate(str.maketrans(HIDDEN, PLAIN))


def symbol(name: str) -> str:
    """`hat y` is `\\hat{y}`, `W_1` is `W_{1}`, `J@2` (the second J of a document) is `J`."""
    if name.startswith(VERBATIM):
        return HOLES.sub(r"\\cdot", written(name))
    name = name.split("@")[0].split("/")[0].removesuffix("·").removesuffix("()")
    base, _, label = name.partition("_")
    base, star, _ = base.partition("^*")
    base, layer = LAYER.sub("", base), LAYER.search(base)
    accent, _, letter = base.rpartition(" ")
    for one in reversed(accent.split()):
        letter = f"\\{ACCENTS.get(one, one)}{{{letter}}}"
    if len(letter) > 1 and letter.isalpha():
        letter = f"\\mathrm{{{letter}}}"
    letter = f"{{{letter}^{{*}}}}" if star else letter
    if layer:
        letter += "^{" + layer[0].translate(str.maketrans("\u207d\u207e\u2045\u2046", "()[]")) + "}"
    return letter + (f"_{{{label if len(label) == 1 else chr(92) + 'text{' + label + '}'}}}" if label else "")


def at_place(name: str) -> str:
    """`p(y_i = 1)[2]` of a witness as `p(y_2 = 1)`; other names as they are."""
    base, _, rest = name.partition("[")
    where = rest.removesuffix("]").split(",") if rest else []
    return HOLES.sub(lambda hole: where[int(hole[1])] if int(hole[1]) < len(where) else "\\cdot", written(base)) if (
        name.startswith(VERBATIM)) else name


ACCENTS = {"bb": "mathbb", "cal": "mathcal"}


class Printer:
    """Bound names get back the letters of the author; two bound names of one letter are told apart by primes."""

    def __init__(self) -> None:
        self.letters: dict[str, str] = {}
        self.depth = 0

    def text(self, term: Any, least: int = 0) -> str:
        if self.depth == DEEPEST:
            return "\\ldots"
        self.depth += 1
        shown, level = SHOW[type(term)](self, term)
        self.depth -= 1
        return shown if level >= least else f"\\left({shown}\\right)"

    # --- indices -------------------------------------------------------------------------------------------
    def name(self, name: str) -> str:
        if name not in self.letters:
            letter = size_name(name) if name.startswith("?") else name.split("#")[0] or "i"
            shown, taken = letter, set(self.letters.values())
            if "#" in name:
                shown = next(c for c in fresh_letters(letter) if c not in taken)
            self.letters[name] = shown
        return self.letters[name]

    def index(self, value: Index) -> str:
        parts = []
        for name, factor in value.parts:
            shown = self.name(name)
            parts.append(shown if factor == 1 else f"-{shown}" if factor == -1 else f"{factor}{shown}")
        if value.offset or not parts:
            parts.append(str(value.offset))
        return "+".join(parts).replace("+-", "-")

    def indices(self, values: tuple[Index, ...]) -> str:
        return ",".join(self.index(v) for v in values)

    def limits(self, name: str, span: Range) -> str:
        return f"_{{{self.name(name)}={self.index(span.lower)}}}^{{{self.index(span.upper)}}}"

    # --- terms ---------------------------------------------------------------------------------------------
    def num(self, term: Num) -> Shown:
        value: Fraction = term.value
        shown = str(abs(value.numerator)) if value.denominator == 1 else (
            f"\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}")
        return (f"-{shown}", ADD) if value < 0 else (shown, ATOM)

    def entry(self, term: Entry) -> Shown:
        if term.name.startswith(VERBATIM):
            return HOLES.sub(lambda hole: self.index(term.indices[int(hole[1])]), written(term.name)), ATOM
        base, _, label = symbol(term.name).partition("_{")
        label = label.removesuffix("}") + "," if label else ""
        return f"{base}_{{{label}{self.indices(term.indices)}}}", ATOM

    def size(self, term: Size) -> Shown:
        return self.index(term.value), ATOM if len(term.value.parts) + bool(term.value.offset) < 2 else ADD

    def add(self, term: Add) -> Shown:
        parts = []
        for one in term.terms:
            sign, rest = negated(one)
            parts.append(("- " if sign else "+ ") + self.text(rest, MUL))
        shown = " ".join(parts)
        return shown.removeprefix("+ ") if shown.startswith("+ ") else "-" + shown.removeprefix("- "), ADD

    def mul(self, term: Mul) -> Shown:
        sign, rest = negated(term)
        if sign:
            return f"-{self.text(rest, MUL)}", ADD
        tops: list[Term] = []
        bottoms: list[Term] = []
        for factor in term.factors:
            under = reciprocal(factor)
            (tops if under is None else bottoms).append(factor if under is None else under)
        top = " ".join(self.text(t, MUL if k == len(tops) - 1 else ATOM) for k, t in enumerate(tops)) or "1"
        if not bottoms:
            return top, MUL
        return f"\\frac{{{top}}}{{{' '.join(self.text(b, MUL) for b in bottoms)}}}", MUL

    def pow(self, term: Pow) -> Shown:
        under = reciprocal(term)
        if under is not None:
            return f"\\frac{{1}}{{{self.text(under)}}}", MUL
        base = self.text(term.base, ATOM)
        if not isinstance(term.base, (Num, Sym)):
            base = f"{{{base}}}" if base.startswith("\\left(") or "_" not in base else base
        return f"{base}^{{{self.text(term.exponent)}}}", ATOM

    def delta(self, term: Delta) -> Shown:
        return f"\\delta_{{{self.index(term.left)},{self.index(term.right)}}}", ATOM

    def big(self, sign: str, term: Any) -> Shown:
        return f"{sign}{self.limits(term.name, term.range)} {self.text(term.body, MUL)}", MUL

    def tensor(self, term: Tensor) -> Shown:
        body = self.text(term.body)
        return body, ATOM

    def fun(self, term: Fun) -> Shown:
        arguments = ", ".join(self.text(a) for a in term.arguments)
        primes = "'" * sum(term.orders)
        where = f"_{{{self.indices(term.indices)}}}" if term.indices else ""
        if term.name == "sqrt":
            return f"\\sqrt{{{arguments}}}", ATOM
        if term.name == "abs":
            return f"\\left|{arguments}\\right|", ATOM
        head = FUNCTIONS.get(term.name) or (f"\\{term.name}" if term.name in NAMED else symbol(term.name))
        if term.name == "inv":
            return f"\\left({arguments}\\right)^{{-1}}{where}", ATOM
        return f"{head}{primes}\\left({arguments}\\right){where}", ATOM

    def deriv(self, term: Deriv) -> Shown:
        variable = self.text(term.variable)
        if isinstance(term.body, (Sym, Entry)):
            return f"\\frac{{\\partial {self.text(term.body)}}}{{\\partial {variable}}}", ATOM
        return f"\\frac{{\\partial}}{{\\partial {variable}}} \\left({self.text(term.body)}\\right)", MUL

    def integral(self, term: Integral) -> Shown:
        ends = ""
        if term.lower is not None and term.upper is not None:
            ends = f"_{{{self.text(term.lower)}}}^{{{self.text(term.upper)}}}"
        return f"\\int{ends} {self.text(term.body, MUL)} \\, d{symbol(term.name)}", MUL

    def compare(self, term: Compare) -> Shown:
        return f"{self.text(term.left)} {SIGNS[term.sign]} {self.text(term.right)}", ADD

    def cases(self, term: Cases) -> Shown:
        otherwise = "\\text{otherwise}"
        rows = [f"{self.text(b)} & {otherwise if c is None else self.text(c)}" for c, b in term.branches]
        return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}", ATOM


def negated(term: Term) -> tuple[bool, Term]:
    """A leading minus taken off."""
    if isinstance(term, Num) and term.value < 0:
        return True, Num(-term.value)
    if isinstance(term, Mul) and term.factors and term.factors[0] == Num(Fraction(-1)):
        rest = term.factors[1:]
        return True, rest[0] if len(rest) == 1 else Mul(rest)
    return False, term


def reciprocal(term: Term) -> Term | None:
    """The base of a negative power."""
    if not isinstance(term, Pow) or not isinstance(term.exponent, Num) or term.exponent.value >= 0:
        return None
    power = -term.exponent.value
    return term.base if power == 1 else Pow(term.base, Num(power))


def size_name(name: str) -> str:
    """An undeclared size: `?x.0` is the length of x."""
    owner = name.removeprefix("?").split("#")[0].rpartition(".")[0] or name.removeprefix("?").split("#")[0]
    return f"n_{{{symbol(owner)}}}"


def fresh_letters(letter: str) -> Any:
    letters = {"n": "jklpqrst", "i": "iabfgh"}.get(letter, letter)
    while True:
        yield from letters
        letters = "".join(letters)
        yield from (one + "'" for one in letters)
        yield from (one + "''" for one in letters)
        for count in range(1, 1000):
            yield f"{letter}_{{{count}}}"


FUNCTIONS = {"sigmoid": "\\sigma", "sign": "\\operatorname{sign}"}
SHOW: dict[type, Callable[[Printer, Any], Shown]] = {
    Num: Printer.num,
    Sym: lambda self, term: (symbol(term.name), ATOM),
    Entry: Printer.entry,
    Size: Printer.size,
    Add: Printer.add,
    Mul: Printer.mul,
    Pow: Printer.pow,
    Delta: Printer.delta,
    Sum: lambda self, term: self.big("\\sum", term),
    Prod: lambda self, term: self.big("\\prod", term),
    Extremum: lambda self, term: self.big(f"\\{term.kind}", term),
    Tensor: Printer.tensor,
    Fun: Printer.fun,
    Deriv: Printer.deriv,
    Integral: Printer.integral,
    Compare: Printer.compare,
    Cases: Printer.cases,
}
