"""What the sentences of a document declare: kinds, one-hot vectors, rows and columns, sizes, names.

Fails where a sentence uses words that are in no pattern of `patterns`: it then declares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from derive.claims import traits
from derive.claims.denied import denied
from derive.claims.governed import claims_it, is_open
from derive.claims.granting import struck_out
from derive.claims.model import Fact
from derive.claims.patterns import KIND, KINDS, NAMES, TABLE, Pattern
from derive.claims.qualified import barely_one_hot, doubtful, ends_plainly, qualified_before, unqualified
from derive.claims.sentences import FORMULA, NEAR, Sentence, span_between, with_latex
from derive.claims.walk import is_capital, is_letter, is_name, symbols
from derive.document.model import Document
from derive.notation.tree import (
    Blank,
    Chain,
    Dots,
    Font,
    Group,
    Node,
    Number,
    Product,
    Relation,
    Script,
    Sequence,
    Symbol,
)

Trees = Mapping[int, Node]
ANY_NODE = {"symmetric", "invertible", "orthogonal", "diagonal", "positive", "negative", "nonnegative", "nonzero"}
STOP = re.compile(r"\b(?:of|for|in|where|that|which|from|to|whose|when|if)\b|⟦", re.IGNORECASE)
VALUES = {"ones": Font("bold", Number("1")), "identity": Symbol("I")}
TO_BE = re.compile(r"(?:[\w-]+ ){1,2}to be (?:(?:an?|the) )?", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|no|never|neither)\b", re.IGNORECASE)
UNLESS = re.compile(r"\bunless (?:the )?(?:\w+ )?$", re.IGNORECASE)
IF_BEHIND = re.compile(
    r"(?: (?:matri\w+|functions?|vectors?|maps?))?,? (?:(?:precisely|exactly|just|only) )?(?:if|iff|when|whenever)\b",
    re.IGNORECASE,
)
DEFINED = re.compile(r"\b(?:definitions?|defined|called|said to be|(?:we|one) (?:say|call))\b", re.IGNORECASE)
ALSO = re.compile(  # "the notation still works when $a$ or $b$ are matrices"
    r"\b(?:still|also|even|only|likewise|similar|similarly|the same)\b[^.;]{0,80}\b(?:when|if|where) (?:both |all )?$",
    re.IGNORECASE)
SHAPES = frozenset({"scalar", "vector", "row-vector", "matrix"})
PLURAL = re.compile(r"(?:vectors|matrices|numbers|indices|constants|functions)$", re.IGNORECASE)


def facts_of(
    sentence: Sentence,
    document: Document,
    trees: Trees,
    it: Node,
    parse: Callable[[str], Node],
    label: str = "",
    defined: Collection[Node] = (),
) -> Iterator[tuple[Fact, int]]:
    """The facts that one sentence declares, each with its place in the text; `it` is what the formula before speaks
    of, `label` the "Theorem 1." in front. What is concluded of something `defined` follows from its definition, or
    does not."""
    seen: set[tuple[str, tuple[Node, ...]]] = set()
    for pattern in TABLE:
        for found in pattern.regex.finditer(sentence.text):
            if taken_back(sentence.text[: found.start()]) or struck_out(sentence.text, *found.span()):
                continue
            for predicate, subjects in _declared(pattern, found, trees, it, parse):
                if predicate == "orthogonal" and are_vectors(subjects, found, sentence.text):
                    continue
                if predicate in SHAPES and ALSO.search(sentence.text, 0, found.start()):
                    continue
                predicate = _laid(predicate, found, label + sentence.text, len(label))
                predicate = _said_plainly(predicate, found, sentence.text)
                predicate = _under(predicate, label + sentence.text, found.end() + len(label))
                if predicate == "unknown-trait" and all(subject in defined for subject in subjects):
                    continue
                if predicate and (predicate, subjects) not in seen:
                    seen.add((predicate, subjects))
                    yield _fact(predicate, subjects, sentence, found, document), found.start()
    yield from _unknown_traits(sentence, document, trees)


def _laid(predicate: str, found: re.Match[str], text: str, shift: int) -> str:
    """What is left of a property: nothing where it is to be shown, and where it is concluded, or said of one side of
    an "or", only that there may be one."""
    if predicate not in ANY_NODE:
        return predicate
    start = found.start() + shift
    claimed = claims_it(text[:start]) if found.groupdict().get("be") or found.re.groupindex.get("be") else ""
    if claimed == "goal":
        return ""
    return "unknown-trait" if claimed or is_open(text, start, found.end() + shift) else predicate


def _said_plainly(predicate: str, found: re.Match[str], text: str) -> str:
    """What is left of a property where the words around it may qualify it: that there may be one."""
    if predicate not in ANY_NODE | {"one-hot"}:
        return predicate
    groups = found.groupdict()
    before = text[max(0, found.start() - NEAR) : found.start()]
    if doubtful(before) or (predicate == "one-hot" and barely_one_hot(text, *found.span())):
        return "unknown-trait"
    if predicate == "one-hot" or groups.get("what") is None:
        return predicate
    behind = groups.get("a") is not None and found.end("a") <= found.start("what")
    lead = before + text[found.start() : found.start("what")]
    bad = not ends_plainly(text, found.end()) if behind else qualified_before(lead)
    return "unknown-trait" if bad else predicate


def _under(predicate: str, text: str, end: int) -> str:
    """What is left of a property with an "if" behind it: nothing in a definition ("$A$ is symmetric if $A^T = A$"),
    and else that there may be one."""
    if predicate not in ANY_NODE | {"one-hot", "unknown-trait"} or not IF_BEHIND.match(text, end):
        return predicate
    return "" if DEFINED.search(text[:end]) else "unknown-trait"


def are_vectors(subjects: tuple[Node, ...], found: re.Match[str], text: str) -> bool:
    """Whether "orthogonal" says something of two vectors to each other, and not of each as a matrix."""
    around = found[0] + text[found.end() : found.end() + 20]
    return "vector" in around or (len(subjects) > 1 and "matri" not in around)


def _unknown_traits(sentence: Sentence, document: Document, trees: Trees) -> Iterator[tuple[Fact, int]]:
    """Properties that no pattern knows, so that they are not dropped without a word."""
    seen: set[tuple[Node, ...]] = set()
    for pattern in traits.TABLE:
        for found in pattern.finditer(sentence.text):
            after = sentence.text[found.end("what") :]
            subjects = members_of(found["a"], trees)
            if (found.groupdict().get("be") or "").lower() == "is":
                subjects = subjects[-1:]
            if traits.is_known(found["what"], after, len(subjects) > 1) or taken_back(sentence.text[: found.start()]):
                continue
            if traits.PARTS_NAMED.search(found["what"]) and not traits.OF_PARTS.search(found["what"]):
                continue
            other = traits.OTHER.match(after)
            subjects = tuple(dict.fromkeys((*subjects, *(members_of(other[1], trees) if other else ()))))
            defined = IF_BEHIND.match(after) and DEFINED.search(sentence.text[: found.end("what")])
            if subjects and subjects not in seen and not defined:
                seen.add(subjects)
                yield _fact(_trait(found["what"], sentence.text), subjects, sentence, found, document), found.start()


def _trait(what: str, sentence: str) -> str:
    """The predicate of a property in words: what has two values is known from its declaration, if nothing else is
    said of it."""
    alone = len(traits.ANY.findall(sentence)) == 1
    return "two-valued" if alone and traits.TWO_VALUED.fullmatch(what) else "unknown-trait"


def members_of(text: str, trees: Trees) -> tuple[Node, ...]:
    """What the formulas of a list speak of."""
    pieces = [int(piece) for piece in FORMULA.findall(text)]
    return tuple(node for piece in pieces if piece in trees for node in members(trees[piece]))


def taken_back(before: str) -> bool:
    """Whether the words in front of a declaration deny it: "we do not assume that", "unless"."""
    return bool(UNLESS.search(before)) or (len(before) > 0 and denied(before[-NEAR:]))


def _fact(
    predicate: str, subjects: tuple[Node, ...], sentence: Sentence, found: re.Match[str], document: Document
) -> Fact:
    places = sentence.places[found.start() : found.end()]
    where = span_between(document, places[0], places[-1])
    return Fact(predicate, subjects, with_latex(found[0], document), where)


def _declared(
    pattern: Pattern, found: re.Match[str], trees: Trees, it: Node, parse: Callable[[str], Node]
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    groups = found.groupdict()
    given = [name for name in pattern.subjects if name != "what"]
    subjects = [_subjects(groups.get(name), name, trees, it, parse) for name in given]
    if not all(subjects):
        return
    if (groups.get("be") or "").lower() == "is":
        subjects[0] = subjects[0][-1:]
    if pattern.predicate == "kinds":
        behind = groups.get("a") is not None and found.end("a") <= found.start("what")
        lead = found.string[found.end("a") : found.start("what")] if behind else ""
        yield from _kinds(subjects[0], groups["what"] or "", "be" in groups, lead)
    elif pattern.predicate == "named" and groups.get("what"):
        body = Symbol(NAMES[groups["what"].lower()], word=True)
        yield from (("named", (subject, body)) for subject in subjects[0])
        yield from _of_value(body.name, subjects[0])
    elif pattern.predicate == "symmetric":
        yield from (("symmetric", (subject,)) for subject in subjects[0] if is_capital(subject))
    elif pattern.predicate == "constant-in":
        yield from (("constant-in", (subject, subjects[1][0])) for subject in subjects[0])
    elif pattern.predicate == "in":
        space = subjects[1][0]
        yield from (("relation", (Chain((subject, space), (Relation("\\in"),)),)) for subject in subjects[0])
    elif pattern.predicate == "sized" and not _is_size(subjects[-1][-1]):
        return
    elif pattern.predicate == "one-hot-entry":
        yield from _entry(_tree(groups["e"], trees), _tree(groups["c"], trees))
    elif pattern.predicate == "one-hot-where":
        yield from _one_hot(subjects[0][-1], None, _tree(groups["c"], trees))
    else:
        yield pattern.predicate, tuple(node for group in subjects for node in group)


def _of_value(word: str, subjects: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """"$e$ is the vector of ones" says what it is equal to."""
    value = VALUES.get(word, Blank())
    for subject in subjects if word in VALUES else ():
        if is_letter(subject) and symbols(subject) and symbols(subject) != symbols(value):  # neither `1` nor `I`
            yield ("vector" if word == "ones" else "matrix"), (subject,)
            yield "relation", (Chain((subject, value), (Relation("="),)),)


def _kinds(subjects: tuple[Node, ...], what: str, said: bool, lead: str) -> Iterator[tuple[str, tuple[Node, ...]]]:
    meant = TO_BE.match(what)
    lead, what = (lead + meant[0], what[meant.end() :]) if meant else (lead, what)
    stop = STOP.search(what)
    what = what[: stop.start()] if stop else what
    if DENIED.search(what):
        return
    for predicate, plain in dict.fromkeys(
        (KINDS[found[0].lower()], unqualified(lead + what[: found.start()])) for found in KIND.finditer(what)
    ):
        if PLURAL.search(what) and len(subjects) == 1 and not isinstance(subjects[0], Script):
            continue
        fitting = tuple(
            node for node in subjects if (said and predicate in ANY_NODE) or is_name(node) or _is_call(node)
        )
        if fitting:
            yield (predicate if plain or predicate not in ANY_NODE else "unknown-trait"), fitting


def _tree(text: str | None, trees: Trees) -> Node:
    """The tree of the first formula of a group, `Blank` where there is none."""
    return next((trees[int(piece)] for piece in FORMULA.findall(text or "") if int(piece) in trees), Blank())


def _entry(entry: Node, condition: Node) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """`q_c = 1` said of a one-hot `q`, or `q_w = 1` when `w = c`."""
    if isinstance(entry, Chain) and isinstance(entry.items[0], Script) and entry.items[1] == Number("1"):
        yield from _one_hot(entry.items[0].base, entry.items[0].sub, condition)


def _one_hot(vector: Node, index: Node | None, condition: Node) -> Iterator[tuple[str, tuple[Node, ...]]]:
    fixed = isinstance(condition, Chain) and condition.signs[0].name in ("=", "==") and len(condition.items) == 2
    if isinstance(condition, Chain) and fixed and index in (None, condition.items[0]):
        yield "one-hot", (vector, condition.items[1])
    elif index is not None and not isinstance(condition, Chain):
        yield "one-hot", (vector, index)


def _is_size(node: Node) -> bool:
    """`n \\times d`"""
    return isinstance(node, Product) and set(node.ops) == {"times"}


def _is_call(node: Node) -> bool:
    """`f(x)`, `\\ell(\\theta)`: a letter applied to something in brackets."""
    if not isinstance(node, Product) or len(node.factors) != 2:
        return False
    return is_name(node.factors[0]) and isinstance(node.factors[1], Group)


def _subjects(text: str | None, name: str, trees: Trees, it: Node, parse: Callable[[str], Node]) -> tuple[Node, ...]:
    if name == "":
        return (Blank(),)
    if name == "it":
        return (it,)
    if text is None:
        return ()
    pieces = [int(number) for number in FORMULA.findall(text)]
    if not pieces:
        return (parse(text),)
    return tuple(node for piece in pieces if piece in trees for node in members(trees[piece]))


def members(tree: Node) -> tuple[Node, ...]:
    """What a formula speaks of: the members of a list, the left side of a relation, or the whole."""
    if isinstance(tree, Sequence):
        return tuple(node for item in tree.items for node in members(item))
    if isinstance(tree, Chain):
        return members(tree.items[0])
    if isinstance(tree, Dots | Blank):
        return ()
    if isinstance(tree, Script) and isinstance(tree.base, Blank):
        return ()
    return (tree,)


PLAIN_RELATION = re.compile(
    r"(?P<cue>\b(?:for|when|if|where|case \w{1,3}:?|let|and))\s+(?P<left>[A-Za-z](?:_\w)?)\s*"
    r"(?P<sign>==|!=|≠|<=|>=|=|<|>)\s*(?P<right>[A-Za-z0-9](?:_\w)?(?![\w.])|⟦\d+⟧)",
    re.IGNORECASE,
)
SIGNS = {"!=": "\\neq", "≠": "\\neq", "<=": "\\leq", ">=": "\\geq", "==": "="}


def plain_relations(
    sentence: Sentence, document: Document, trees: Trees, parse: Callable[[str], Node]
) -> Iterator[tuple[Fact, str]]:
    """Relations in plain letters: "For j != i" is a case, "let b = c" a relation. Each with the words before."""
    for found in PLAIN_RELATION.finditer(sentence.text):
        right = _subjects(found["right"], "right", trees, Blank(), parse)
        sign = Relation(SIGNS.get(found["sign"], found["sign"]))
        predicate = "relation" if found["cue"].lower() in ("let", "where", "and") else "case"
        stated = predicate == "relation" and found["sign"] == "=" and found["right"].startswith("⟦")
        for node in right[: not stated]:  # "let b = $...$" is a statement
            chain = Chain((parse(found["left"]), node), (sign,))
            yield _fact(predicate, (chain,), sentence, found, document), sentence.text[: found.end("cue") + 1]
