"""The running text of a document as sentences: words as written, each formula a placeholder such as `⟦12⟧`.

A sentence runs through the displays it introduces and through a "where ..." behind them, so that what it says
can be brought to bear on its formulas. Every character remembers its place: (piece, offset in the piece).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from derive.document.model import Document, Kind, Piece
from derive.source import Span

Place = tuple[int, int]

FORMULA = re.compile(r"⟦(\d+)⟧")
ENVIRONMENTS = (
    r"(?:exercise|problem|question|theorem|lemma|proposition|corollary|example|definition|remark|proof|solution|claim)"
)
CLOSED = re.compile(rf"\\end\{{{ENVIRONMENTS}\*?\}}")
OPENED = re.compile(rf"\\(?:begin|end)\{{{ENVIRONMENTS}\*?\}}")
ENDED = re.compile(r"\\end\{(?:exercise|problem|question|example)\*?\}")
MARKUP = re.compile(
    CLOSED.pattern
    + r"|\*+|`|\\(?:noindent|indent|bigbreak|medbreak|smallbreak|text\w+|emph|begin|end)\b|[{}]|(?<!~)~(?!~)"
)
END_MARK = re.compile(r"[.?!](?:[\"”')\]]*)\s+(?=[A-Z“\"(⟦\[①-⑳])|[。！？；]\s*")
NO_END = re.compile(
    r"(?:\b(?:i\.e|e\.g|w\.r\.t|resp|cf|vs|eq|eqn|fig|no|[A-Z])|(?:^|[\s(])(?:[ivx]+|\d+|[a-h])|^\W*\w+ case)\.\s*$",
    re.IGNORECASE,
)
LAST = re.compile(r"⟦(\d+)⟧\s*$")
STOP = re.compile(r"\.[\s$}]*(?:\\end\{\w+\*?\}[\s$}]*)*$")
ENOUGH = 80
NEAR = 400  # characters in front of a formula that may say what it is
GOES_ON = re.compile(r"(?:where|with|for|and|so that|if|which|because|since|but|or|when|whenever|as)\b|[,;.)]")


@dataclass(frozen=True)
class Sentence:
    """`places` has one entry for each character of `text`, and the end. `opens` says that a paragraph, an item
    or a heading begins with it, `closes` that an example or an exercise ended before it; `lead` is the sentence with a
    colon that introduces the list it stands in."""

    text: str
    places: tuple[Place, ...]
    kind: Kind = Kind.WORDS
    level: int = 0
    opens: bool = False
    lead: Sentence | None = None
    closes: bool = False

    @cached_property
    def spots(self) -> dict[int, tuple[int, int]]:
        """Where the placeholder of each formula stands in `text`."""
        return {int(found[1]): found.span() for found in FORMULA.finditer(self.text)}

    @property
    def start(self) -> Place:
        return self.places[0]

    @property
    def end(self) -> Place:
        return self.places[-1]


@dataclass(frozen=True)
class Block:
    """A paragraph, an item or a heading: its characters with their places."""

    kind: Kind
    level: int
    marks: tuple[tuple[str, Place], ...]
    closes: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(mark for mark, _ in self.marks)


def sentences_of(document: Document) -> list[Sentence]:
    """All sentences in order, headings among them."""
    blocks = list(_filled(_blocks(document.pieces)))
    sentences: list[Sentence] = []
    lead: Sentence | None = None
    for run in _runs(blocks, document.pieces):
        lead = lead if run.kind is Kind.ITEM else None
        found = [_with_lead(sentence, lead) for sentence in _split(run, document.pieces)]
        sentences += found
        if run.kind is not Kind.ITEM and run.text.rstrip().endswith((":", "：")):
            lead = found[-1]
    return sentences


def _with_lead(sentence: Sentence, lead: Sentence | None) -> Sentence:
    return replace(sentence, lead=lead)


def _filled(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with words in them; an empty one hands on that something ended before it."""
    closes = False
    for block in blocks:
        closes = closes or block.closes
        if block.text.strip():
            yield replace(block, closes=closes)
            closes = False


def _blocks(pieces: tuple[Piece, ...]) -> Iterator[Block]:
    kind, level, marks, closes = Kind.WORDS, 0, list[tuple[str, Place]](), False
    for index, piece in enumerate(pieces):
        if piece.kind in (Kind.BREAK, Kind.HEADING, Kind.ITEM):
            yield Block(kind, level, tuple(marks), closes)
            kind, level, marks = (Kind.WORDS if piece.kind is Kind.BREAK else piece.kind), piece.level, []
            closes = False
        elif piece.is_formula:
            marks += [(mark, (index, 0)) for mark in f"⟦{index}⟧"]
        else:
            words, start = list(_words(index, piece.text.value)), 0
            for opened in OPENED.finditer(piece.text.value):  # a theorem begins or ends amid the words
                marks += [(mark, place) for mark, place in words if start <= place[1] < opened.start()]
                yield Block(kind, level, tuple(marks), closes)
                kind, level, marks, start = Kind.WORDS, 0, [], opened.start()
                closes = ENDED.match(opened[0]) is not None
            marks += [(mark, place) for mark, place in words if place[1] >= start]
    yield Block(kind, level, tuple(marks), closes)


def _words(index: int, text: str) -> Iterator[tuple[str, Place]]:
    """The characters of prose without markup; every white space is one blank."""
    hidden = {at for found in MARKUP.finditer(text) for at in range(*found.span())}
    blank = False
    for at, mark in enumerate(text):
        if at not in hidden and not (blank and mark.isspace()):
            yield (" " if mark.isspace() else mark), (index, at)
            blank = mark.isspace()


def _runs(blocks: list[Block], pieces: tuple[Piece, ...]) -> Iterator[Block]:
    """Blocks that are one running text joined: words and the display they introduce, a display and its "where"."""
    run: Block | None = None
    for block in blocks:
        if run is not None and _goes_on(run, block, pieces):
            run = replace(run, marks=(*run.marks, (" ", block.marks[0][1]), *block.marks))
            continue
        if run is not None:
            yield run
        run = block
    if run is not None:
        yield run


def _goes_on(run: Block, block: Block, pieces: tuple[Piece, ...]) -> bool:
    if Kind.HEADING in (run.kind, block.kind) or block.kind is Kind.ITEM or block.closes:
        return False
    before, after = run.text.rstrip(), block.text.lstrip()
    if before.endswith("⟧"):
        return bool(GOES_ON.match(after)) and not _closed(before, pieces)
    opening = FORMULA.match(after)
    if opening and (before.endswith((":", ",", "：", "，")) or pieces[int(opening[1])].kind is Kind.DISPLAY):
        return not before.endswith((".", "?", "!", "。"))
    return False


def _closed(text: str, pieces: tuple[Piece, ...]) -> bool:
    """Whether the formula at the end of the text carries the full stop of its sentence."""
    last = LAST.search(text[-ENOUGH:])
    return bool(last and STOP.search(pieces[int(last[1])].text.value[-ENOUGH:]))


def _split(run: Block, pieces: tuple[Piece, ...]) -> Iterator[Sentence]:
    text, cuts = run.text, [0]
    for found in END_MARK.finditer(text):
        before = text[max(0, found.start() - ENOUGH) : found.end()].rstrip()
        if text[found.start()] != "." or not NO_END.search(before):
            cuts.append(found.end())
    for found in FORMULA.finditer(text):
        piece, behind = pieces[int(found[1])], text[found.end() : found.end() + ENOUGH].lstrip()
        if set_apart(piece) and (piece.kind is Kind.DISPLAY or behind[:1].isupper()):
            cuts += [found.end()] if _new_start(text, found.end(), pieces) else []
        elif behind[:1].isupper() and STOP.search(piece.text.value[-ENOUGH:]):
            cuts.append(found.end())
    end = run.marks[-1][1]
    places = [place for _, place in run.marks] + [(end[0], end[1] + 1)]
    for start, stop in pairwise([*sorted(set(cuts)), len(text)]):
        if text[start:stop].strip():
            own = tuple(places[start : stop + 1])
            closes = run.closes and start == 0
            yield Sentence(text[start:stop], own, run.kind, run.level, start == 0, closes=closes)


def set_apart(piece: Piece) -> bool:
    """Whether a formula is displayed, or written as one amid its line: `... $$a = b$$ Then ...`."""
    start = piece.text.span(0, 1).start if piece.text.value else 0
    return piece.kind is Kind.DISPLAY or piece.text.span(0, 1).source.text[max(0, start - 2) : start] == "$$"


def _new_start(text: str, end: int, pieces: tuple[Piece, ...]) -> bool:
    """Whether the words behind a display that ends there begin a sentence of their own."""
    after = text[end : end + ENOUGH].lstrip()
    if _closed(text[max(0, end - ENOUGH) : end], pieces):
        return True
    return bool(after) and not after.startswith("⟦") and not (after[0].islower() or GOES_ON.match(after))


def span_between(document: Document, start: Place, end: Place) -> Span:
    """The place in the source from one character up to and with another."""
    first = document.pieces[start[0]].text
    last = document.pieces[end[0]].text
    opening = first.span(start[1], start[1] + 1)
    closing = (
        last.span(end[1], end[1] + 1) if document.pieces[end[0]].kind is Kind.WORDS else last.span(0, len(last.value))
    )
    return Span(document.source, opening.start, max(opening.end, closing.end))


def with_latex(text: str, document: Document) -> str:
    """The words with each placeholder written out as the formula it stands for; a cut one is left out."""
    text = re.sub(r"^[^⟦⟧]*⟧|⟦\d*$", "", text)
    return FORMULA.sub(lambda found: f"${document.pieces[int(found[1])].text.value.strip()}$", text).strip()
