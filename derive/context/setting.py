"""What holds for a whole document before its first claim is read: sizes, ranges of indices, the pack of its field,
and known functions under names of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.announced import NOT_ONE_HOT
from derive.context.elaborate import Elaborator
from derive.context.environment import Routine, Scope
from derive.context.meaning import EQUALITIES
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.pack import Pack, packs
from derive.context.routines import head_and_arguments
from derive.context.survey import Survey
from derive.context.value import Clash, Unsupported, scalar
from derive.functions import FUNCTIONS, Function
from derive.notation.tree import Cases, Chain, Node
from derive.terms.term import Range, Sym, call, index
from derive.terms.theory import Goal, Theory

if TYPE_CHECKING:
    from derive.context.understand import Understanding


TOLD = re.compile(
    r"[\s$\\)]*(?:be|is|are|denotes?|represents?) (?!(?:real|the (?:entr|elem|coeff|comp)))", re.IGNORECASE)


def take_sizes(doc: Understanding) -> None:
    for key in doc.survey.sizes:
        if key not in doc.env.index_names:
            doc.env.size_names.setdefault(key, key)


def take_naturals(doc: Understanding) -> None:
    """A positive whole number is a size, whether or not a sum runs to it, unless it numbers functions: `f_n(x)`."""
    kinds = {key: kind.domain for key, kind in doc.env.kinds.items() if not kind.order}
    numbering = {name.rpartition("_")[2] for name in doc.survey.applied}
    others = {*doc.env.index_names, *doc.survey.scripted, *numbering}
    for key, domain in sorted({**kinds, **doc.declarations.domains}.items()):
        if domain == "natural" and key not in others:
            doc.env.size_names.setdefault(key, key)
            doc.env.kinds.pop(key, None)


def take_entries(doc: Understanding) -> None:
    """The `a_{ij}` are the entries of A where words say so, or where nothing else says what they are."""
    said = {str(parts.name): str(base_name(strip(fact.subjects[0]))) for fact in doc.reading.facts
            if fact.predicate == "entries" and (parts := parts_of(fact.subjects[1])) is not None}
    given = {parts.name for claim in doc.reading.claims if not claim.link and claim.sign in EQUALITIES
             and (parts := parts_of(claim.left)) is not None and parts.subs
             and parts.name not in map(base_name, walk(claim.right))}
    known = set(doc.pack.kinds) if doc.pack is not None else set()
    for node, span in doc.reading.mentions:  # "let $a_{ij}$ be the attention weight"
        parts = parts_of(strip(node.items[0] if isinstance(node, Chain) else node))
        if parts is not None and parts.subs and TOLD.match(span.source.text[span.end : span.end + 40]):
            known.add(parts.name)
    plain = {name: name.upper() for name in sorted(doc.survey.paired - given - known)
             if len(name) == 1 and "a" <= name <= "z" and name not in doc.env.index_names}
    doc.env.entries = {**plain, **said}


def take_ranges(doc: Understanding) -> None:
    """`k = 1, \\dots, K`, where the document says so of k once, or always the same."""
    reader = Elaborator(doc.env, Scope()).indices
    for letter in sorted(doc.survey.ranges.keys() & doc.env.index_names):
        spans = {(reader.read(low), reader.read(high)) for low, high in doc.survey.ranges[letter]}
        low, high = next(iter(spans))
        if len(spans) == 1 and low is not None and high is not None:
            doc.env.index_ranges.setdefault(letter, Range(low, high))


def take_pack(doc: Understanding, pack: Pack) -> None:
    env = doc.env
    if NOT_ONE_HOT in env.conventions:
        pack = doc.pack = replace(pack, one_hot={})
    for size, spellings in pack.sizes.items():
        for spelling in (size, *spellings):
            if spelling in env.size_names or (spelling == size and (spellings or size in doc.survey.sizes)):
                env.size_names[spelling] = size
        for spelling in spellings:
            env.size_names[spelling] = size
    used = {text for texts in doc.survey.subscripts.values() for text in texts}
    for letter, size in pack.indices.items():
        if letter in used or letter in pack.index_alias.values():
            env.index_names.add(letter)
            env.index_ranges[letter] = Range(index(1), index(size))
    written = {text for key in pack.kinds for text in doc.survey.subscripts.get(key, ())}
    for text, letter in pack.index_alias.items():
        if letter not in used and (text in written or text in used):
            env.index_alias[text] = letter
    for alias, key in pack.aliases.items():
        if alias in doc.survey.standing:
            env.aliases[alias] = key
    env.kinds |= pack.kinds
    env.probability = pack.probability
    env.sampled = bool(pack.distinct)


def recognise(doc: Understanding) -> None:
    """A function of one number that the document defines may be a known one: it is then used as that."""
    bodies = {id(claim.right): claim for claim in doc.reading.claims}
    for name, routine in list(doc.env.routines.items()):
        if is_given_anew(doc, name):
            continue
        if routine.kind == "known" or routine.body is None or len(routine.parameters) != 1 or routine.subscripts:
            continue
        if isinstance(routine.body, Cases) or id(routine.body) not in bodies:
            continue  # it may be given on a part of the numbers alone
        doc.env.guessed = doc.kinds_of_unit[doc.units[bodies[id(routine.body)].number]]
        doc.enter(bodies[id(routine.body)])
        parameter = routine.parameters[0]
        for known in FUNCTIONS.values():
            if known.definition is not None and agrees(doc, known, parameter, routine.body):
                doc.env.routines[name] = Routine(name, "known", known=known, source=routine.source)
                break


def is_given_anew(doc: Understanding, name: str) -> bool:
    """Does the document say more than once what the function is, or that it is any function?"""
    calls = ((head_and_arguments(claim.left), claim) for claim in doc.reading.claims if not claim.link)
    bodies = {claim.right for called, claim in calls
              if called is not None and base_name(called[0]) == name and claim.sign in ("=", ":=")}
    giving = [claim for claim in doc.reading.claims if claim.right in bodies]
    first = min((claim.where.start for claim in giving), default=0)
    declared = any(fact.predicate == "function" and fact.where.start > first
                   and name in map(base_name, map(strip, fact.subjects)) for fact in doc.reading.facts)
    return declared or (len(bodies) > 1 and any(claim.role in ("given", "when", "since") for claim in giving))


def agrees(doc: Understanding, known: Function, parameter: Node, body: Node) -> bool:
    name = base_name(strip(parameter))
    argument = Sym(f"{name}·")
    scope = Scope(local={str(name): scalar(argument)})
    try:
        with doc.trial():
            value = doc.value(body, scope)
    except (Clash, Unsupported):
        return False
    if not value.scalar or scope.opened:
        return False
    return doc.proves(Goal(call(known.name, argument), value.term, Theory()))


def detected(found: Survey) -> Pack | None:
    """The first pack whose symbols the document uses."""
    written = {f"{name}_{text}" for name, texts in found.subscripts.items() for text in texts}
    for pack in packs().values():
        if pack.detect and all(any(one in written for one in group) for group in pack.detect):
            return pack
    return None
