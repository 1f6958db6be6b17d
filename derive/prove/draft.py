"""The state of a search: the lines written so far, what is known, and the budget."""

from __future__ import annotations

from derive.kernel import Line, Proof
from derive.rules import RULES
from derive.rules.exponentials import integers
from derive.rules.granted import normalised, presupposed, put_in, signs_assumed
from derive.rules.model import Equation, RuleError
from derive.rules.ranges import Ranges
from derive.rules.ring import Poly, Ring
from derive.rules.signs import Signs
from derive.terms.term import ZERO, Range, Term, index
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free, size, substitute

LARGEST = 20_000
PRODUCTS = 50  # products of two monomials for each line of the budget


class BudgetSpent(Exception):
    """The search has written as many lines, or built as large a term, as it may."""


class Draft:
    """Lines of a proof in the making. `budget` counts lines, whatever the machine."""

    def __init__(self, goal: Goal, budget: int) -> None:
        self.goal, self.theory, self.budget = goal, goal.theory, budget
        self.introduced: dict[str, Range] = {}
        self.names: dict[str, Range] = {**self.theory.indices, **dict(goal.axes)}
        self.ranges = Ranges(self.theory, self.names)
        self.ring = Ring(self._of_domain("bit"), self._of_domain("sign"))
        self.ring.most = budget * PRODUCTS
        self.lines: list[Line] = []
        self.granted: list[Hypothesis] = []
        self._pending: list[Hypothesis] = []
        self.raw: dict[Hypothesis, None] = {}
        self._answers: dict[tuple[str, Term], bool] = {}
        self.sides = [goal.left, goal.right]
        self.put_in(())
        self.grant(signs_assumed(self.theory))

    def _of_domain(self, domain: str) -> frozenset[str]:
        return frozenset(n for n, v in self.theory.variables.items() if v.domain == domain)

    # --- writing ---
    def write(self, kind: str, *subject: object) -> int:
        """A new line; its number."""
        if len(self.lines) >= self.budget:
            raise BudgetSpent(f"{self.budget} lines")
        for term in subject:
            if isinstance(term, Term) and size(term) > LARGEST:
                raise BudgetSpent(f"a term of more than {LARGEST} parts")
        self.lines.append(Line(kind, subject))
        return len(self.lines) - 1

    def chain(self, lines: list[int]) -> int | None:
        """One line for several that follow on each other; none for none."""
        if len(lines) < 2:
            return lines[0] if lines else None
        return self.write("chain", tuple(lines))

    def rule(self, name: str, term: Term, *arguments: object) -> Equation | None:
        """The instance of a rule, or None where it does not apply or its conditions are not known to hold."""
        try:
            equation = RULES[name].apply(term, *arguments)
        except RuleError:
            return None
        return equation if all(self.met(c.kind, c.subject) for c in equation.conditions) else None

    def proof(self) -> Proof:
        return Proof(tuple(self.introduced.items()), tuple(self.lines))

    # --- knowing ---
    def put_in(self, names: tuple[str, ...]) -> None:
        """Definitions were put in: what is granted then."""
        self.sides, granted = put_in(names, self.sides, self.raw, self.theory)
        self.grant(granted)

    def assume(self, name: Term, term: Term) -> None:
        """An assumed equation says that a name is this term."""
        used = free(name)[0] | free(term)[0]
        filled = all(self.ranges.nonempty(r) for n, r in self.introduced.items() if n in used)
        if filled and term not in self.sides:
            self.sides = [*self.sides, term]
            self.grant(presupposed(term, self.theory))

    def grant(self, facts: list[Hypothesis]) -> None:
        new = [f for f in facts if f not in self.raw]
        self.raw.update(dict.fromkeys(new))
        self._pending += new
        self._answers = {key: known for key, known in self._answers.items() if known}

    def _settle(self) -> None:
        """What follows from the facts that came in since."""
        signs = Signs(self.theory, self.ranges, [*self.theory.hypotheses, *self.granted])
        self.granted += normalised(self._pending, self.ring, signs.is_positive, integers(self.theory))
        self._pending = []

    def holds(self, kind: str, term: Term) -> bool:
        """Whether a sign is known, or granted by the claim's having a meaning."""
        key = (kind, term)
        if key not in self._answers:
            known = Signs(self.theory, self.ranges, list(self.theory.hypotheses)).holds(kind, term)
            if not known:
                self._settle()
                known = Signs(self.theory, self.ranges, [*self.theory.hypotheses, *self.granted]).holds(kind, term)
            self._answers[key] = known
        return self._answers[key]

    def met(self, kind: str, subject: tuple[object, ...]) -> bool:
        return bool(_KNOWN[kind](self, *subject))

    def has_trait(self, name: str, trait: str) -> bool:
        return name in self.theory.variables and trait in self.theory.variables[name].traits

    def axis(self, name: str, axis: int) -> Range | None:
        variable = self.theory.variables.get(name)
        return variable.ranges[axis] if variable and axis < len(variable.ranges) else None

    # --- names and polynomials ---
    def introduce(self, span: Range, term: Term) -> str:
        """The first introduced name of that range that is not free in `term`."""
        return self.introduce_apart(span, term, [])

    def introduce_apart(self, span: Range, term: Term, others: list[str], mark: str = "#") -> str:
        """As `introduce`, and none of `others`; with a `mark` of its own for the axes of arrays, so that the same
        array has the same names wherever it stands."""
        taken = free(term)[0].union(others)
        for name, own in self.introduced.items():
            if own == span and name not in taken and name.startswith("##") is (mark == "##"):
                return name
        name = f"{mark}{len(self.introduced) + 1}"
        self.introduced[name] = self.names[name] = span
        self._answers.clear()
        return name

    def instance(self, fact: Hypothesis) -> Term:
        """What a fact is about, with introduced names for its parameters."""
        names: list[str] = []
        for _, span in fact.parameters:
            names.append(self.introduce_apart(span, ZERO, names))
        assert isinstance(fact.left, Term)
        swaps = {n: index(new) for (n, _), new in zip(fact.parameters, names, strict=True)}
        found: Term = substitute(fact.left, swaps)
        return found

    def poly(self, term: Term) -> Poly:
        return self.ring.evaluate(term, {})


def _sign(kind: str):  # type: ignore[no-untyped-def]
    return lambda draft, term: draft.holds(kind, term)


_KNOWN = {
    "positive": _sign("positive"),
    "nonnegative": _sign("nonnegative"),
    "nonzero": _sign("nonzero"),
    "inside": lambda draft, value, span: draft.ranges.inside(value, span),
    "distinct": lambda draft, left, right: draft.ranges.distinct(left, right),
    "countable": lambda draft, span: draft.ranges.countable(span),
    "nonempty": lambda draft, span: draft.ranges.nonempty(span),
    "binary": lambda draft, term: getattr(term, "name", "") in draft.ring.binary,
    "trait": lambda draft, name, trait: draft.has_trait(name, trait),
    "axis": lambda draft, name, axis, span: draft.axis(name, axis) == span,
    "place": lambda draft, name, axis, value: (
        draft.axis(name, axis) is not None and draft.ranges.inside(value, draft.axis(name, axis))),
}
