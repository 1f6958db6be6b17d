"""What the words around a formula make of its relations: a hypothesis, a definition, a case, a question.

The words in front of the formula are matched from the table below, the nearest cue first. `hold` says how long
the relation is taken for granted: not at all, for the claim it conditions, for its sentence, while its case or
its setting lasts, or to the end of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from derive.claims.denied import DISOWNED, denies, excepts
from derive.claims.governed import clause_of
from derive.claims.sentences import FORMULA, NEAR, Sentence
from derive.notation.tree import Node


class Hold(Enum):
    """How long a relation is taken for granted."""

    NOTHING = "nothing"
    CLAIM = "claim"
    SENTENCE = "sentence"
    CASE = "case"
    SETTING = "setting"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Cue:
    """The role of a formula. `of` is the piece of the formula that this one is a condition of; `declares` that the
    words introduce a quantity ("for $\\sigma > 0$ the density is"); `excepts` that what is claimed holds where
    the relation does not ("unless $x < 0$"); `solves` is the symbol that an equation is to be solved for; `open` that
    nothing is had from the relation, though what follows may rest on it, `solution` that only its symbol is meant."""

    role: str = "plain"
    hold: Hold = Hold.NOTHING
    of: int | None = None
    declares: bool = False
    excepts: bool = False
    solves: Node | None = None
    open: bool = False
    solution: bool = False


PLAIN = Cue()
DENIAL = Cue("when")
EXCEPTED = Cue("when", excepts=True)
OPEN = Cue("when", Hold.SETTING, open=True)
NOUNS = (
    r"(?:scalars?|words?|vectors?|matrix|matrices|numbers?|constants?|ind(?:ex|ices)|some|all|any|every|each|the|an?)"
)
WORD = r"and|or|but|if|when|for|with|且|和"
LIST = rf"(?:⟦\d+⟧(?: ?\([^)]*\))?(?: ?(?:[,;，]|{WORD})(?![a-z]))*(?: {NOUNS})* ?)*"
JOINED = rf"(?:⟦\d+⟧(?: ?\([^)]*\))?(?: ?[,;，])?(?: ?(?:{WORD})(?![a-z]))+(?: {NOUNS})* ?)*"
FEW = r"(?:[\w'’-]+ ){0,3}"
LOGIC = r"(?!(?:then|hence|thus|therefore|get|obtain|follows)\b)"
MORE = rf"(?:{LOGIC}[\w'’()-]+ ){{0,7}}(?:⟦\d+⟧,? and (?:[\w'’()-]+ ){{0,5}}be )*"


def _cue(words: str, tail: str = FEW, extra: str = r"(?!)", members: str = JOINED) -> re.Pattern[str]:
    return re.compile(rf"(?P<cue>\b(?:{words})(?<=[\w.,])(?!\w)|{extra}):? *{tail}{members}$", re.IGNORECASE)


def _own(words: str) -> re.Pattern[str]:
    """Words of languages that set no blanks."""
    return re.compile(rf"(?P<cue>{words})[：: ]*{LIST}$")


CONDITION = re.compile(
    r"⟦(\d+)⟧(?: ?\([^)]*\))?,? +(?:(?:except|but not) )?(?P<cue>for|if|when|whenever|unless)\b(?! some)"
    rf"(?: (?:all|any|every|each|the))*(?: \w+){{0,2}} *(?P<list>{JOINED})$",
    re.IGNORECASE,
)
OWN_CONDITION = re.compile(r" ?,? ?(?:if|when|whenever|for|otherwise)\b", re.IGNORECASE)
TOLD = ("both", "all", "either", "each", "these", "two", "every", "any", "general", "which", "this", "that", "such")
NOT_ALL = "".join(rf"(?<!\b{word} )" for word in TOLD)
SINCE = _cue(r"since|because|given that|due to|the fact that|using that|seeing that")
THE_CASE = r"the (?:(?:special|simple|simplest|particular) )?case(?: (?:where|when|that|of|in which))?"
WLOG = r"without (?:any )?loss of generality,?|w\.?l\.?o\.?g\.?,?"
SETTING = _cue(rf"suppose(?: that)?|assum(?:e|ing)(?: that)?|consider {THE_CASE}|{WLOG}")
WHEN = _cue(
    r"when|whenever|if|unless|provided(?: that)?|for(?! some)|für|wenn|falls|under|at|(?<=\d )where|"
    rf"{NOT_ALL}cases?(?: ?\(?\w{{1,3}}\)?)?[.,]?",
    extra="[①-⑳]",
)
GIVEN = _cue(r"let|letting|define|put|denote|write|where|introduce|such that", MORE, members=LIST)
CHOSEN = _cue(r"set|setting|choose|choosing|take|taking", MORE)
GIVEN_SHORT = _cue(r"with|mit|given|(?:defined|given|denoted) (?:as|by)", members=LIST)
LAID = r"(?:let|suppose|assume|consider)\b(?:(?!\b(?:then|have|hence|thus|therefore|get|obtain|gives?)\b)[^;]){0,200}?"
CONSTRAINT = _cue(
    rf"subject to|s\.t\.|satisfying|obeying|{LAID}\bsatisf(?:y|ies)|{LAID}\b(?:i\.e\.?|that is|meaning(?: that)?),?"
    rf"|{LAID}⟦\d+⟧ (?:has|have)"
    rf"|{LAID}\bbe (?:\w+ ){{0,2}}?(?:centred|centered|normali[sz]ed|standardi[sz]ed|whitened|scaled|balanced)"
    r"|(?:that|which|targets?|weights?|probabilities|parameters?)(?: ⟦\d+⟧)? satisf(?:y|ies)"
)
IN_OTHER_WORDS = re.compile(  # "let $u$ be a unit vector, $\\|u\\| = 1$"
    r"(?P<cue>\bunit (?:[\w-]+ )?(?:vectors?|norm|length)),? *(?:(?:i\.e\.|that is|so),? *)?$", re.IGNORECASE
)
NEEDED = _cue(  # no claim, nor an assumption: "for that we would need $A^T A = I$"
    r"(?:we|one|you|this|that|it|which|equality) (?:(?:would|will|then|also|only|clearly) )*(?:needs?|requires?)"
    r"(?: that| to have)?|(?:we|one|it) (?:(?:would|then|also) )*must (?:have|be)(?: that| the case that)?",
    tail="",
)
ASKED = _cue(
    r"(?:show|prove|verify|confirm|proof|demonstrate|establish|claim|deduce|conclude|argue|zeigen?|beweisen?)"
    r"(?: that)?|(?:see|check) that",
    MORE,
)
NOTED = _cue(r"(?:written|rewritten|expressed|summari[sz]ed) as|note that|notice that|observe that|i\.e\.?,?(?= )")
CASE_HEAD = re.compile(
    r"^\W*(?:(?![^:⟦]*\bcases\b)[^:⟦]{0,60}[:.] *)?"
    r"(?:(?:\w+ )?case\b[^⟦]{0,12}|when\b|whenever\b|if\b|for\b|für\b|wenn\b|falls\b|consider\b|then\b|[①-⑳])",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^\W*(?:sub-?)?case ?\(?(?P<label>\d{1,2}|[ivx]{1,4}|[a-z])\)?(?!\w)", re.IGNORECASE)
LABEL_ONLY = re.compile(
    r"[\s.:,)–—-]*\(?(?:(?:if|when|where|suppose|assume|assuming|let|here|now|first|for|consider|say|that) )*",
    re.IGNORECASE,
)
SHORT = re.compile(r"\bwith (?:\w+ ){0,3}$", re.IGNORECASE)
TABLE = (
    (SINCE, Cue("since", Hold.DOCUMENT)),
    (_own("因为|由于|基于|∵"), Cue("since", Hold.DOCUMENT)),
    (SETTING, Cue("when", Hold.SETTING)),
    (_own("假设|假定"), Cue("when", Hold.SETTING)),
    (WHEN, Cue("when", Hold.SENTENCE)),
    (_own("当|若|如果"), Cue("when", Hold.SENTENCE)),
    (GIVEN, Cue("given", Hold.DOCUMENT)),
    (CHOSEN, Cue("given", Hold.SETTING)),
    (GIVEN_SHORT, Cue("given", Hold.DOCUMENT)),
    (CONSTRAINT, Cue("given", Hold.DOCUMENT)),
    (IN_OTHER_WORDS, Cue("given", Hold.DOCUMENT)),
    (_own("设|令|记|已知|定义|满足|使得"), Cue("given", Hold.DOCUMENT)),
    (NEEDED, OPEN),
    (ASKED, Cue("asked")),
    (NOTED, Cue("note")),
)
AIMED = re.compile(  # "our goal is to show that if ..., then ... obeys $x = y$"
    r"\b(?:(?:goal|aim|task|objective)\b[^;:]*|(?:want|need|have|wish|going|remains|left) to|will|shall|let us"
    r"|\w+['’]ll|problem is) (?:now |then |first |to )*(?:show|prove|verify|establish)\b(?! (?:this|it|these)\b)",
    re.IGNORECASE)
ASIDE = re.compile(r"\((?:x?or|oder)(?: equivalently)?,? *$", re.IGNORECASE)
DISPLAYED = (
    (re.compile(r"\b(?:since|because)$", re.IGNORECASE), Cue("since")),
    (re.compile(r"\b(?:only|precisely|exactly)? ?(?:when|whenever|if)$", re.IGNORECASE), Cue("when")),
    (re.compile(r"\b(?:suppose|assume|assuming|provided)(?: that)?$", re.IGNORECASE), Cue("when")),
    (re.compile(r"\b(?:we|one|you|it|this|equality) (?:\w+ )?(?:needs?|requires?|must have)(?: that)?$", re.IGNORECASE),
     OPEN),
    (re.compile(r"\b(?:defined|given|denoted) (?:as|by)(?: [\w ]{0,40})?$", re.IGNORECASE), Cue("given")),
    (re.compile(r"\b(?:let|given|define|put|introduce|where)(?: \w+){0,3}$", re.IGNORECASE), Cue("given")),
    (re.compile(r"\b(?:(?:we|may|and) set|let [\w⟦⟧ ]{0,40} be)$", re.IGNORECASE), Cue("given")),
    (re.compile(r"(?<!start )(?<!begin )\bwith$", re.IGNORECASE), Cue("given")),
    (re.compile(r"(?:设|令|记|已知|定义)$"), Cue("given")),
    (re.compile(r"\b(?:show|prove|verify)(?: that)?(?: \w+){0,4}$|\bquestion$", re.IGNORECASE), Cue("asked")),
    (re.compile(r"\balso (?:be )?(?:written|expressed|write)\b[\w ]{0,20}$", re.IGNORECASE), Cue("note")),
)


def cue_of(sentence: Sentence, piece: int, display: bool) -> Cue:
    """The role of a formula from the words in front of it, or from the line that introduces its list."""
    start = sentence.spots[piece][0]
    before = sentence.text[max(0, start - NEAR) : start]
    if display:
        return _displayed(before.rstrip(" :：,，"))
    if not before.strip(" (-–—*"):
        after = _behind(sentence, piece)
        return DENIAL if DISOWNED.match(after) else _headed(sentence, after)
    return _inline(sentence, piece, before)


def _behind(sentence: Sentence, piece: int) -> str:
    """The words behind a formula, as far as they matter."""
    end = sentence.spots[piece][1]
    return sentence.text[end : end + NEAR]


def _displayed(before: str) -> Cue:
    return next((cue for pattern, cue in DISPLAYED if pattern.search(before)), PLAIN)


def _inline(sentence: Sentence, piece: int, before: str) -> Cue:
    condition = _last(CONDITION, before)
    start = sentence.spots[piece][0]
    if condition and start - len(before) + condition.start() < clause_of(sentence.text, start)[0]:
        condition = None  # it opens a clause of its own
    if condition and condition["list"] and OWN_CONDITION.match(_behind(sentence, piece)):
        return _inline(sentence, piece, before[: condition.start()])
    if condition:
        return EXCEPTED if excepts(before, condition) else Cue("when", Hold.CLAIM, int(condition[1]))
    if ASIDE.search(before):
        return DENIAL
    if re.match(r" *cases?\b", _behind(sentence, piece)):
        return Cue("when", Hold.SENTENCE)
    found, match = _nearest(before)
    if match is None and AIMED.search(sentence.text[:start]):
        return Cue("asked")
    if denies(before, match):
        return DENIAL
    if DISOWNED.match(_behind(sentence, piece)):
        return EXCEPTED if match and match["cue"].lower() in ("if", "when", "whenever") else DENIAL
    if match and excepts(before, match):
        return EXCEPTED
    label = LABELLED.match(before) if len(before) < NEAR else None
    if label and LABEL_ONLY.fullmatch(before, label.end()):
        return Cue("when", Hold.CASE)
    if found.hold is Hold.DOCUMENT and before.rfind("(") > before.rfind(")"):
        return Cue(found.role, Hold.SENTENCE)
    if found.hold is Hold.DOCUMENT and SHORT.search(before) and CASE_HEAD.match(before):
        said = re.search(r"\w", _behind(sentence, piece))
        return Cue(found.role, Hold.SENTENCE if said else Hold.SETTING)
    if found.role != "when" or found.hold is not Hold.SENTENCE:
        return found
    if (
        (sentence.opens or label)
        and len(before) < NEAR
        and CASE_HEAD.match(before)
        and not _clause_follows(sentence, piece, before)
    ):
        return Cue("when", Hold.CASE, declares=bool(re.search(r"\b(?:for|für)\b", before, re.IGNORECASE)))
    return Cue("when", Hold.SENTENCE, declares=bool(re.search(r"\b(?:for|für) [^,.;]*$", before, re.IGNORECASE)))


def _clause_follows(sentence: Sentence, piece: int, before: str) -> bool:
    """Whether "for $w \\neq o$" or "if ..." is followed by what holds then, and so speaks for its sentence alone."""
    if not re.match(r"\W*(?:for|if)\b", before, re.IGNORECASE):
        return False
    after = re.sub(r"\([^)]*\)|⟦\d+⟧", "", _behind(sentence, piece))
    return bool(re.search(r"[^\W\d]", after))


def _nearest(before: str) -> tuple[Cue, re.Match[str] | None]:
    """The cue whose words end last, among all that reach up to the formula; of two, the one higher in the table."""
    found = [
        (match.end("cue"), -place, match)
        for place, (pattern, _) in enumerate(TABLE)
        if (match := _last(pattern, before))
    ]
    if not found:
        return PLAIN, None
    _, place, match = max(found, key=lambda one: one[:2])
    return TABLE[-place][1], match


def _last(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """The match that begins last."""
    found, start = None, 0
    while match := pattern.search(before, start):
        found, start = match, match.start() + 1
    return found


def _headed(sentence: Sentence, after: str) -> Cue:
    """A formula that begins its sentence: the head of a case (`1) $i=k$:`), or a member of a list."""
    if sentence.opens and re.match(r"\s*(?:\([^)]*\)\s*)?[:：]", after):
        return Cue("when", Hold.CASE)
    if sentence.lead is None or not sentence.opens:
        return PLAIN
    lead = FORMULA.sub("x", sentence.lead.text).strip(" :：")
    for pattern, cue in LEADS:
        if pattern.search(lead):
            return cue
    return PLAIN


LEADS = (
    (re.compile(r"^(?:since|because)\b|(?:因为|由于)", re.IGNORECASE), Cue("since", Hold.DOCUMENT)),
    (
        re.compile(r"\b(?:given|let|define|notation|where|with|definitions?)$|已知$", re.IGNORECASE),
        Cue("given", Hold.DOCUMENT),
    ),
    (re.compile(r"\b(?:suppose|assume|assuming|assumptions?)(?: that)?$", re.IGNORECASE), Cue("when", Hold.SETTING)),
    (re.compile(r"\b(?:when|if|cases?)$", re.IGNORECASE), Cue("when", Hold.CASE)),
    (re.compile(r"\b(?:show|prove|verify)(?: that)?$|\bquestion$", re.IGNORECASE), Cue("asked")),
)
