"""What is defined a second time: the same again, in other words, or another thing from there on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.claims.taken import CONCLUDED
from derive.context.define import ANEW, Definable, heads, restatable
from derive.context.environment import Scope
from derive.context.meaning import EQUALITIES, Meaning
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.value import Clash, Unsupported
from derive.notation.tree import Chain, Number, Script
from derive.terms.term import index
from derive.terms.theory import Definition
from derive.terms.walk import free, substitute

if TYPE_CHECKING:
    from derive.context.understand import Understanding

NEAR = 30
LABEL = re.compile(r"\W*(?:(?:part|exercise|question|problem|task)\b|[a-z0-9]{1,3}[.)])", re.IGNORECASE)


def unlabelled(doc: Understanding, claim: Claim, candidate: Definable) -> Meaning | None:
    """`J = ...` behind `J_{naive-softmax} = ...` is the same loss where the two agree."""
    if candidate.letters or not any(k.startswith(f"{candidate.key}_") for k in doc.env.defined):
        return None
    try:
        meaning = doc.step(claim, claim.left, claim.right)
    except (Clash, Unsupported):
        return None
    return meaning if any(doc.proves(a.goal) for a in meaning.alternatives) else None


def restates(doc: Understanding, claim: Claim, meaning: Meaning) -> bool:
    """Does the document define in its own words what the context defines, as `\\hat y = softmax(\\theta)`?
    So it does where both agree, where it is laid down in prose, where it speaks of a symbol that nothing else
    explains, or of nothing that the formula of the context is made of."""
    key = restatable(doc, claim)
    if key is None:
        return by_component(doc, claim) is not None and not any(doc.proves(a.goal) for a in meaning.alternatives)
    explained = {**doc.known, **doc.env.defined}
    strange = [k for k in doc.env.touched if k not in explained]
    data = [doc.assumptions.data(side) for a in meaning.alternatives[:1] for side in (a.goal.left, a.goal.right)]
    apart = bool(data) and bool(data[1]) and not data[0] & data[1]
    laid = claim.role == "given" or not claim.display  # in prose it is said, and not derived
    return bool(strange) or apart or (laid and not claim.link) or any(doc.proves(a.goal) for a in meaning.alternatives)


def reconsider(doc: Understanding, claim: Claim) -> None:
    """`\\hat y_o = p(o|c) = ...` in a later exercise: the symbol is again what the context says."""
    parts = parts_of(claim.left)
    key = parts.name if parts is not None and claim.link == 0 and claim.sign in EQUALITIES else ""
    kept = doc.overrides.pop(key, None)
    if kept is None:
        return
    try:
        holds = any(doc.proves(a.goal) for a in doc.step(claim, claim.left, claim.right).alternatives)
    except (Clash, Unsupported):
        holds = False
    if not holds:
        doc.overrides[key] = kept


def define_anew(doc: Understanding, claim: Claim, meaning: Meaning) -> Meaning:
    """From here on the symbol is what the document says; the context's formula had the same value."""
    key, letter = restatable(doc, claim) or "", ""
    if not key:
        key, letter = by_component(doc, claim) or ("", "")
    agreed = any(doc.proves(a.goal) for a in meaning.alternatives)
    scope = Scope()
    value = doc.value(claim.right, scope)
    axes = tuple(doc.env.fresh("i") for _ in (letter or value.axes))
    body = substitute(value.term, {letter: index(axes[0])}) if letter else value.at(*(index(a) for a in axes))
    if key not in free(body)[1]:
        source = f"line {claim.where.line}"
        doc.overrides[key] = Definition(key, "tensor" if axes else "scalar", axes, body, source)
    return meaning if agreed else Meaning(claim, "definition", defines=key, readings=meaning.readings)


def by_component(doc: Understanding, claim: Claim) -> tuple[str, str] | None:
    """The symbol of the context of which prose says what each component is, and the letter that counts them:
    `\\hat y_w = \\sigma(u_w^\\top v_c)`."""
    parts = parts_of(claim.left)
    if doc.pack is None or parts is None or len(parts.subs) != 1 or claim.display or claim.link or claim.sign != "=":
        return None
    letter, names = base_name(parts.subs[0]), {d.name for d in doc.pack.definitions}
    counted = letter is not None and letter in doc.env.index_names and letter not in doc.pack.indices
    used = letter in map(base_name, walk(claim.right))
    return (parts.name, str(letter)) if parts.name in names and counted and used and not parts.sup else None


def is_new(doc: Understanding, claim: Claim, candidate: Definable, meaning: Meaning) -> bool:
    """A quantity that is written again in a later part, or in prose, and differs, is a new one from there on."""
    old = doc.definitions.last(candidate.key, claim.number)
    if old is None or claim.role in ("asked", "note"):
        return False
    component = len(candidate.letters) > len(old.letters)
    if old.part == claim.part and not (is_laid(claim) and (not component or is_said_anew(claim))):
        return False  # "with components `r_i = ...`" speaks of the r that was defined before
    return not any(doc.proves(a.goal) for a in meaning.alternatives)


def is_laid(claim: Claim) -> bool:
    """Does prose say what a symbol is from there on, and not conclude it? "Now use the squared error $L = ...$"."""
    prose = not (claim.display or claim.link or claim.carried or CONCLUDED.search(claim.before))
    return prose and (claim.role == "given" or is_said_anew(claim))


def is_said_anew(claim: Claim) -> bool:
    return ANEW.search(f"{claim.before[-80:]} {claim.after[:NEAR]}") is not None


def is_another(doc: Understanding, claim: Claim, candidate: Definable) -> bool:
    """Do words say that a quantity is a new one, as "now let", "the second model", the next question of an
    exercise, or what is declared of its symbols since?"""
    old = doc.definitions.last(candidate.key, claim.number)
    if old is None or claim.role == "given" or is_laid(claim) or ANEW.search(f"{claim.part} {claim.before[-80:]}"):
        return True
    if LABEL.match(claim.part) and old.part != claim.part:
        return True
    since = doc.reading.numbered(old.claim).where.start
    names = {key for side in (claim.left, claim.right) for key in doc.hypotheses.keys(side)}
    between = (f for f in doc.reading.facts if since < f.where.start < claim.where.start and f.subjects)
    return any(
        doc.hypotheses.keys(strip(f.subjects[0].items[0]) if isinstance(f.subjects[0], Chain) else f.subjects[0])
        & names for f in between if f.predicate != "case" and (
            not isinstance(f.subjects[0], Chain) or f.subjects[0].signs[-1].name == "\\in"))


def again(doc: Understanding, candidate: Definable, claim: Claim) -> bool:
    """Was a definition of the symbol tried before, and not understood?"""
    lost = doc.undefined.get(candidate.key, claim)
    return lost.number != claim.number and lost.part == claim.part


def in_full(doc: Understanding, candidate: Definable) -> bool:
    """Does `A_{ij} = ...` say in full what `A = softmax(S)` left open?"""
    lost = doc.undefined.get(candidate.key)
    return lost is not None and bool(candidate.letters) and not any(isinstance(n, Script) for n in walk(lost.left))


def is_constrained(doc: Understanding, candidate: Definable, claim: Claim) -> bool:
    """Was something assumed of the symbol before, as a recurrence or by cases? Then this is a claim about it."""
    concluded = CONCLUDED.search(claim.before) or isinstance(claim.right, Number)
    if concluded and any(candidate.key in doc.hypotheses.keys(fact.subjects[0])
                                              for fact in doc.hypotheses.in_force(claim) if fact.subjects):
        return True
    earlier = (c for c in doc.reading.claims if c.number < claim.number)
    return claim.role not in ("given", "note") and any(
        (c.role == "given" or c.branch is not None) and heads(doc, c.left) == candidate.key
        and not doc.definitions.has(candidate.key, c.number) for c in earlier)


def not_renewed(doc: Understanding, claim: Claim, candidate: Definable | None) -> None:
    """A function that is declared anew is not what it was defined to be: "Now let $f$ be another function"."""
    past = {key for key in doc.definitions.past(claim.number) if key in doc.env.routines}
    primed = any(isinstance(part, Script) and part.primes for part in walk(claim.left))
    for key in sorted(past - ({candidate.key} if candidate is not None and not primed else set())):
        if any(base_name(part) == key for side in (claim.left, claim.right) for part in walk(side)):
            raise Unsupported(f"{key} is declared anew, and nothing says what it is", claim.left.at)
