"""From the statements of one formula to its relations, each with its left and right side.

A row that begins with a sign goes on from the last right-hand side of its own column; a formula that begins
with one goes on from an earlier formula (`earlier`, nearest first). A row behind `&` that begins with `+` or
`-` goes on with the sum above it. A condition behind a statement (`, j \\neq c`, `\\forall k \\in [1, K]`,
`(l \\neq c)`) belongs to that statement and is no relation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, replace

from derive.claims.denied import DISOWNED, denied
from derive.claims.governed import EITHER, LINKED
from derive.claims.granting import disowned
from derive.claims.links import as_chains
from derive.claims.quantified import BINDS, BOUND, QUANTIFIER
from derive.claims.sides import Condition, Side, extended, joined, without_trailing
from derive.claims.skipped import skipped, stands_alone
from derive.claims.stated import CLAIMED, INEQUALITIES, LOOSE, End, Statement
from derive.claims.statements import Part, parts_of
from derive.claims.walk import every, is_index, is_letter, is_name, opens_with_sign, symbols
from derive.notation.tree import Blank, Chain, Dots, Group, Node, Number, Product, Relation, Script, Symbol, Words

SOME = re.compile(r"\b(?:for some|there (?:is|are|exists?)|for (?:at least|exactly) one|has an?)\b", re.IGNORECASE)
MOODS = (
    (re.compile(r"\b(if|when|whenever|for|case|otherwise)\b"), "when"),
    (re.compile(r"\b(because|since|using)\b"), "since"),
    (re.compile(r"\b(let|define|where|with|set|such that|subject to)\b|\bs\.\s?t\."), "given"),
    (re.compile(r"."), "plain"),
)


@dataclass
class Taken:
    """What one formula holds; `skipped` are the relations of which nothing was made, each with the reason."""

    statements: list[Statement]
    conditions: list[Condition]
    mentions: list[Node]
    skipped: tuple[tuple[Relation, str], ...] = ()


def take(tree: Node, latex: str, earlier: Many[End], chain: int) -> Taken:
    """The statements of a formula; `chain` is the first free number for a new chain."""
    taker = _Taker(latex, earlier, chain)
    for part in parts_of(tree):
        taker.part(part)
    for statement in taker.statements:
        statement.bound = frozenset(taker.bound)
        statement.either = statement.either or taker.some
        statement.conditions += statement.premises
    return Taken(taker.statements, taker.conditions, taker.mentions, tuple(skipped(tree, taker.understood(), CLAIMED)))


class _Taker:
    """Reads the parts of a formula in order; columns remember the statement they may go on with."""

    def __init__(self, latex: str, earlier: Many[End], chain: int) -> None:
        self.latex = latex
        self.earlier = list(earlier)
        self.chain = chain
        self.statements: list[Statement] = []
        self.conditions: list[Condition] = []
        self.mentions: list[Node] = []
        self.columns: dict[int, Statement] = {}
        self.mood = "plain"
        self.names: list[Node] = []
        self.ahead: list[Condition] = []
        self.above: Node | None = None
        self.ranged: Condition | None = None
        self.either = False
        self.passed: list[Node] = []
        self.bound: set[str] = set()
        self.binds = self.certain = self.behind = False
        self.some = False  # what the formula says is said of some values only, or denied
        self.joined = True
        self.from_: list[Statement] = []
        self.row = 0

    def understood(self) -> Iterator[Relation]:
        """The signs of all that was made a statement or a condition."""
        for statement in self.statements:
            yield from statement.signs
        for node in (*(condition.node for condition in self.conditions), *self.passed):
            yield from (part for part in every(node) if isinstance(part, Relation))

    def part(self, part: Part) -> None:
        node = part.node
        if part.row != self.row:
            self.row, self.binds = part.row, False
        if isinstance(node, Words):
            self._words(node.text)
            self.joined = True
            return
        if self._goes_on(part):
            self._extend(part)
        elif isinstance(node, Chain):
            self._chain(part, node)
        elif isinstance(node, Group) and isinstance(node.body, Chain):
            self._bracketed(part, node, node.body)
        else:
            self._expression(part, node)
        self.joined = False

    def _bracketed(self, part: Part, node: Group, body: Chain) -> None:
        """`(a = b)`: behind a statement its condition, behind a word or at the head of a formula a claim."""
        after = self.statements[-1] if self.statements else None
        if after is not None and not self.joined and not self._in_brackets(after):
            self._condition(body)
        elif stands_alone(node) or (after and self.joined) or self.binds:
            self._chain(replace(part, node=body), body)
        else:
            self._expression(part, node)

    def _in_brackets(self, statement: Statement) -> bool:
        return self.latex[: statement.at[0]].rstrip().endswith("(")

    def _quantifier(self, text: str) -> None:
        """What follows is bound; behind a statement it says for what that holds, at its head what it claims follows."""
        self.behind = bool(self.statements) and not self.joined
        self.binds = True
        self.some = self.some or bool(SOME.search(text))

    def _words(self, text: str) -> None:
        if text in (BINDS.text, BOUND.text):
            self.binds, self.certain = text == BINDS.text, text == BINDS.text
            self.mood = "plain"
            return
        self.some = self.some or denied(text) or bool(DISOWNED.match(text)) or disowned(text)
        if QUANTIFIER.search(text) or SOME.search(text):
            self._quantifier(text)
        self.from_ = [*self.from_, *self.statements[-1:]] if text == "implies" else []
        self.either = bool(EITHER.fullmatch(text) or (LINKED.fullmatch(text) and text != "implies"))
        if self.either and self.statements:
            last = self.statements[-1]
            last.either = last.either or not last.conditions
            last.conditions[-1:] = [replace(one, node=Words("or")) for one in last.conditions[-1:]]
            return
        self.mood = next(mood for pattern, mood in MOODS if pattern.search(text.lower() or " "))

    def _open(self) -> bool:
        """Whether the last statement still waits for its right-hand side."""
        return bool(self.statements) and isinstance(self.statements[-1].sides[-1].node, Blank)

    def _goes_on(self, part: Part) -> bool:
        """Whether the part goes on with the expression above it: its sign, or the open end before it."""
        if not self.statements or opens_with_sign(part.node):
            return False
        if self._open():
            return True
        first = part.node.items[0] if isinstance(part.node, Chain) else part.node
        signed = self.latex[first.at[0] : first.at[1]].lstrip().startswith(("+", "-"))
        return signed and part.fresh and part.row > 0 and (part.behind or not isinstance(part.node, Chain))

    def _extend(self, part: Part) -> None:
        statement = self.statements[-1] if self._open() else self.columns.get(part.column, self.statements[-1])
        items = part.node.items if isinstance(part.node, Chain) else (part.node,)
        statement.sides[-1] = joined(statement.sides[-1], self._side(items[0]))
        statement.sides += [self._side(item) for item in items[1:]]
        statement.signs += part.node.signs if isinstance(part.node, Chain) else ()
        statement.at = (statement.at[0], part.node.at[1])

    def _expression(self, part: Part, node: Node) -> None:
        if self.statements and isinstance(node, Number) and isinstance(self.statements[-1].sides[-1].node, Number):
            self.statements[-1].either = True  # `x = 1, 2`
        if not self.names and self._range(node):
            return
        if self.binds and is_name(node):
            self.bound |= symbols(node)
        self.names.append(node)
        self.mentions.append(node)
        self.above = node if part.fresh else None

    def _range(self, node: Node) -> bool:
        """Whether the expression belongs to a range `i = 1, \\dots, n`, which is one condition and no statement."""
        last = self.statements[-1] if self.statements else None
        counts = last and isinstance(last.sides[0].node, Symbol) and all(is_index(side.node) for side in last.sides)
        if isinstance(node, Dots) and last and counts and last.signs[0].name == "=":
            self.statements.pop()
            self._condition(Chain(tuple(side.node for side in last.sides), tuple(last.signs), at=last.at))
        behind = self.statements[-1].conditions if self.statements else self.ahead
        if not behind or (behind[-1] is not self.ranged and not isinstance(node, Dots)):
            return False
        self.ranged = behind[-1] = self.conditions[-1] = extended(behind[-1], node)
        return True

    def _chain(self, part: Part, node: Chain) -> None:
        if self.either and self.statements and self.statements[-1].conditions:
            self.passed.append(node)
            return  # the other side of a condition with an "or", which is not understood
        if self._is_condition(node) and not self.either:
            self._condition(node)
        else:
            self._statement(part, node)
        self.either, self.names = False, []
        self.mood = self.mood if self.mood == "since" else "plain"

    def _is_condition(self, node: Chain) -> bool:
        if self.binds:
            return self._binds(node)
        if self.mood == "when":
            return True
        if not self.statements or opens_with_sign(node):
            return False
        signs = {sign.name for sign in node.signs}
        if signs <= INEQUALITIES | LOOSE:
            return all(is_index(item) for item in node.items)
        return not signs & CLAIMED or (signs == {"="} and self._fixes_index(node))

    def _binds(self, node: Chain) -> bool:
        """Whether a chain behind a quantifier says what is bound: `x \\in X`. At the head of a formula an equation,
        and what is said of letters that are bound already, is claimed: `\\forall x, x^2 \\geq 0`."""
        subject = node.items[0]
        claimed = not is_name(subject) or symbols(subject) & self.bound or node.signs[0].name == "="
        apart = not is_name(subject) and node.signs[0].name == "=" and bool(self.conditions)  # behind `\forall a \in X`
        if claimed and (apart or not self.behind) and not self.certain:
            self.binds, self.mood = False, "plain"
            return False
        self.bound |= symbols(subject) if is_name(subject) else set()
        return True

    def _fixes_index(self, node: Chain) -> bool:
        """Whether `w = o` behind a statement says which component the statement speaks of."""
        left, right = node.items[0], node.items[-1]
        letters = isinstance(left, Symbol) and not left.word and is_index(right) and len(node.items) == 2
        return letters and symbols(left) <= _subscripts(self.statements[-1])

    def _condition(self, node: Chain) -> None:
        for name in self.names if self.binds and node.signs[0].name == "\\in" else ():
            self._condition_of(replace(node, items=(name, *node.items[1:])))
        self._condition_of(node)

    def _condition_of(self, node: Chain) -> None:
        condition = Condition(node, node.at)
        self.conditions.append(condition)
        if self.statements:
            self.statements[-1].conditions.append(condition)
        else:
            self.ahead.append(condition)

    def _statement(self, part: Part, node: Chain) -> None:
        if opens_with_sign(node) and node.signs[0].name not in CLAIMED:
            node = Chain(node.items[1:], node.signs[1:], at=node.at)
        if not node.signs:
            self._expression(part, node.items[0])
            return
        sides = [self._side(item) for item in node.items]
        bare, condition = without_trailing(sides[-1], self.latex)
        sides[-1] = bare
        mood = "system" if part.system else self.mood
        statement = Statement(sides, list(node.signs), node.at, mood, either=self.either, conditions=[*self.ahead])
        statement.row = part.row
        if condition:
            statement.conditions.append(condition)
            self.conditions.append(condition)
        self._link(part, statement)
        for earlier in self.from_:
            self._follows(statement, earlier)
        statement.lists = [name for name in self.names if is_name(name)]
        self.statements.append(statement)
        if self.mood == "plain" or part.fresh:
            self.columns[part.column] = statement

    def _follows(self, statement: Statement, earlier: Statement) -> None:
        """What stands in front of an arrow is assumed for what follows from it. From row to row an arrow means no more
        than "therefore", unless an equation is solved."""
        solved = solves(statement, earlier)
        if (earlier.row != statement.row or names_expression(earlier)) and not solved:
            return
        if statement.mood == "plain":
            statement.inferred = True
            statement.mood = "asked" if is_name(statement.sides[0].node) else "plain"
        if earlier.mood in ("plain", "asked"):
            earlier.mood = "system" if solved else "when"
        earlier.inferred = True
        statement.premises += [Condition(chain, earlier.at) for chain in as_chains(earlier)]

    def _link(self, part: Part, statement: Statement) -> None:
        """Gives a statement its chain: that of its column or of an earlier formula if it begins with a sign."""
        if isinstance(statement.sides[0].node, Blank) and self.above:
            self.mentions.remove(self.above)
            statement.sides[0] = self._side(self.above)
        self.above = None
        ends = self._ends(part)
        if not isinstance(statement.sides[0].node, Blank) or not ends:
            statement.chain = self.chain
            self.chain += 1
            return
        nearest, *others = ends
        statement.sides[0] = nearest.side
        statement.chain, statement.link, statement.carried = nearest.chain, nearest.link, True
        statement.alternatives = tuple(end.side for end in others)

    def _ends(self, part: Part) -> list[End]:
        if part.column in self.columns:
            return [self.columns[part.column].end]
        if self.statements:
            return [self.statements[-1].end]
        return self.earlier

    def _side(self, node: Node) -> Side:
        return Side(node, self.latex[node.at[0] : node.at[1]].strip())


def names_expression(statement: Statement) -> bool:
    """`z = Wx + b`, `f(x) = x^2`: in front of an arrow, too, a name is given to an expression."""
    left, right = statement.sides[0].node, statement.sides[-1].node
    called = isinstance(left, Product) and len(left.factors) == 2 and isinstance(left.factors[1], Group)
    if called and isinstance(left, Product) and is_name(left.factors[0]) and not is_index(right):
        return [sign.name for sign in statement.signs] == ["="]
    single = [sign.name for sign in statement.signs] == ["="] and is_name(left) and not is_index(right)
    return single and len(symbols(right)) > 1 and not symbols(left) & symbols(right)


def solves(one: Statement, earlier: Statement) -> bool:
    """Whether `x = 2` solves `2x = 4`, from which it follows: that is no identity then. `y = 2x` gives a value."""
    first, equations = one.sides[0].node, [one, earlier]
    if not is_letter(first) or any([sign.name for sign in each.signs] != ["="] for each in equations):
        return False
    inside = frozenset().union(*(symbols(side.node) for side in earlier.sides))
    return symbols(first) <= inside and first != earlier.sides[1].node and not is_name(earlier.sides[0].node)


def _subscripts(statement: Statement) -> frozenset[str]:
    scripts = [part for side in statement.sides for part in every(side.node) if isinstance(part, Script) and part.sub]
    return frozenset().union(*(symbols(part.sub) for part in scripts if part.sub))
