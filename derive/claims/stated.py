"""One statement of a formula: its sides, its signs, and what is said of it there. `LOOSE` are the signs that claim
something which is never an equality; signs that are not `CLAIMED` (`\\in`, `\\to`) say what something is."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.claims.sides import Condition, Side
from derive.claims.walk import is_letter, symbols
from derive.notation.table import listed
from derive.notation.tree import Node, Relation

INEQUALITIES = {"\\neq", "<", ">", "\\leq", "\\geq"}
LOOSE = listed(
    "\\simeq \\cong \\ll \\gg \\asymp \\lesssim \\gtrsim \\prec \\succ \\preceq \\succeq \\subset \\subseteq \\supset "
    "\\supseteq \\subsetneq \\nsubseteq \\not\\subset \\models \\vdash \\perp \\parallel"
)
CLAIMED = {"=", ":=", "=:", "\\equiv", "==", "\\approx", "\\propto", "\\sim", "\\not\\equiv", "\\not\\sim"}
CLAIMED |= INEQUALITIES | LOOSE


@dataclass
class Statement:
    """A chain being put together; `chain` names the chain that it goes on with, `link` the place of its first
    sign there. `lists` are further subjects of a list such as `a, b \\in \\mathbb{R}`. `carried` says that its
    first side, `completed` that its last was taken from another formula; `at` is its place in its own. `either` says
    that an "or" joins it to another, or that it is claimed of some value only, or denied. `bound` are the letters
    that a quantifier of its formula binds: what was known of them before is not meant. `inferred` says that it follows
    from another of its formula, or another from it: `a = b \\implies a^2 = b^2` lays down neither.
    `premises` is what it follows from there, `row` the row that it stands in."""

    sides: list[Side]
    signs: list[Relation]
    at: tuple[int, int]
    mood: str = "plain"
    completed: bool = False
    chain: int = 0
    link: int = 0
    carried: bool = False
    either: bool = False
    bound: frozenset[str] = frozenset()
    inferred: bool = False
    row: int = 0
    premises: list[Condition] = field(default_factory=list)
    alternatives: tuple[Side, ...] = ()
    conditions: list[Condition] = field(default_factory=list)
    lists: list[Node] = field(default_factory=list)

    @property
    def own(self) -> list[Side]:
        """The sides that stand in its own formula."""
        return self.sides[1 if self.carried else 0 : -1 if self.completed else None]

    @property
    def of_bound(self) -> bool:
        """Whether it speaks of a bound letter alone, `\\forall x: x = 2`, to which it gives no value."""
        first = self.sides[0].node
        return is_letter(first) and symbols(first) <= self.bound

    @property
    def end(self) -> End:
        return End(self.sides[-1], self.chain, self.link + len(self.signs))


@dataclass(frozen=True)
class End:
    """The last right-hand side of a chain: where a later row or formula may go on."""

    side: Side
    chain: int
    link: int
