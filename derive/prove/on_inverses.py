"""Steps for inverses and determinants: what a matrix is made of, and a matrix beside its inverse.

Beside `((X^T X + λ I)^{-1})_{jk}` the sum `Σ_j Σ_n X_{ni} X_{nj}` is what is left of the matrix after its product with
the inverse was multiplied out: the lead, replaced by `δ_{ik} - λ ((X^T X + λ I)^{-1})_{ik}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.prove.normal import Normaliser, Step
from derive.rules.inverses import component, det, inv, turned
from derive.rules.ring import Poly
from derive.rules.sums import factors, flatten, independent
from derive.terms.term import (
    Add,
    Entry,
    Fun,
    Index,
    Mul,
    Range,
    Sum,
    Tensor,
    Term,
    index,
    inverse,
    mul,
    neg,
)
from derive.terms.theory import Hypothesis
from derive.terms.walk import free, match, substitute, text

MOST = 6  # nested sums
AXES = (1, 0)  # of the matrix, summed


# --- what a matrix is made of ----------------------------------------------------------------------------------------
def inverse_matrix(on: Normaliser, term: Fun) -> Step | None:
    array = of_matrix(term)
    inner = of_matrix(array.body) if array and isinstance(array.body, Fun) and array.body.name == "inv" else array
    if inner is not None:
        invertible(on, inner)
    for rule in ("inverse-diagonal", "inverse-twice", "inverse-product"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return scaled(on, term, "inverse-scaled") or crosswise(on, term, "inverse-transposed")


def determinant(on: Normaliser, term: Fun) -> Step | None:
    for rule in ("det-diagonal", "det-inverse", "det-product"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return scaled(on, term, "det-scaled") or crosswise(on, term, "det-transposed")


def of_matrix(term: Fun) -> Tensor | None:
    """The square matrix that a function is of."""
    array = term.arguments[0]
    square = isinstance(array, Tensor) and len(array.binders) == 2 and array.binders[0][1] == array.binders[1][1]
    return array if square and isinstance(array, Tensor) else None


def scaled(on: Normaliser, term: Fun, rule: str) -> Step | None:
    """What all components have in common, taken out."""
    array, ring = of_matrix(term), on.draft.ring
    poly = on.draft.poly(array.body) if array is not None else {}
    if array is None or not poly:
        return None
    content, group = ring.primitive(poly) if len(poly) > 1 else (poly, ring.power({}, 0))
    names = {n for n, _ in array.binders}
    pieces = factors(ring.term(content))
    outside = [f for f in pieces if not names & free(f)[0] and f != ring.term(ring.power({}, 0))]
    inside = [f for f in (*pieces, ring.term(group)) if names & free(f)[0]]
    if not outside or not inside:
        return None
    body = Mul((*outside, *inside))
    whole = replace(term, arguments=(Tensor(array.binders, body),))
    done = on.apply(rule, whole)
    if done is None or body == array.body:
        return done
    line = on.draft.write("ring", array.body, body, ())
    opened = on.draft.write("congruence", term, ((0, line, tuple(n for n, _ in array.binders)),))
    return done[0], [opened, *done[1]]


def crosswise(on: Normaliser, term: Fun, rule: str) -> Step | None:
    """The transpose, if that comes first in the order of texts."""
    array = of_matrix(term)
    if array is None:
        return None
    here = (text(array.body), [text(i) for i in term.indices])
    there = (text(transpose(on, array)), [text(i) for i in term.indices[::-1]])
    return on.apply(rule, term) if there < here else None


def transpose(on: Normaliser, array: Tensor) -> Term:
    """The component of the transpose in normal form, under the names of the matrix."""
    (row, _), (column, _) = array.binders
    return on.normal(component(turned(array), index(row), index(column)))[0]


def ground(on: Normaliser) -> None:
    """What is granted of the determinant of each matrix that is inverted, granted of its normal form."""
    draft = on.draft
    for fact in [f for f in draft.raw if isinstance(f.left, Fun) and f.left.name == "det" and f not in on.grounded]:
        on.grounded.add(fact)
        new, line = on.normal(draft.instance(fact))
        if line is not None:
            draft.write("granted", line)
            draft.grant([replace(fact, left=new, parameters=())])


def invertible(on: Normaliser, array: Tensor) -> bool:
    """Whether the determinant is known not to be 0: of the matrix, or of its normal form."""
    ground(on)
    draft, whole = on.draft, det(array)
    if draft.holds("nonzero", whole):
        return True
    new, line = on.normal(whole)
    if line is None or not draft.holds("nonzero", new):
        return False
    draft.write("granted", draft.write("reverse", line))
    draft.grant([Hypothesis("presupposed", "nonzero", whole)])
    return True


# --- a matrix beside its inverse -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lead:
    """The addend of `Σ_j M_{uj} (M^{-1})_{jv}` that is replaced: its sums and its factors."""

    binders: tuple[tuple[str, Range], ...]
    pieces: tuple[Term, ...]
    u: str
    v: str


def inverted(on: Normaliser, term: Sum) -> Step | None:
    """A matrix beside its inverse; or the sums put so that they stand together."""
    if "inv" not in free(term)[1]:
        return None
    binders, pieces = flatten(term)
    if len(binders) > MOST or not independent(binders):
        return None
    names: list[str] = []
    for _, span in binders:
        names.append(on.draft.introduce_apart(span, term, names))
    swaps = {b: index(n) for (b, _), n in zip(binders, names, strict=True)}
    bound = {n: span for n, (_, span) in zip(names, binders, strict=True)}
    pieces = [substitute(p, swaps) for p in pieces]
    for array, axis in dict.fromkeys((p.arguments[0], a) for p in pieces if isinstance(p, Fun) and p.name == "inv"
                                     and of_matrix(p) is not None for a in AXES):
        assert isinstance(array, Tensor)
        lead = lead_of(on, array, axis)
        for found in embeddings(on, lead, pieces, bound) if lead is not None else ():
            order = [names.index(str(found[b].name)) for b, _ in lead.binders]  # type: ignore[union-attr]
            rest = [k for k in range(len(names)) if k not in order]
            alone = not rest and len(pieces) == len(lead.pieces)  # type: ignore[union-attr]
            i, k = found[lead.u], found[lead.v]  # type: ignore[union-attr]
            done = replaced_by(on, term, array, (i, k), axis) if alone else on.apply(
                "sum-reorder", term, (*rest, *order))
            if done is not None:
                return done
            on.leads[array, axis] = None
    return None


def lead_of(on: Normaliser, array: Tensor, axis: int) -> Lead | None:
    """The lead for a matrix, found once: of the sums in the product with the inverse the one with most factors."""
    if (array, axis) not in on.leads:
        on.leads[array, axis] = None
        (_, span), _ = array.binders
        u = on.draft.introduce_apart(span, array.body, [], "##")
        v = on.draft.introduce_apart(span, array.body, [u], "##")
        if invertible(on, array):
            on.leads[array, axis] = made(on, whole(on, array, (index(u), index(v)), axis), u, v)
    found = on.leads[array, axis]
    return found if isinstance(found, Lead) else None


def whole(on: Normaliser, array: Tensor, at: tuple[Index, Index], axis: int) -> Sum:
    """`Σ_j M_{ij} (M^{-1})_{jk}`, or with axis 0 summed `Σ_j M_{ji} (M^{-1})_{kj}`."""
    (_, span), _ = array.binders
    i, k = at
    beside = Mul((component(array, i, i), inv(array, i, k)))
    j = on.draft.introduce(span, beside)
    entry, other = (i, index(j)), (index(j), k)
    return Sum(j, span, Mul((component(array, *entry[:: 1 if axis else -1]), inv(array, *other[:: 1 if axis else -1]))))


def made(on: Normaliser, product: Sum, u: str, v: str) -> Lead | None:
    poly = on.draft.poly(on.plain.normal(product)[0])
    sums = [(len(flatten(atom)[1]), text(atom), atom) for atom in sums_of(on, poly)]
    if not sums:
        return None
    binders, pieces = flatten(max(sums)[2])
    apart = {b: f"@{k}" for k, (b, _) in enumerate(binders)}
    swaps = {b: index(n) for b, n in apart.items()} | {u: index("@u"), v: index("@v")}
    pieces = [substitute(p, swaps) for p in pieces]
    pieces.sort(key=lambda p: not (isinstance(p, Fun) and p.name == "inv"))
    return Lead(tuple((apart[b], span) for b, span in binders), tuple(pieces), "@u", "@v")


def sums_of(on: Normaliser, poly: Poly) -> list[Sum]:
    """The sums that stand once in a monomial."""
    found = [on.draft.ring.atoms[n] for m in poly for n, e in m if e == 1]
    return [atom for atom in dict.fromkeys(found) if isinstance(atom, Sum) and "inv" in free(atom)[1]]


# --- where the lead stands ------------------------------------------------------------------------------------------
def embeddings(
    on: Normaliser, lead: Lead, pieces: list[Term], bound: dict[str, Range]
) -> Iterator[dict[str, Index]]:
    """The values of the names of a lead that make its factors some of `pieces`, what it sums bound nowhere else."""
    spans = dict(lead.binders)
    for found, left in placed(on, list(lead.pieces), pieces, {}, {*spans, lead.u, lead.v}):
        named = {b: found[b].name if b in found else None for b in spans}
        apart = len(set(named.values())) == len(named)
        within = apart and all(n and bound.get(n) == spans[b] for b, n in named.items())
        beside = {n for p in left for n in free(p)[0]} | {n for x in (lead.u, lead.v) if x in found
                                                          for n, _ in found[x].parts}
        if within and lead.u in found and lead.v in found and not beside & set(named.values()):
            yield found


def placed(
    on: Normaliser, todo: list[Term], pieces: list[Term], found: dict[str, Index], names: set[str]
) -> Iterator[tuple[dict[str, Index], list[Term]]]:
    """Each of the factors to find among the pieces, with what is left of them."""
    if not todo:
        yield found, pieces
        return
    wanted = substitute(todo[0], found)
    for place, piece in enumerate(pieces):
        rest = pieces[:place] + pieces[place + 1 :]
        for spelling in spellings(on, piece):
            here = match(wanted, spelling, names - found.keys())
            if here is not None:
                yield from placed(on, todo[1:], rest, {**found, **here}, names)


def spellings(on: Normaliser, piece: Term) -> list[Any]:
    """A component, and the one with its indices exchanged where the matrix is symmetric."""
    if isinstance(piece, Fun) and piece.name == "inv":
        array = of_matrix(piece)
        if array is not None and transpose(on, array) == array.body:
            return [piece, replace(piece, indices=piece.indices[::-1])]
    if isinstance(piece, Entry) and len(piece.indices) == 2 and on.draft.has_trait(piece.name, "symmetric"):
        return [piece, replace(piece, indices=piece.indices[::-1])]
    return [piece]


def replaced_by(on: Normaliser, term: Sum, array: Tensor, at: tuple[Index, Index], axis: int) -> Step | None:
    """The lead by what the product of matrix and inverse leaves of it."""
    draft, product = on.draft, whole(on, array, at, axis)
    equation = draft.rule("inverse", product, at[0], axis)
    if equation is None:
        return None
    all_of_it, first = on.plain.normal(product)
    lead, before = on.plain.normal(term)
    poly = draft.poly(all_of_it)
    place = next((m for m in poly if (draft.ring.numbers.get(lead), 1) in m), None)
    if place is None:
        return None
    number = draft.ring.numbers[lead]
    c = draft.ring.term({tuple((n, e) for n, e in place if n != number): poly[place]})
    rest = draft.ring.term({m: d for m, d in poly.items() if m != place})
    known = [] if first is None else [draft.write("reverse", first)]
    unit = draft.chain([*known, draft.write("rule", "inverse", product, (at[0], axis))])
    gap = Add((all_of_it, neg(rest)))
    solved = mul(inverse(c), gap)
    lines = [] if before is None else [before]
    lines.append(draft.write("ring", lead, solved, ()))
    inner = draft.write("congruence", gap, ((0, unit, ()),))
    lines.append(draft.write("congruence", solved, ((1, inner, ()),)))
    return mul(inverse(c), Add((equation.right, neg(rest)))), lines
