"""What a document announces about its own notation, as tables of words: conventions ("all logarithms are to base 2")
and what a sign or a letter stands for ("$\\circ$ denotes composition", "let $I$ be the interval").

A sign that is said to mean what it is read as anyway announces nothing. FAILURE: words that are in no row announce
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.claims.denied import denied
from derive.claims.model import Announced
from derive.claims.operations import CHANGE, DELTA, spoken_of
from derive.claims.outline import Outline
from derive.claims.sentences import NEAR, Sentence, span_between, with_latex

ALL = r"(?:all|every|each|any|our|throughout|unless)"
THINGS = r"(?:numbers?|scalars?|matri(?:x|ces)|vectors?|variables?|quantit(?:y|ies)|entries|polynomials?|coefficients)"
FIELD = (
    r"(?:\bGF ?\(|finite fields?|(?:galois|binary|finite|quaternion\w*) |quaternions|the complex numbers|"
    r"(?:the )?field (?:with|of) (?:two|three|\d+|⟦\d+⟧) elements|\$\\mathbb ?\{?[FCH]\b|a field of characteristic)"
)
BY_ENTRY = r"(?:element|entry|component|coordinate)-?wise|pointwise|(?:each|every) (?:entry|element|component)"


NOT_ONE_HOT = "labels that are not one-hot"
REPEATING = "samples that may repeat"
HERE = "sums over repeated indices here"  # in the formulas of this sentence


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


CONVENTIONS = (
    ("base", _words(r"\blog(?:arithm)?s?\b[^.;$]{0,40}\bbase[- ]?(?P<value>\d+\b|two\b|ten\b|\$ ?\d+ ?\$)(?! of)")),
    ("base", _words(r"\bbase[- ](?P<value>\d+\b|two\b|ten\b|\$ ?\d+ ?\$)[- ]log")),
    ("base", _words(r"\b(?P<value>binary|dyadic|common|decimal) logarithms\b")),
    ("base", _words(r"\blog(?:arithm)?s?\b[^.;$]{0,40}\bbase[- ]?(?P<value>e\b|\$ ?e ?\$)")),
    ("base", _words(r"\b(?P<value>natural) logarithms?\b")),
    ("vectors as rows", _words(
        r"(?:^\W*(?:here,? )?|\b(?:all|our|that|every) )vectors? (?:are|is|as|will be)(?: \w+){0,3}? "
        r"(?:row vectors?|rows)\b(?! of)")),
    ("vectors as rows", _words(
        r"\bwe (?:use|treat|write|regard|take|consider|represent) (?:all )?vectors (?:\w+ ){0,3}?"
        r"(?:row vectors|rows)\b(?! of)")),
    ("layout", _words(r"\b(?:we|this (?:document|note|text)|us(?:es?|ing)|adopt\w*|follow\w*|derivatives are|our)\b"
                      r"[^.;$]{0,40}?\b(?P<value>numerator|denominator)[- ]layout")),
    ("layout", _words(r"\b(?:we|us(?:es?|ing)|adopt\w*|follow\w*)\b[^.;$]{0,30}?"
                      r"\b(?P<value>jacobian|hessian) (?:convention|formulation|layout)")),
    ("sums over repeated indices", _words(
        r"\beinstein(?:['’]s)?(?: summation)? (?:convention|notation)|\brepeated (?:ind\w+|subscripts|letters)\b"
        r"[^.;$]{0,20}\bsummed|\bsum\w*\b[^.;$]{0,20}\brepeated (?:ind\w+|subscripts)")),
    (HERE, _words(r"\b(?:using|use|with|in) (?:the )?repeated[- ]ind\w+(?:[- ]summation)?[- ](?:notation|convention)")),
    ("angles in degrees", _words(
        r"\bangles?\b[^.;$]{0,40}\bin degrees|\bin degrees\b[^.;$]{0,30}\b(?:angles|throughout)")),
    ("arithmetic modulo a number", _words(
        r"\b(?:arithmetic|computations?|calculations?|operations?|additions?|multiplications?|equations?|equalities|"
        r"sums)\b[^.;$]{0,30}\b(?:is|are|hold|work)\b[^.;$]{0,20}\b(?:modulo|mod)\b")),
    ("arithmetic modulo a number", _words(r"\bwe (?:work|compute|calculate|reckon)\b[^.;$]{0,30}\b(?:modulo|mod)\b")),
    ("other numbers than the real ones", _words(
        rf"(?:\b{ALL}\b[^.;]{{0,40}}|\bwe (?:work|compute)\b[^.;]{{0,20}}|"
        rf"\b{THINGS} (?:are|is|live|have)\b[^.;]{{0,30}})"
        rf"\b(?:over|in|from)\b[^.;]{{0,12}}{FIELD}")),
    ("other numbers than the real ones", _words(
        rf"\b(?:all|every|our)(?: the)? {THINGS}\b[^.;$]{{0,30}}\b(?:is|are|may be|be)(?: \w+){{0,2}}? complex\b")),
    ("an equality of another kind", _words(
        r"(?:\$ ?= ?\$|\bequalit(?:y|ies)|\bequations|\bidentities|\bthe equals? signs?)[^.;$]{0,30}\b(?:is|are|holds?|"
        r"denotes?|means?)\b[^.;$]{0,30}\b(?:up to|almost (?:surely|everywhere)|in distribution|asymptotic\w*|"
        r"approximate\w*)")),
    ("entrywise products", _words(
        rf"\b(?:{ALL} (?:\w+ )?products?|products(?: of \w+)?|multiplications?) (?:are|is)(?: \w+){{0,3}}? "
        r"(?:(?:element|entry|component|coordinate)-?wise|pointwise)")),
    ("products that do not commute", _words(
        r"(?<!matrix )\bmultiplication (?:\w+ )?(?:is|need)(?: not|n['’]t)(?: \w+){0,3}? commutative|"
        r"\b(?:variables|symbols|letters|indeterminates) (?:\w+ )?(?:do|need)(?: not|n['’]t) commute")),
    ("sums", _words(
        r"\b(?:all|every|our) (?:sums?|indices) (?:run|range|go|start|begin|are|is)\b|\bwe (?:count|number|index)\b"
        r"[^.;]{0,30}\b(?:from|at) (?:zero|0\b|\$ ?0 ?\$)|\b(?:ind(?:ices|exes)|sums) (?:start|begin|run)\b"
        r"[^.;]{0,20}\b(?:zero|0\b|\$ ?0 ?\$)")),
    (REPEATING, _words(
        r"\b(?:not|no longer|never)\b[^.;$]{0,60}\b(?:distinct|different)|\bsamples?\b[^.;]{0,60}\brepeat|"
        r"\bnegatives?\b[^.;]{0,40}\brepeat|\brepetitions? (?:is|are)?(?: \w+)? ?allowed|"
        r"\brepeated (?:negative )?samples?|"
        r"\bsamples?\b[^.;]{0,60}\b(?:several|multiple|many) times|\bduplicate")),
    (NOT_ONE_HOT, _words(
        r"\b(?:not|no longer|never)\b[^.;$]{0,30}\bone-? ?hot|\bmulti-? ?hot|"
        r"\bvectors? of (?:zeros|0s?) and (?:ones|1s?)")),
    ("by entry", _words(rf"\b(?:{BY_ENTRY}|softmax|logits?|attention|scores?|kernel matrix)\b")),
)
NATURAL = ("e", "natural")
OF_ALL = re.compile(
    r"\b(?:all|every|our|throughout|always|here|denotes?|means?|stands? for)\b|^\W*log\w+ are\b", re.IGNORECASE)
IN_USE = re.compile(r"\b(?:are|we (?:use|take|write|work)|using)\b", re.IGNORECASE)
NO_ANNOUNCEMENT = re.compile(
    r"\b(?:not|unlike|instead of|rather than|than|no|never|without|matrix|matrices|if|when|whether|some|many|others?)"
    r"\b[^.;,]{0,40}$", re.IGNORECASE)

IDENTITY = r"identit|ones on|\bunit\b|\beye\b|appropriate|suitable|compatible|conform|of (?:size|order|dimension)"
ELEMENTWISE = r"(?:element|entry|component|coordinate)-?wise|hadamard|pointwise|schur|by (?:entries|components)"
NEVER = r"(?!)"
AS_READ = {
    "circ": _words(ELEMENTWISE),
    "odot": _words(ELEMENTWISE),
    "otimes": _words(r"outer"),
    "times": _words(r"cartesian|product of (?:numbers|sizes)|multiplication|dimensions?|by"),
    "*": _words(r"^(?!.*(?:convol|correl|composition|operation)).*(?:multiplication|product)"),
    "cdot": _words(r"(?:dot|inner|scalar|matrix|usual|ordinary)[- ]product|multiplication|placeholder|argument"),
    "norm": _words(r"euclid|\\ell[_^]?\{?2|\bl[_^]?\{?2\b|\b2[- ]norm|frobenius|magnitude|\blength\b|"
                   r"^(?:the|its) norm\b|(?:usual|standard) norm"),
    "bars": _words(r"absolute|euclid|modulus|magnitude|determinant|\bdet\b"),
    "angle 2": _words(r"^(?:(?:the|our|its) )?(?:(?:usual|standard|euclidean|ordinary|canonical|real) )*"
                      r"(?:inner|dot|scalar)[- ]product|(?:usual|standard|euclidean|canonical)"),
    "fn log": _words(rf"natural|logarithm|\bbase\b|{ELEMENTWISE}"),
    "fn exp": _words(rf"exponential|{ELEMENTWISE}"),
    "I": _words(IDENTITY),
    "\\pi": _words(r"\bnumber\b|ratio|3\.14|constant|circle|usual"),
    "e": _words(r"euler|base|natural|2\.7|exponential|usual"),
    "i": _words(r"imaginary|complex unit|\bindex|usual"),
    "\\delta": _words(r"kronecker|dirac|delta|\bidentity|indicator|=|\b1\b|\bone\b|\bif\b"),
    "1": _words(r"\bones\b|vector|indicator of"),
    DELTA: _words(r"^(?!.*(?:operator|laplac|difference|change|increment))"),
    CHANGE: _words(NEVER),
    "square": _words(r"\bmatrix\b|vector|brackets?|interval"),
    "curly": _words(r"brace|\bset\b"),
    "square 2": _words(NEVER),
    "angle": _words(NEVER),
    "indicator": _words(NEVER),
}
"""What is said of a sign or a letter where it means what it is read as."""

LETTERS = frozenset({"I", "\\pi", "e", "i", "\\delta", "1"})
INDICATOR = re.compile(r"indicator|iverson|predicate|truth", re.IGNORECASE)
SAID = re.compile(
    r"\s*,?\s*(?:(?:here|always|simply|also|now|from now on),? )?(?:"
    r"(?:to )?(?:denotes?|means?|stands? for|represents?|to denote|to mean) |"
    r"(?P<is>is|are|be|being)(?P<not> not)? (?=(?:an?|the|our|some|any|its)\b)|for the (?=\w))"
    r"(?P<what>[^.;:]{3,80})", re.IGNORECASE)
SAID_BEFORE = re.compile(
    r"\bdenote (?P<what>(?:the|an?) [^.;:$]{3,60}?) (?:by|with|as) $|\b(?P<by>denote by) $", re.IGNORECASE)
PART_OF = re.compile(r"\b(?:of|in|to|at|on|from|than|between|with respect to|under|over)(?: the)? *$", re.IGNORECASE)
FIRST = re.compile(r"[^,$]*(?:\$[^$]*\$[^,$]*){0,2}")


def announced_in(outline: Outline) -> tuple[Announced, ...]:
    """Everything announced, in the order of the document."""
    return tuple(one for sentence in outline.sentences
                 for one in (*_conventions(outline, sentence), *_meanings(outline, sentence)))


def _conventions(outline: Outline, sentence: Sentence) -> Iterator[Announced]:
    text = with_latex(sentence.text, outline.document)
    where = span_between(outline.document, sentence.places[0], sentence.places[-2])
    for key, pattern in CONVENTIONS:
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - NEAR) : found.start()]
            if key not in ("by entry", REPEATING) and NO_ANNOUNCEMENT.search(before):
                continue
            value = (found.groupdict().get("value") or "").strip("$ ").lower()
            if key != "base":
                yield Announced(key, value, where)
            elif "\\log_" not in text and (value in NATURAL or OF_ALL.search(text) or IN_USE.search(text)):
                yield Announced(key, value if value in NATURAL or OF_ALL.search(text) else "", where)


def _meanings(outline: Outline, sentence: Sentence) -> Iterator[Announced]:
    for piece, (start, end) in sentence.spots.items():
        latex = outline.document.pieces[piece].text.value
        key = spoken_of(outline.trees.get(piece), latex)
        before = sentence.text[max(0, start - NEAR) : start]
        said = _said(before, sentence.text[end : end + NEAR], key in LETTERS) if key in AS_READ else ""
        what = with_latex(said, outline.document)
        key = "indicator" if key == "square" and INDICATOR.search(what) else key
        if said and not denied(before) and not AS_READ[key].search(what):
            span = outline.document.pieces[piece].text
            yield Announced(key, latex.strip(), span.span(0, len(span.value)), meaning=True)


def _said(before: str, after: str, letter: bool) -> str:
    """What the words around a formula say that it is; empty where they say nothing of the kind: "$\\log x$ is a concave
    function" says how it is."""
    if PART_OF.search(before):
        return ""  # "the derivative of $|x|$ is the sign of $x$"
    ahead = SAID_BEFORE.search(before)
    if ahead and ahead["what"]:
        return ahead["what"]
    if ahead:
        return FIRST.match(after)[0].strip()  # type: ignore[index]
    found = SAID.match(after)
    how = found is not None and found["is"] in ("is", "are") and re.match(r"an? |some |any ", found["what"])
    if found is None or (how and not letter):
        return ""
    said = re.split(r",? (?:and|where|with|then|so)\b| ⟦\d+⟧ (?:be|is|denotes?)\b", found["what"])[0]
    return f"not {said}" if found["not"] else said
