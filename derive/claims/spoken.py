"""Relations inside of a noun or a clause: "the unit circle $x^2 + y^2 = 1$", "there is a $k$ with $a_k = 1$".

An equation that names a curve, is to be solved, holds at an optimum or for some value is neither claimed nor a
definition. It is open: a hypothesis from which nothing is had, while what is said of its symbols afterwards may rest
on it. A solution ("setting this to zero gives $\\mu = ...$") is a hypothesis, too, and no definition of a symbol that
was there before. What is a mistake or absurd is assumed by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from derive.claims.governed import claims_it, is_question
from derive.claims.granting import disputes, given_in_table, grants, in_name_only, reported, struck_out, takes_back
from derive.claims.outline import Outline
from derive.claims.roles import DENIAL, EXCEPTED, OPEN, PLAIN, Cue, Hold
from derive.claims.scope import TURNED
from derive.claims.solved import SOLVING
from derive.claims.stated import INEQUALITIES, Statement
from derive.claims.taken import Taken
from derive.claims.walk import every, is_name, symbols
from derive.notation.tree import Group, Node, Number, Product, Script, Words

SOLUTION = Cue("when", Hold.SETTING, open=True, solution=True)
SHORT = r"(?:(?!(?:then|hence|thus|so|we|is|are|has|have)\b)[\w'’-]+,? ){0,4}"
STOP = r"(?:(?!\b(?:then|hence|thus|therefore|so that|we (?:have|get|obtain))\b)[^.;:])*"
NAMED = re.compile(
    r"\b(?:equations?|gleichung|circles?|ellipses?|parabolas?|hyperbolas?|spheres?|balls?|(?:hyper)?planes?|lines?|"
    r"curves?|surfaces?|simplex|simplices|manifolds?|level sets?|contours?|boundary|boundaries|constraints?|points?|"
    r"subspaces?|cones?|roots?|solutions?|minim(?:um|a|i[sz]ers?)|maxim(?:um|a|i[sz]ers?)|optim(?:um|a))"
    r"(?: (?:with equation|given by|defined by|described by))? $",
    re.IGNORECASE,
)
HOLDING = re.compile(
    r",? (?:(?:always|also|then|indeed|now|clearly) )?(?:holds?|follows?|is (?:true|valid|correct|an identity))\b",
    re.IGNORECASE,
)
OPTIMUM = r"(?:minimi[sz]ers?|maximi[sz]ers?|minim(?:um|a)|maxim(?:um|a)|optim(?:um|a)|optimality|extrem(?:um|a))"
WANTED = (
    rf"(?:{OPTIMUM}|fixed points?|roots?|zeros?|solutions?|(?:stationary|critical|saddle) points?|equilibri(?:um|a)|"
    r"optimal (?:\w+ )?⟦\d+⟧|optimal [\w-]+|eigen(?:values?|vectors?)|estimat(?:e|or)s?|mle|best (?:\w+ )?⟦\d+⟧)"
)
SATISFIES = re.compile(
    rf"\b{WANTED}(?: ⟦\d+⟧)?(?: of ⟦\d+⟧)? (?:must |then |therefore |thus )?"
    rf"(?:satisf(?:y|ies)|obeys?|fulfil\w*|solves?) {SHORT}:? ?$",
    re.IGNORECASE,
)
AT_OPTIMUM = re.compile(
    rf"\b(?:at|in) (?:the|an?|any|this|every) (?:\w+ )?{WANTED}\b[^.;⟦]*:? ?$|"
    rf"\b(?:first|second)[- ]order (?:optimality |necessary )?conditions?\b[^.;⟦]*:? ?$|"
    rf"\bnormal equations?\b(?: (?:is|are|reads?|becomes?|then|thus|now))*[:,]? ?$",
    re.IGNORECASE,
)
BEING = re.compile(rf" (?:is|are|gives?|attains?|solves?) (?:(?:an?|the|its|our) )?(?:\w+ )?{WANTED}\b", re.IGNORECASE)
ARROWS = ("\\implies", "\\Rightarrow", "\\Longrightarrow", "\\rightarrow", "\\to")
DIFFERENTIATED = re.compile(r"\b(?:implicitly )?differentiat(?:e|ing)\b(?: (?!⟦)[\w-]+){0,3} $", re.IGNORECASE)
EXISTS = re.compile(
    rf"\b(?:there (?:is|are|exists?|must (?:be|exist))|for (?:some|one(?= ⟦)|at least one|exactly one|suitable))\b(?!-)"
    rf"(?:{STOP}|(?: [\w-]+){{0,2}} ⟦\d+⟧,? we (?:have|get|obtain|find) )$|"
    rf"^\W*some ⟦\d+⟧ (?:satisf\w+|has|have|with)\b{STOP}$|"
    rf"\b(?P<own>let|choose|chosen|choosing|pick|picking|picked|find|fix|take|select|selecting)\b "
    rf"(?:(?:an?|the|some|any) )?(?:[\w-]+ )?⟦\d+⟧ (?:be )?(?:(?:an?|the|some|any) (?:[\w-]+ ){{1,3}})?"
    rf"(?:such that|with|so that|for which|satisfying|where)\b{STOP}$",
    re.IGNORECASE,
)
SOMEWHERE = re.compile(r" ?,? for (?:some|at least one|exactly one|(?:a )?suitable)\b", re.IGNORECASE)
LETTER = re.compile(r"[^⟦]*⟦(\d+)⟧")
MISTAKE = re.compile(
    r"\b(?:mistakes?|fallac(?:y|ies)|misconceptions?|(?:common|frequent|typical|usual|classic|popular) errors?|"
    r"(?:wrongly|incorrectly|mistakenly|falsely|erroneously) (?:\w+ )?(?:writ\w+|claim\w*|conclud\w+|assum\w+|"
    rf"us\w+|that)){STOP}$",
    re.IGNORECASE,
)
ABSURD = re.compile(
    r" ?[,;(–—]* ?(?:(?:and|but) )?(?:(?:which|that|this) )?(?:(?:is|would be|cannot be|leads to|yields|gives) )?"
    r"(?:(?:an?|the|our|clearly|obviously|plainly|desired|true) )*(?:contradict\w*|absurd\w*|impossible|nonsens\w+)\b",
    re.IGNORECASE,
)
WOULD = re.compile(
    rf"\b(?:would|could|might) (?:then |also |in turn )?(?:give|imply|mean|yield|force|get|have|follow|be)\b{STOP}$",
    re.IGNORECASE,
)
GIVES = (
    r"(?:gives?|yields?|leads? to|results? in|produces?|(?:we|one) (?:\w+ )?(?:gets?|finds?|obtains?|have|sees?|"
    r"arrives? at)|we get|we find|we obtain|,)"
)
SOLVED = re.compile(
    rf"\b(?:setting|equating|set|put|putting)\b(?:[^.;]{{0,60}}?\bto (?:zero|0)\b|[^.;⟦]{{0,60}}? to ⟦\d+⟧)[^.;]*?"
    rf"{GIVES}[^.;⟦]{{0,40}}$|\bsolv(?:e|es|ing)\b[^.;]{{0,60}}?(?:{GIVES}|for ⟦\d+⟧:?)[^.;⟦]{{0,40}}$|"
    rf"\b(?:at|in) (?:the|an?|any) (?:\w+ )?{WANTED}\b[^.;⟦]*$|"
    rf"\b(?:the|an?|our|its|this|unique) (?:[\w-]+ ){{0,3}}{WANTED}(?: of ⟦\d+⟧)? (?:is|are|reads?|becomes?|equals?)"
    rf"\b[^.;⟦]{{0,40}}$|\b(?:get|obtain|find|gives?|yields?) the (?:\w+ ){{0,3}}(?:estimat\w+|solution|{OPTIMUM})"
    r"[^.;⟦]{0,30}$",
    re.IGNORECASE,
)
GIVEN_ANY = re.compile(
    r"\bgiven (?:(?:an?|any|arbitrary|all|every|general) )+(?:[\w-]+ ){0,2}⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*, $",
    re.IGNORECASE,
)
WORK = r"(?:claim|statement|solution|answer|proof|attempt|derivation|formula|step|mistake|error|argument)"
LABELLED_WRONG = re.compile(
    rf"\W*(?:(?:an? |the )?(?:false|wrong|incorrect|invalid|common) {WORK}|(?:wrong|incorrect|false)|"
    rf"(?:\w+ )?{WORK}(?: \w)? [(\[](?:false|wrong|incorrect|invalid)[)\]])\W*",
    re.IGNORECASE,
)
TESTED = re.compile(
    r"\b(?:test\w*|reject\w*|null|alternative|against) (?:(?:an?|the|this) )?(?:(?:null|alternative) )?hypothes[ie]s\b"
    r"[^.;⟦]{0,20}$|\bH_?[01a] ?: ?$|\bhypothesis ⟦\d+⟧ (?:is|reads|states|says)(?: that)?:? ?$",
    re.IGNORECASE,
)
ASSUMED = re.compile(r"\b(?:under|assum\w*|suppos\w*|if|when|given|provided)\b", re.IGNORECASE)
STATISTICAL = re.compile(r"\s*(?:\\(?:mathcal|mathrm|mathbf)\s*)?\{?H\}?_\{?[01aA]\}?\s*(?:\\colon|:)(?!=)")
CANCELLED = re.compile(r"\W*(?:\\[bx]?cancel|\\sout)\s*\{.*\}\W*", re.DOTALL)
CASE_BEHIND = re.compile(r"^\W*(?:if|when|whenever)\b(?:(?!\b(?:then|we|so|hence)\b)[^.;:])*, $", re.IGNORECASE)
THEN = re.compile(r",? then\b", re.IGNORECASE)


def with_spoken(outline: Outline, taken: Sequence[Taken]) -> Iterator[Taken]:
    """The formulas with the cues of what is only spoken of."""
    seen: set[Node] = set()
    defined: set[Node] = set()
    back = _taken_back(outline)
    for one in _pointed(taken):
        wrong = one.formula.index in back and one.cue.role in ("plain", "given")
        if one.statements and (wrong or _is_struck(one) or _is_tested(one)):
            yield replace(one, cue=DENIAL)
            continue
        cue = _spoken(outline, one, seen, defined) if one.statements and one.cue.solves is None else None
        yield replace(one, cue=cue) if cue is not None else one
        seen.update(filter(is_name, every(one.formula.tree)))
        if cue is None and one.cue.role in ("plain", "given"):
            defined.update(each.sides[0].node for each in one.statements)


def _taken_back(outline: Outline) -> set[int]:
    """The formulas that the sentence behind theirs calls wrong, "$x = 2y$. This is false.", or the label in front,
    "Claim (false). $x = 2y$." """
    pairs = list(pairwise(outline.sentences))
    labelled = [one for label, one in pairs if not label.spots and LABELLED_WRONG.fullmatch(label.text)]
    back = {max(one.spots) for one, behind in pairs if one.spots and takes_back(behind.text)}
    return back | {spot for one in labelled for spot in one.spots}


def _is_tested(one: Taken) -> bool:
    """`H_0: x = 2y`, which is tested and not assumed."""
    if ASSUMED.search(one.before):
        return False  # "under the null hypothesis"
    return TESTED.search(one.before) is not None or STATISTICAL.match(one.formula.latex) is not None


def _is_struck(one: Taken) -> bool:
    """`~~$x = 2y$~~`, `\\cancel{x = 2y}`: what the author has struck out."""
    return struck_out(one.sentence.text, *one.sentence.spots[one.formula.index]) or (
        CANCELLED.fullmatch(one.formula.latex) is not None)


def _pointed(taken: Sequence[Taken]) -> Iterator[Taken]:
    """The formulas with those around an arrow that is one of its own: `$a = b$ $\\implies$ $a^2 = b^2$`."""
    arrows = {k for k, one in enumerate(taken) if one.formula.latex.strip() in ARROWS}
    for k, one in enumerate(taken):
        if arrows & {k - 1, k + 1} and one.statements and one.cue.role == "plain":
            yield replace(one, cue=DENIAL) if k + 1 in arrows else replace(one, either=True)
        else:
            yield one


def _spoken(outline: Outline, one: Taken, seen: set[Node], defined: set[Node]) -> Cue | None:
    if one.cue.role == "given" and GIVEN_ANY.search(one.before):
        return PLAIN
    before, after, plain = one.before, one.after, one.cue.role == "plain"
    held = one.cue.role in ("when", "given") and one.cue not in (DENIAL, EXCEPTED)
    if held and in_name_only(before, after, is_question(one.sentence)):
        return OPEN
    if MISTAKE.search(before) or (plain and (ABSURD.match(after) or WOULD.search(before))):
        return DENIAL
    solved = one.cue.role in ("plain", "given") and any(_solves(each, seen, defined) for each in one.statements)
    if solved and SOLVED.search(before.rstrip(" :：")):
        return SOLUTION
    if not all(map(_compares, one.statements)):
        return OPEN if plain and reported(before) else None
    if one.cue.role in ("plain", "given", "when") and (EXISTS.search(before) or SOMEWHERE.match(after)):
        return _of_some(outline, one)
    if plain and any(pattern.search(before) for pattern in (SATISFIES, AT_OPTIMUM)):
        return None if any(map(_defines, one.statements)) else OPEN
    if plain and any(map(_names, one.statements)) and _is_spoken_of(one):
        return Cue("asked") if claims_it(before) == "goal" else OPEN
    if one.display or not plain:
        return OPEN if one.cue.role == "given" and SATISFIES.search(before) else None
    if CASE_BEHIND.search(before) and THEN.match(after):
        return Cue("when", Hold.SENTENCE)
    named = (NAMED.search(before) or BEING.match(after)) and not HOLDING.match(after)
    if (named or SOLVING.search(before) or DIFFERENTIATED.search(before)) and not any(map(_defines, one.statements)):
        return OPEN
    return None


def _of_some(outline: Outline, one: Taken) -> Cue | None:
    """What holds for some value: of the letter itself it is known until the letter is another one, of what has it for
    an index or an argument nothing is: "there is a $k$ with $a_k = 1$"."""
    if one.cue == DENIAL or (one.cue.role == "plain" and one.display):
        return None
    if {sign.name for each in one.statements for sign in each.signs} <= INEQUALITIES:
        return None
    behind, ahead = SOMEWHERE.match(one.after), EXISTS.search(one.before)
    found = LETTER.match(one.before, ahead.start()) if ahead else None
    found = LETTER.match(one.after, behind.end()) if behind else found
    letter = outline.trees.get(int(found[1])) if found else None
    first = one.statements[0].sides[0].node
    places = [part.sub for part in every(first) if isinstance(part, Script) and part.sub is not None]
    places += [part.factors[-1] for part in every(first) if isinstance(part, Product) and _called(part)]
    inner = frozenset().union(*map(symbols, places))
    let = ahead is not None and (ahead["own"] or "").lower() == "let"
    if one.cue.role == "plain" or (places and (letter is None or symbols(letter) & inner)):
        return replace(one.cue, role="when") if let and one.cue.hold is not Hold.NOTHING else OPEN
    return None if let or behind else Cue("when", Hold.SETTING)


def _is_spoken_of(one: Taken) -> bool:
    """Whether an equation that would define a symbol is not given by the words around it."""
    asked = is_question(one.sentence) or one.formula.latex.rstrip(" $").endswith("?")
    if any(isinstance(sign.note, Words) and sign.note.text in "?!" for each in one.statements for sign in each.signs):
        return True
    tabled = given_in_table(one.sentence.text, *one.sentence.spots[one.formula.index])
    if tabled is not None:
        return not tabled or disputes(one.before, one.after)
    if one.display:
        return disputes(one.before, one.after) or (asked and not grants(one.before, one.after, asked))
    return not grants(one.before, one.after, asked)


def _names(statement: Statement) -> bool:
    """`x = 2y`, `f(x) = x^2`: what defines a symbol where nothing but its form says so."""
    left = statement.sides[0].node
    return not statement.carried and statement.signs[0].name == "=" and (is_name(left) or _called(left))


def _compares(statement: Statement) -> bool:
    return all(sign.name in TURNED for sign in statement.signs)


def _called(node: Node) -> bool:
    """`g(x)`: a name in front of a bracket."""
    return isinstance(node, Product) and is_name(node.factors[0]) and isinstance(node.factors[-1], Group)


def _defines(statement: Statement) -> bool:
    """`y = mx + b`, `f(x) = x^2`: a name for an expression, and not `x = 0` or `g(x) = x`."""
    left, right = statement.sides[0].node, statement.sides[-1].node
    named = (is_name(left) and not (isinstance(left, Script) and isinstance(left.sup, Number))) or _called(left)
    return named and not isinstance(right, Number) and not is_name(right) and len(symbols(right)) > 0


def _solves(statement: Statement, seen: set[Node], defined: set[Node]) -> bool:
    """`\\mu = ...` of a symbol that was there before, and was not defined."""
    left = statement.sides[0].node
    single = [sign.name for sign in statement.signs][:1] == ["="] and not statement.carried
    known = left in seen and left not in defined
    return single and is_name(left) and known and left not in every(statement.sides[-1].node)
