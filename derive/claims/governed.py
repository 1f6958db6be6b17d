"""What governs a statement: a verb that claims it, an "or" beside it, a question around it, its clause.

What is to be shown, or is concluded, is claimed and not given: "we shall show that $S$ is symmetric", "hence $x$ is
positive". Of things joined by "or" none is given alone. The nearest governor in front of a statement decides, so that
"show that if $S$ is symmetric, ..." does assume it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from derive.claims.sentences import NEAR, Sentence

FEW = 80
THAT = r"(?: (?!if\b|when)[\w'’-]+,?){0,3}? that"
GOAL = (
    r"(?:show|prov|verif|demonstrat|establish|argu|confirm|claim|deduc|conclud|deriv|refut)(?:e|y|n|s|es|ies|ed|ied|ing|"
    r"ying)?|(?:want|wish|need|have|aim|goal|hope|try|task|remains?|enough|suffices) (?:is )?to (?:see|check|find)|"
    r"(?:aim|goal|task|wish|hope|question) (?:is|was) (?:that|whether)"
    rf"|(?:see|check|find|ensure){THAT}|theorem|lemma|proposition|corollary|zeigen|beweisen|nachweisen|behaupte\w*|证明"
)
CONCLUDING = (
    r"then|hence|thus|therefore|consequently|accordingly|so(?! that)|(?<!what )follows|implies|means that|get|obtain|"
    r"dann|also(?= (?:ist|gilt|sind))|folglich|somit|daher|所以|因此|故"
)
GIVING = (
    r"let|suppos\w*|assum\w*|given|since|because|as|if|when|whenever|where|whose|for|with|provided|unless|under|"
    r"consider|take|choose|such that|so that|which|sei(?:en)?|wenn|falls|für|mit|weil|da|设|令|若|假设|当|因为"
)
GOVERNOR = re.compile(
    rf"(?<![\w-])(?:(?P<goal>{GOAL})|(?P<concluding>{CONCLUDING})|(?P<giving>{GIVING}))(?![\w-])", re.IGNORECASE
)
THEOREM = r"theorem|lemma|proposition|corollary|satz"
LABEL = re.compile(rf"^\W*(?:{THEOREM}|claim)\b[^⟦]{{0,30}}$", re.IGNORECASE)
OR = r"(?:(?<![\w-])(?:(?:and|und) ?/ ?)?(?:x?or|oder|ou)(?![\w-])|或|∨)"
HOLDS = r"(?: (?:holds?|is|are|be|hat|gilt|true|satisfied|the case))*"
EITHER = re.compile(
    rf"{HOLDS}[ ,;，(]*(?:{OR}(?! (?:equivalent|in other|not\b|nicht\b))(?:,? [\w'’]+){{0,4}}|/),? *"
    r"(?:\(\w{1,4}\) ?)?",
    re.IGNORECASE,
)
AMONG = re.compile(
    r"\b(?:(?:one|either|any|some|most|none|few|eine[rs]?|keine[rs]?) (?:of|von)(?! which| whom)|"
    r"not (?:both|all)|neither|weder)(?: [\w'’]+){0,3} *$",
    re.IGNORECASE,
)
LINKED = re.compile(
    rf"{HOLDS}[ ,]*(?:(?:if and )?only (?:if|when)|iff|implies|is equivalent to|(?:exactly|precisely|just) (?:when|if)|"
    r"(?:genau )?dann und nur dann,? wenn|genau dann,? wenn|impliziert|当且仅当)(?: that)? *",
    re.IGNORECASE,
)
BEGUN = re.compile(
    rf"(?:{OR}|\b(?:either|entweder))(?: (?:let|that|if|when|suppose|assume|sei|wenn))* *$", re.IGNORECASE
)
NOT_EVEN = re.compile(rf" ?{OR} (?:not|nicht)\b", re.IGNORECASE)
BESIDE = re.compile(
    r"[ ,;，]*(?:and |und |且)?(?:(?!(?:either|then|we|that|which|where|namely|meaning|say|such|for|so|hence)\b)"
    r"[\w'’]+ ){0,3}",
    re.IGNORECASE,
)
ALSO = re.compile(r" ?,? ?(?:and|or|nor|und|noch|且)(?: \w+){0,2} ?", re.IGNORECASE)
COMMA = re.compile(r"[ ,，、]*")
HALT = re.compile(r"[.;:；]|\b(?:then|dann|we|so|hence)\b|, ?(?!or\b)(?=⟦)")
CLAUSE = re.compile(
    r"(?:[;；],? *|, (?=(?:and|but|while|whereas|und|aber)\b))(?:(?:and|but|while|whereas|und|aber),? )?"
    r"(?=(?:if|when|whenever|for|in (?:full )?general|generally|in (?:any|either|both|all|every) cases?|otherwise|"
    r"else|wenn|falls|für|sonst|im allgemeinen)\b)",
    re.IGNORECASE,
)
WHERE = r"(?:for|when|whenever|if|für|wenn|falls)(?: (?:all|any|every|each))? (?:[\w'’-]+ ){0,2}⟦\d+⟧"
LEADING = re.compile(rf"\W*(?:\w+,? ){{0,6}}?{WHERE}", re.IGNORECASE)
FURTHER = re.compile(
    rf"(?<=⟧), (?={WHERE}(?: ?:|,|(?: [\w'’]+){{1,4}}(?: is| are| have| get| gives)?:?) ?(?:[\w'’]+ ){{0,4}}⟦)",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    rf"\W*(?:{OR}|alternatively|alternativ|instead)\b[^⟦]*\b(?:let|suppose|assume|if|when|sei|angenommen)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"^\W*(?:(?:but|and|now),? )?(?:what|how) (?:about|if|happens)\b|^\W*and if\b", re.IGNORECASE)


def claims_it(before: str) -> str:
    """What in the words before a statement makes it a claim: "goal", "concluding", or nothing."""
    found = list(GOVERNOR.finditer(before, max(0, len(before) - NEAR)))
    kind = found[-1].lastgroup if found else None
    return kind if kind in ("goal", "concluding") else ""


def is_question(sentence: Sentence) -> bool:
    return sentence.text.rstrip(" \"”')*").endswith(("?", "？"))


def is_open(text: str, start: int, end: int) -> bool:
    """Whether what the words from start to end say is one side of an "or" in its clause."""
    if AMONG.search(text[max(0, start - FEW) : start]):
        return True
    before = [found.end() for found in HALT.finditer(text, max(0, start - NEAR), start)]
    after = HALT.search(text, end, end + NEAR)
    beside = text[before[-1] if before else max(0, start - NEAR) : after.start() if after else end + NEAR]
    return bool(re.search(OR, beside, re.IGNORECASE)) and not re.search(r"\bor equivalent", beside, re.IGNORECASE)


@lru_cache(maxsize=16)
def clauses(text: str) -> tuple[int, ...]:
    """Where the clauses of a sentence begin: it is cut where a new condition is opened behind a semicolon, and where
    one more follows a claim that has its own in front: "For $x > 0$: $|x| = x$, for $x < 0$: $|x| = -x$"."""
    further = FURTHER.finditer(text) if LEADING.match(text) else ()
    return (0, *sorted({found.end() for found in (*CLAUSE.finditer(text), *further)}))


def clause_of(text: str, at: int) -> tuple[int, int]:
    """The clause around a place."""
    cuts = clauses(text)
    place = bisect_right(cuts, at) - 1
    return cuts[place], [*cuts, len(text)][place + 1]


def is_alternative(item: Sentence) -> bool:
    """Whether an item of a list is one of several of which not all hold: "$x > 0$, or"."""
    lead = item.lead.text if item.lead else ""
    ends = re.match(rf"\W*{OR}", item.text, re.IGNORECASE) or re.search(rf"{OR}\W*$", item.text, re.IGNORECASE)
    return bool(ends or re.search(r"\b(?:(?:one|any) of|either)\b[^.;]*$", lead, re.IGNORECASE))


def alternatives(sentence: Sentence, spots: list[int]) -> set[int]:
    """Those of the formulas of a sentence (their pieces, in order) that are joined by "or": none of them is given."""
    ends = [sentence.spots[piece] for piece in spots]
    between = [sentence.text[one[1] : other[0]] for one, other in pairwise(ends)]
    found: set[int] = set()
    for k, words in enumerate(between):
        if EITHER.fullmatch(words):
            first, last = k, k + 1
            while first and BESIDE.fullmatch(between[first - 1]):
                first -= 1
            while last < len(between) and ALSO.fullmatch(between[last]):
                last += 1
            found |= set(spots[first : last + 1])
        elif LINKED.fullmatch(words):
            found |= {spots[k], spots[k + 1]}
    for piece, (start, end) in zip(spots, ends, strict=True):
        if BEGUN.search(sentence.text[max(0, start - FEW) : start]) or NOT_EVEN.match(sentence.text, end):
            found.add(piece)
    for k, (start, _) in enumerate(ends):
        if AMONG.search(sentence.text[max(0, start - FEW) : start]):
            last = k
            while last < len(between) and (COMMA.fullmatch(between[last]) or ALSO.fullmatch(between[last])):
                last += 1
            found |= set(spots[k : last + 1])
    return found
