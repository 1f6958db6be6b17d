"""From a syntax tree to a value: what an expression means under the kinds that are assumed for its symbols."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction as Rational

from derive.claims.operations import operation
from derive.claims.reach import is_without_index
from derive.context import arrays, calls, conditions, derivatives, dots, expansions, symbols
from derive.context.algebra import Algebra
from derive.context.environment import Environment, Routine, Scope, bound_index
from derive.context.names import base_name, parts_of, strip
from derive.context.ranges import Binder, Indices, Ranges
from derive.context.sizes import unknown_range
from derive.context.value import Clash, Unsupported, Value, scalar
from derive.notation.show import show
from derive.notation.tree import (
    Accent,
    Apply,
    At,
    Big,
    Blank,
    Cases,
    Chain,
    Derivative,
    Differential,
    Dots,
    Factorial,
    Font,
    Fraction,
    Group,
    Labelled,
    Matrix,
    Nabla,
    Node,
    Number,
    Product,
    Root,
    Rows,
    Script,
    Sum,
    Symbol,
)
from derive.terms.term import (
    ONE,
    Delta,
    Extremum,
    Index,
    Integral,
    Prod,
    Range,
    Term,
    add,
    call,
    mul,
    num,
    sub,
)
from derive.terms.term import Sum as SumTerm


class Elaborator:
    """Reads expressions in one environment and scope. Raises `Clash` (ill-typed) or `Unsupported`."""

    def __init__(self, env: Environment, scope: Scope) -> None:
        self.env, self.scope = env, scope
        self.algebra = Algebra(env.sizes, env.fresh)
        self.indices = Indices(env, scope)

    def value(self, node: Node) -> Value:
        reader = READERS.get(type(node))
        if reader is None:
            raise Unsupported(f"{WORDS.get(type(node).__name__, type(node).__name__.lower())} here", node.at)
        return reader(self, node)

    def scalar_term(self, node: Node, what: str) -> Term:
        value = self.value(node)
        if not value.scalar:
            raise Clash(f"{what} is {self.algebra.show(value)}", node.at)
        return value.term

    def is_strange(self, name: str) -> bool:
        """Does the document neither bind, declare nor define the symbol, nor use it as an index?"""
        known = {**self.scope.bound, **self.scope.local, **self.env.defined, **self.env.routines}
        kind = self.env.kinds.get(name)
        return name not in known and name not in self.env.index_names and (kind is None or not kind.certain)

    def own(self, key: str, values: Sequence[Value]) -> Value | None:
        """The value of an operation as the document defines it; None where it means what it always does."""
        own = self.env.own.get(key)
        if own is None:
            return None
        if own.body is None or len(values) != len(own.parameters) or self.scope.depth > calls.MACRO_DEPTH:
            raise Unsupported(own.why, (0, 0))
        self.scope.note(f"{own.said} is used as defined in line {own.line}")
        routine = Routine(key, "macro", body=own.body)
        return calls.macro_body(self, routine, dict(zip(own.parameters, values, strict=True)), dict(self.scope.bound))

    def announced(self, key: str) -> str:
        """Why a convention that the document announces forbids a reading; empty where it announces none."""
        one = self.env.conventions.get(key) or self.env.here.get(key)
        return f"line {one.where.line} announces {one.what}: not supported" if one is not None else ""

    def by_entry(self, value: Value, what: str, node: Node) -> None:
        """`e^A` of a square matrix is a function of the matrix, unless something says that it goes by entries."""
        square = value.form == "matrix" and len({self.env.sizes.resolve(axis) for axis in value.axes}) == 1
        if square and self.env.settled and "by entry" not in self.env.conventions:
            raise Unsupported(f"{what} of a square matrix, which need not go by entries", node.at)

    # --- leaves --------------------------------------------------------------------------------------------
    def number(self, node: Number) -> Value:
        return scalar(num(Rational(node.digits)), literal=True)

    # --- arithmetic ----------------------------------------------------------------------------------------
    def sum(self, node: Sum) -> Value:
        if any(isinstance(t, Dots) for t in node.terms):
            return self.value_of_dotted(node)
        own = self.own(node.signs[-1], [self.value(t) for t in node.terms]) if len(node.terms) == 2 else None
        if own is not None:
            return own
        if any(s not in "+-" for s in node.signs):
            raise Unsupported("a sign that is both plus and minus", node.at)
        values = [self.value(t) for t in node.terms]
        return self.algebra.add(list(node.signs), values, node.at, self.scope.inside > 0 or self.of_one(node, values))

    def of_one(self, node: Sum, values: Sequence[Value]) -> bool:
        """`x_j - \\mu_j` of the j-th column of the data and its mean: that is taken from every component."""
        named = [parts_of(strip(term)) for term in node.terms]
        if node.signs != ("+", "-") or not values[0].vector or not values[1].scalar or None in named:
            return False
        first, mean = named
        alike = first is not None and mean is not None and first.subs == mean.subs
        if not alike or mean is None or (mean.name.split(" ")[-1] != "\\mu" and not mean.name.startswith("bar ")):
            return False
        self.scope.note(f"{show(node.terms[1])} is taken from every component of {show(node.terms[0])}")
        return True

    def value_of_dotted(self, node: Sum) -> Value:
        body, letter, rng = dots.dotted(self, node.terms, node)
        if set(node.signs) - {"+"} and set(node.signs[1:]) != {"-"}:
            raise Unsupported("a sum with dots whose signs change", node.at)
        unique = bound_index(self.env, letter)
        with self.scope.binding({letter: (unique, rng)}):
            value = self.value(body)
        name = str(unique.name)
        self.scope.note("the dots stand for the terms between the first and the last")
        sign = -1 if node.signs[0] == "-" else 1
        at = value.at
        return replace(value, at=lambda *ix: mul(num(sign), SumTerm(name, self.env.sizes.resolve(rng), at(*ix))))

    def product(self, node: Product) -> Value:
        return calls.product(self, node)

    def fraction(self, node: Fraction) -> Value:
        top, bottom = self.value(node.top), self.value(derivatives.denominator(self, node))
        self.by_entry(bottom, "the reciprocal", node)
        return self.algebra.divide(top, bottom, node.at)

    def root(self, node: Root) -> Value:
        value = self.value(node.body)
        own = self.own("sqrt", [value]) if node.degree is None else None
        if own is not None:
            return own
        self.by_entry(value, "the root", node)
        if node.degree is not None and not (isinstance(node.degree, Number) and node.degree.digits == "2"):
            raise Unsupported("a root other than the square root", node.at)
        at = value.at
        return replace(value, at=lambda *ix: call("sqrt", at(*ix)), literal=False)

    def factorial(self, node: Factorial) -> Value:
        if isinstance(node.body, Factorial):
            raise Unsupported("a double factorial", node.at)
        own = self.own("!", [self.value(node.body)]) if "!" in self.env.own else None
        return own or scalar(call("factorial", self.scalar_term(node.body, "the argument of a factorial")))

    # --- brackets ------------------------------------------------------------------------------------------
    def group(self, node: Group) -> Value:
        if node.left == "[" and "indicator" in self.env.own and base_name(node.body):
            raise Unsupported(self.env.own["indicator"].why, node.at)
        found = operation(node)
        own = found is not None and found[0] in self.env.own and self.indices.group(node) is None  # `|V|` is a size
        if found is not None and own:
            return self.own(found[0], [self.value(item) for item in found[1]]) or self.value(node.body)
        reader = calls.BRACKETS.get((node.left, node.right))
        if reader is None:
            raise Unsupported(f"the brackets {node.left} {node.right} here", node.at)
        return reader(self, node)

    def labelled(self, node: Labelled) -> Value:
        return self.value(node.body)

    def at(self, node: At) -> Value:
        condition = node.condition
        name = base_name(strip(condition.items[0])) if isinstance(condition, Chain) else None
        if name not in self.env.index_names:
            raise Unsupported("a value at a point", node.at)
        return self.value(node.body)

    def font(self, node: Font) -> Value:
        if isinstance(node.body, Number):
            return symbols.constant_array(self, node.body)
        return symbols.symbol(self, node) if base_name(node) else self.value(node.body)

    # --- big operators -------------------------------------------------------------------------------------
    def big(self, node: Big) -> Value:
        maker = BIGS.get(node.kind)
        if maker is None:
            raise Unsupported(f"the operator {node.kind}", node.at)
        return maker(self, node)

    def binders(self, node: Big) -> list[Binder]:
        if node.lower is None or isinstance(node.lower, Blank):
            letter = expansions.only_free_index(self, node.body)
            if letter is None:
                raise Unsupported("the sum names no index", node.at)
            self.scope.note(f"the sum without an index is read as over {letter}")
            return [Binder(letter, unknown_range(self.env.fresh(letter)))]
        found = Ranges(self.env, self.scope).read(node)
        if not is_without_index(node):
            return found
        # what fails where all terms are alike fails; what holds there may rest on it
        self.scope.doubt = f"the index {found[0].letter} of a sum stands nowhere in it: it may have been left out"
        return [replace(found[0], range=unknown_range(found[0].letter))]

    def over(self, node: Big, make: Callable[[str, Range, Term], Term], product: bool) -> Value:
        binders = self.binders(node)
        uniques = {b.letter: (bound_index(self.env, b.letter), b.range) for b in binders}
        for b in binders:
            if b.letter in self.scope.differentiated:
                self.scope.captured[b.letter] = None
        with self.scope.binding(uniques):
            value = self.value(node.body)
            guards = [self.guard(b) for b in binders]
        at = value.at

        def component(*free: Index) -> Term:
            body = at(*free)
            for b, guard in reversed(list(zip(binders, guards, strict=True))):
                held = mul(*guard, body) if guard and not product else body
                if guard and product:
                    held = add(mul(*guard, body), sub(ONE, mul(*guard)))
                body = make(str(uniques[b.letter][0].name), self.env.sizes.resolve(b.range), held)
            return body

        return replace(value, at=component, literal=False)

    def guard(self, binder: Binder) -> list[Term]:
        """`w \\neq o` below a sum sign: the factor 1 - delta(w, o)."""
        here = self.scope.bound[binder.letter][0]
        factors: list[Term] = []
        for node in binder.omitted:
            left_out = self.indices.read(node)
            if left_out is None:
                raise Unsupported("what the sum leaves out is not understood", node.at)
            factors.append(sub(ONE, Delta(here, left_out)))
        return factors

    def sum_over(self, node: Big) -> Value:
        return self.over(node, SumTerm, product=False)

    def product_over(self, node: Big) -> Value:
        return self.over(node, Prod, product=True)

    def extremum(self, node: Big) -> Value:
        return self.over(node, lambda n, r, b: Extremum(node.kind, n, r, b), product=False)

    def integral(self, node: Big) -> Value:
        if len(node.variables) != 1:
            raise Unsupported("an integral without one variable", node.at)
        name = base_name(strip(node.variables[0]))
        if name is None:
            raise Unsupported("the variable of the integral is not understood", node.at)
        lower = None if node.lower is None else self.scalar_term(node.lower, "a bound")
        upper = None if node.upper is None else self.scalar_term(node.upper, "a bound")
        value = self.value(node.body)
        at = value.at
        return replace(value, at=lambda *ix: Integral(name, at(*ix), lower, upper), literal=False)

    # --- arrays --------------------------------------------------------------------------------------------
    def matrix(self, node: Matrix) -> Value:
        return arrays.determinant(self, node) if node.kind == "vmatrix" else arrays.array(self, node)

    def cases(self, node: Cases) -> Value:
        """Values under conditions, each a comparison or what is left; the last ones say "otherwise" or are all."""
        return scalar(conditions.cases(self, [(self.scalar_term(value, "a branch"), c) for value, c in node.branches]))

    def rows(self, node: Rows) -> Value:
        if len(node.rows) == 1 and len(node.rows[0]) == 1:
            return self.value(node.rows[0][0])
        raise Unsupported("several rows inside an expression", node.at)


WORDS = {
    "Words": "words",
    "Dots": "dots",
    "Sequence": "a list of expressions",
    "Given": "a condition",
    "Blank": "an empty place",
    "Chain": "a relation",
    "Binomial": "a binomial coefficient",
    "Differential": "a bare differential",
}
BIGS: dict[str, Callable[[Elaborator, Big], Value]] = {
    "sum": Elaborator.sum_over,
    "prod": Elaborator.product_over,
    "int": Elaborator.integral,
    "max": Elaborator.extremum,
    "min": Elaborator.extremum,
}
READERS: dict[type, Callable[..., Value]] = {
    Number: Elaborator.number,
    Symbol: symbols.symbol,
    Accent: symbols.symbol,
    Font: Elaborator.font,
    Script: symbols.script,
    Sum: Elaborator.sum,
    Product: Elaborator.product,
    Fraction: Elaborator.fraction,
    Root: Elaborator.root,
    Factorial: Elaborator.factorial,
    Group: Elaborator.group,
    Labelled: Elaborator.labelled,
    At: Elaborator.at,
    Apply: calls.apply,
    Big: Elaborator.big,
    Derivative: derivatives.derivative,
    Nabla: derivatives.nabla,
    Differential: derivatives.differential,
    Matrix: Elaborator.matrix,
    Cases: Elaborator.cases,
    Rows: Elaborator.rows,
}
