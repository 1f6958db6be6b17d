"""What a repair may be made of: the letters, factors, terms and names that the author used up to here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.claims.walk import every, is_name
from derive.diagnose.build import ONE, TWO, bare, factors, is_transposed, operators, signed
from derive.diagnose.functions import head_name
from derive.diagnose.model import Case
from derive.diagnose.places import free_letters, letters, letters_of
from derive.notation.tree import (
    Accent,
    Apply,
    Big,
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

BACK = 10  # earlier claims that are looked through for factors and terms
MOST_FACTORS, MOST_TERMS, MOST_NAMES, MOST_HEADS, MOST_OPPOSITE = 16, 14, 14, 3, 4

Parts = tuple[Node, ...]  # a formula and all its parts, itself first
COMPOUND = (Group, Script, Derivative, Product, Fraction)


@dataclass(frozen=True)
class Material:
    """`indices`: what an index may become, the likely ones first. `divisors`: what one may have to divide by.
    `component`, `opposite`: index letters of the left side, and of the right one.
    `slopes`: the index letters of what the left side differentiates by.
    `mixed`: the left side has no matching shape, so that edits of shape are worth trying everywhere."""

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


def material(case: Case) -> Material:
    """Everything that an edit of this claim may draw on, the nearest first."""
    claim = case.claim
    before = reversed([other.claim for other in (case.earlier or case.same_part)[-BACK:]])
    earlier = tuple(tuple(every(side)) for other in before for side in (other.right, other.left))
    left, right = tuple(every(claim.left)), tuple(every(claim.right))
    trees = (right, left, *earlier, *(tuple(every(side)) for side in claim.alternatives))
    ends = _distinct(end for tree in trees for end in _ends(tree))
    factors = _distinct((*_counts(ends), *(f for tree in (left, right, *earlier) for f in _factors(tree))))
    return Material(
        indices=_indices(case),
        factors=factors[:MOST_FACTORS] + _complements(claim.right),
        divisors=_distinct((TWO, *ends[:2], *(d for tree in trees for d in _divisors(tree))))[: MOST_FACTORS // 2],
        terms=_distinct((*lost_terms(left, earlier), *_single(trees)))[: MOST_TERMS + MOST_NAMES],
        names=_distinct(name for tree in trees for name in names_in(tree[0]))[:MOST_NAMES],
        ends=ends,
        component=free_letters(claim.left),
        heads=_distinct(head for tree in trees for head in _heads(tree))[:MOST_HEADS],
        sums=tuple(part for part in left if isinstance(part, Big) and len(letters_of(part)) == 1)[:2],
        opposite=_distinct((*free_letters(claim.right), *_small_letters(claim.right)))[:MOST_OPPOSITE],
        slopes=variable_letters(claim.left),
        mark=next((node.sup for tree in trees for node in tree if is_transposed(node)), Symbol("\\top")),  # type: ignore[attr-defined]
        mixed=case.verdict == "ill-typed",
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
    before = dict.fromkeys(x for other in case.same_part[-2:] for x in free_letters(other.claim.right))
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
