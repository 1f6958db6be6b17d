"""What a repair may be made of: the letters, factors, terms and names that the author used up to here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from derive.claims.walk import every, is_name
from derive.diagnose.build import ONE, TWO, bare, factors, is_transposed, key_of, operators, signed, transposed
from derive.diagnose.functions import head_name
from derive.diagnose.model import Case
from derive.diagnose.places import free_letters, letters, letters_of
from derive.functions import FUNCTIONS
from derive.notation.tree import (
    Accent,
    Apply,
    Big,
    Chain,
    Derivative,
    Font,
    Fraction,
    Group,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Sum,
    Symbol,
)
from derive.refute.scan import mentions
from derive.terms.term import Range, Term, index
from derive.terms.theory import Theory

BACK = 10  # earlier claims that are looked through for factors and terms
MOST_FACTORS, MOST_TERMS, MOST_NAMES, MOST_HEADS, MOST_OPPOSITE, MOST_SUMS = 16, 14, 18, 3, 4, 6
MOST_BUNDLES, MOST_ARRAYS, MOST_SLOPES = 8, 16, 2

Parts = tuple[Node, ...]  # a formula and all its parts, itself first
COMPOUND = (Group, Script, Derivative, Product, Fraction)


@dataclass(frozen=True)
class Material:
    """`indices`: what an index may become, the likely ones first. `divisors`: what one may have to divide by.
    `component`, `opposite`: index letters of the left side, and of the right one.
    `slopes`: the index letters of what the left side differentiates by.
    `mixed`: the left side has no matching shape, so that edits of shape are worth trying everywhere.
    `axes`: the ranges of the axes of each name, `spans`: those of free letters, as far as they are known;
    `heads_of_sums`: the sum signs in use, and over what each runs. `used`: all letters in use.
    `lacking`: names by which the right side gets what the left side depends on and it does not; `bundles`: factors
    in brackets and values of functions with such names. `arrays`: names of vectors and matrices, and transposed.
    `scalar`: the claim is one of numbers, not of arrays. `by`: what the left side differentiates by, and `made` the
    names that are defined by it."""

    indices: tuple[Node, ...] = ()
    factors: tuple[Node, ...] = ()
    divisors: tuple[Node, ...] = ()
    terms: tuple[tuple[str, Node], ...] = ()
    names: tuple[Node, ...] = ()
    ends: tuple[Node, ...] = ()
    component: tuple[str, ...] = ()
    heads: tuple[Node, ...] = ()
    sums: tuple[Big, ...] = ()
    opposite: tuple[str, ...] = ()
    slopes: tuple[str, ...] = ()
    mark: Node = field(default_factory=lambda: Symbol("\\top"))
    mixed: bool = False
    axes: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    spans: Mapping[str, Range] = field(default_factory=dict)
    heads_of_sums: tuple[tuple[Big, Range | None], ...] = ()
    used: frozenset[str] = frozenset()
    lacking: tuple[Node, ...] = ()
    scalar: bool = True
    bundles: tuple[Node, ...] = ()
    arrays: tuple[Node, ...] = ()
    by: Node | None = None
    made: frozenset[str] = frozenset()


def material(case: Case) -> Material:
    """Everything that an edit of this claim may draw on, the nearest first."""
    claim, theory = case.claim, case.goal.theory if case.goal is not None else Theory()
    past = behind(case)
    known = [one.goal.theory for one in (*past, case) if one.goal is not None]
    axes = {name: variable.ranges for one in known for name, variable in one.variables.items()}
    by = claim.left.variables[0] if isinstance(claim.left, Derivative) and len(claim.left.variables) == 1 else None
    own = key_of(by) if by is not None else ""
    right, left, *earlier = trees = formulas(case)
    ends = _distinct(end for tree in trees for end in _ends(tree))
    written = _distinct(name for tree in trees for name in names_in(tree[0]))
    every_factor = (f for tree in (left, right, *earlier) for f in _factors(tree))
    factors = _distinct((*_counts(ends), *(bare(f) if is_name(bare(f)) else f for f in every_factor)))
    return Material(
        indices=_indices(case),
        factors=factors[:MOST_FACTORS] + _complements(claim.right) + _slopes(trees)[:MOST_SLOPES],
        divisors=_distinct((TWO, *ends[:2], *(d for tree in trees for d in _divisors(tree))))[: MOST_FACTORS // 2],
        terms=_distinct((*lost_terms(left, tuple(earlier)), *_single(trees)))[: MOST_TERMS + MOST_NAMES],
        names=written[:MOST_NAMES],
        ends=ends,
        component=free_letters(claim.left),
        heads=_distinct(head for tree in trees for head in _heads(tree))[:MOST_HEADS],
        sums=tuple(part for part in left if isinstance(part, Big) and len(letters_of(part)) == 1)[:2],
        opposite=_distinct((*free_letters(claim.right), *_small_letters(claim.right)))[:MOST_OPPOSITE],
        slopes=variable_letters(claim.left),
        mark=_mark(trees),
        mixed=case.verdict == "ill-typed",
        axes=axes,
        spans=theory.indices,
        scalar=case.goal is None or not case.goal.axes,
        by=by,
        made=frozenset(name for name, d in theory.definitions.items() if by and own in reached(d.body, theory)),
    )


def reached(term: Term, theory: Theory) -> frozenset[str]:
    """All names that a term is made of, definitions unfolded; those that are defined stand for what is in them."""
    found, todo = set[str](), set(mentions(term).names)
    while todo:
        name = todo.pop()
        found.add(name)
        definition = theory.definitions.get(name)
        if definition is not None:
            todo |= mentions(definition.body).names - set(definition.parameters) - found
    return frozenset(name for name in found if name not in theory.definitions and name not in FUNCTIONS)


def made_of(name: Node, theory: Theory) -> frozenset[str]:
    key = key_of(name)
    definition = theory.definitions.get(key)
    return frozenset({key}) if definition is None else reached(definition.body, theory)


def _lacking(names: tuple[Node, ...], missing: frozenset[str], theory: Theory, left: Node) -> list[Node]:
    """Names that bring in what is missing, and the least of everything else first; not the left side's own."""
    found = {name: made_of(name, theory) for name in names if key_of(name) != key_of(left)}
    return sorted((name for name in found if found[name] & missing), key=lambda name: len(found[name] - missing))


def _bundles(trees: tuple[Parts, ...], missing: frozenset[str], theory: Theory) -> Iterator[Node]:
    """Factors in brackets, powers of them and values of functions that bring in what is missing, if anything is."""
    for node in (factor for tree in trees for part in tree if isinstance(part, Product) for factor in grouped(part)):
        bracket = isinstance(node, Group) or (isinstance(node, Script) and isinstance(node.base, Group))
        fits = not missing or any(made_of(name, theory) & missing for name in names_in(node))
        if fits and (bracket or isinstance(node, Apply | Product | Fraction)):
            yield node


def _arrays(names: tuple[Node, ...], axes: Mapping[str, tuple[Range, ...]], trees: tuple[Parts, ...]) -> Iterator[Node]:
    """Names of vectors and matrices as they stand, and transposed; matrices first."""
    mark = _mark(trees)
    for name in sorted(dict.fromkeys(map(_whole, names)), key=lambda one: -len(axes.get(key_of(one), ()))):
        if axes.get(key_of(name)) and (row := transposed(name, mark)) is not None:
            yield from (name, row)


def _whole(name: Node) -> Node:
    """The array that a component of one index is taken from."""
    single = isinstance(name, Script) and isinstance(name.sub, Symbol) and name.sup is None
    return name.base if single and isinstance(name, Script) and not name.primes else name


def _mark(trees: tuple[Parts, ...]) -> Node:
    """The author's sign of a transpose."""
    found = (node.sup for tree in trees for node in tree if isinstance(node, Script) and is_transposed(node))
    return next((sign for sign in found if sign is not None), Symbol("\\top"))


def _sum_signs(trees: tuple[Parts, ...], axes: Mapping[str, tuple[Range, ...]]) -> Iterator[tuple[Big, Range | None]]:
    for part in (part for tree in trees for part in tree if isinstance(part, Big)):
        if part.kind == "sum" and len(letters_of(part)) == 1:
            yield replace(part, body=ONE), _over(part, axes)


def _over(head: Big, axes: Mapping[str, tuple[Range, ...]]) -> Range | None:
    """What a sum runs over: as it says, or else what its letter is an index of."""
    first = head.lower.items[-1] if isinstance(head.lower, Chain) and head.lower.signs[0].name == "=" else None
    if isinstance(head.upper, Symbol) and isinstance(first, Number) and first.digits.isdecimal():
        return Range(index(int(first.digits)), index(head.upper.name))
    letter = Symbol(letters_of(head)[0])
    for part in every(head.body):
        if isinstance(part, Script) and part.sub is not None:
            slots = part.sub.factors if isinstance(part.sub, Product) else (part.sub,)
            runs = axes.get(key_of(part.base), ())
            found = [run for slot, run in zip(slots, runs, strict=False) if slot == letter]
            if found:
                return found[0]
    return None


def behind(case: Case) -> tuple[Case, ...]:
    return (case.earlier or case.same_part)[-BACK:]


def formulas(case: Case) -> tuple[Parts, ...]:
    """The formulas that an edit may draw on, the nearest first: the right side, the left side, those before."""
    claim, past = case.claim, [other.claim for other in reversed(behind(case))]
    before = [side for other in past for side in (other.right, other.left)]
    return tuple(tuple(every(side)) for side in (claim.right, claim.left, *before, *claim.alternatives))


def completed(case: Case, found: Material) -> Material:
    """With what costs more to find: what the right side lacks, factors in brackets, arrays."""
    theory = case.goal.theory if case.goal is not None else Theory()
    trees = formulas(case)
    names = _distinct(name for tree in trees for name in names_in(tree[0]))
    sides = (case.goal.left, case.goal.right) if case.goal is not None else ()
    missing = reached(sides[0], theory) - reached(sides[1], theory) if sides else frozenset()
    return replace(
        found,
        lacking=tuple(_lacking(names, missing, theory, case.claim.left))[:MOST_NAMES],
        bundles=_distinct(_bundles(trees, missing, theory))[:MOST_BUNDLES],
        arrays=_distinct(_arrays(names, found.axes, trees))[:MOST_ARRAYS],
        used=frozenset(part.name for tree in trees for part in tree if isinstance(part, Symbol)),
        heads_of_sums=_distinct(_sum_signs(trees, found.axes))[:MOST_SUMS],
    )


def _distinct(items: Iterable[object]) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(items))


def variable_letters(node: Node) -> tuple[str, ...]:
    """The index letters of what the node differentiates by."""
    found: list[str] = []
    for part in every(node):
        if isinstance(part, Derivative):
            found += [letter for variable in part.variables for letter in free_letters(variable)]
        elif isinstance(part, Nabla) and part.variable is not None:
            found += free_letters(part.variable)
    return tuple(dict.fromkeys(found))


def _small_letters(node: Node) -> Iterator[str]:
    """Letters that may be an index without being a subscript: the `o` of `P(O = o)`."""
    return (letter for letter in letters(node) if len(letter) == 1 and letter.islower())


def _indices(case: Case) -> tuple[Node, ...]:
    """Indices by how likely they are meant: of the variable of the derivative, other free ones, numbers used."""
    claim = case.claim
    free = dict.fromkeys((*variable_letters(claim.left), *free_letters(claim.left), *free_letters(claim.right)))
    parts = [part for side in (claim.left, claim.right) for part in every(side)]
    bound = dict.fromkeys(letter for part in parts if isinstance(part, Big) for letter in letters_of(part))
    numbers = (part.sub for part in parts if isinstance(part, Script) and isinstance(part.sub, Number))
    before = dict.fromkeys(x for other in reversed(case.same_part[-BACK:]) for x in free_letters(other.claim.right))
    return _distinct((*(Symbol(x) for x in free), *numbers, *(Symbol(x) for x in bound), *map(Symbol, before)))


def _ends(tree: Parts) -> Iterator[Node]:
    """The ends of sums: the sizes that a factor may have to be. A sum from -m to m has 2m terms or one more."""
    for node in tree:
        if isinstance(node, Big) and node.upper is not None:
            yield bare(node.upper)
        elif isinstance(node, Big) and node.kind == "sum":
            for part in every(node.lower) if node.lower is not None else ():
                chain = getattr(part, "signs", ())
                if len(chain) == 2 and hasattr(part, "items"):
                    yield Product((TWO, part.items[2]), ("",))


def _counts(ends: tuple[Node, ...]) -> tuple[Node, ...]:
    """Two, the sizes, and the factor of an average of squares that was differentiated."""
    return (TWO, *ends[:3], *(Fraction(TWO, end) for end in ends[:1]))


def _complements(right: Node) -> tuple[Node, ...]:
    """`1 - p` for the first names of the right side: what the slope of a logistic function loses."""
    names = [name for name in _distinct(names_in(right)) if not is_transposed(name)][:2]
    return tuple(Group("(", ")", Sum(("+", "-"), (ONE, name))) for name in names)


def _slopes(trees: tuple[Parts, ...]) -> tuple[Node, ...]:
    """`2 x` where there is `x^2`: what the slope of a function of it loses."""
    squares = (part for tree in trees for part in tree if isinstance(part, Script) and part.sup == TWO)
    bases = (replace(part, sup=None) if part.sub is not None or part.primes else part.base for part in squares)
    return _distinct(Product((TWO, base), ("",)) for base in bases if is_name(base))


def _factors(tree: Parts) -> Iterator[Node]:
    """What stands as a factor anywhere in the tree, and single names."""
    for node in tree:
        if isinstance(node, Product):
            yield from (factor for factor in grouped(node) if is_name(factor) or isinstance(factor, COMPOUND))
        elif isinstance(node, Script | Accent | Font) and is_name(node) and not is_transposed(node):
            yield node


def grouped(node: Product) -> Iterator[Node]:
    """The factors, a function together with its argument."""
    behind = zip(node.ops, node.factors[1:], strict=True)
    heads = [op == "" and isinstance(after, Group) and bool(head_name(f))
             for f, (op, after) in zip(node.factors, behind, strict=False)]
    for k, factor in enumerate(node.factors):
        if k < len(heads) and heads[k]:
            yield Product(node.factors[k : k + 2], ("",))
        elif not (k and heads[k - 1]):
            yield factor


def _heads(tree: Parts) -> Iterator[Node]:
    """The functions that are applied somewhere in the tree."""
    for node in tree:
        if isinstance(node, Apply) and head_name(node.head):
            yield node.head
        elif isinstance(node, Product):
            behind = zip(node.factors, node.ops, node.factors[1:], strict=False)
            yield from (f for f, op, after in behind if op == "" and isinstance(after, Group) and head_name(f))


def _divisors(tree: Parts) -> Iterator[Node]:
    for node in tree:
        if isinstance(node, Fraction) and node.bottom != ONE:
            yield bare(node.bottom)
        elif isinstance(node, Product) and "/" in node.ops:
            yield from (bare(node.factors[k + 1]) for k, op in enumerate(node.ops) if op == "/")


def lost_terms(left: Parts, earlier: tuple[Parts, ...]) -> tuple[tuple[str, Node], ...]:
    return _distinct(term for tree in (left, *earlier) for term in _terms(tree))[:MOST_TERMS]


def _single(trees: tuple[Parts, ...]) -> Iterator[tuple[str, Node]]:
    """One, values of functions and single names as summands."""
    yield "+", ONE
    for tree in trees[:2]:
        pairs = (part for node in tree if isinstance(node, Product) for part in grouped(node))
        yield from (("-", part) for part in pairs if isinstance(part, Product | Apply))
    yield from (("-", name) for tree in trees for name in names_in(tree[0]))


def _terms(tree: Parts) -> Iterator[tuple[str, Node]]:
    """Every summand that the author wrote, with both signs in question: as written first; also a whole side."""
    if not isinstance(tree[0], Sum | Number | Symbol):
        yield "+", tree[0]
    for node in tree:
        if isinstance(node, Sum):
            yield from zip(*signed(node), strict=True)
        elif isinstance(node, Product):
            yield from _multiplied_out(node)


def _multiplied_out(node: Product) -> Iterator[tuple[str, Node]]:
    """The terms of a product with one sum in brackets."""
    sums = [k for k, factor in enumerate(node.factors) if isinstance(bare(factor), Sum)]
    if len(sums) == 1 and isinstance(node.factors[sums[0]], Group):
        k = sums[0]
        for sign, term in zip(*signed(bare(node.factors[k])), strict=True):
            parts = (*node.factors[:k], *factors(term), *node.factors[k + 1 :])
            yield sign, Product(parts, (*node.ops[:k], *operators(term), *node.ops[k:]))


def names_in(tree: Node) -> Iterator[Node]:
    """The names in a tree with their subscripts and accents, each as far as it reaches; no functions, no letters
    that only stand in subscripts."""
    if isinstance(tree, Script) and is_transposed(tree):
        bare_name = Script(tree.base, tree.sub, None, tree.primes) if tree.sub is not None or tree.primes else tree.base
        yield from names_in(bare_name)
    elif isinstance(tree, Script) and tree.sup is not None:
        yield from names_in(Script(tree.base, tree.sub, None, tree.primes) if tree.sub is not None else tree.base)
        yield from names_in(tree.sup)
    elif is_name(tree):
        if not any(isinstance(part, Symbol) and part.word for part in every(tree)):
            yield tree
    else:
        yield from _names_below(tree)


def _names_below(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Big):
        yield from names_in(tree.body)
    elif isinstance(tree, Apply):
        yield from names_in(tree.argument)
    elif isinstance(tree, Derivative):
        yield from (v for variable in tree.variables for v in names_in(variable))
        yield from names_in(tree.body)
    else:
        for part in _children(tree):
            yield from names_in(part)


def _children(tree: Node) -> Iterator[Node]:
    from_walk = getattr(tree, "factors", None) or getattr(tree, "terms", None) or getattr(tree, "items", None)
    if from_walk is not None:
        yield from from_walk
        return
    for name in ("top", "bottom", "body", "base", "argument"):
        part = getattr(tree, name, None)
        if isinstance(part, Node):
            yield part
