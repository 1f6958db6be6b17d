"""What a document claims, before anything is understood: relations, the facts around them, and their order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from derive.notation.tree import Node
from derive.source import Span


@dataclass(frozen=True)
class Fact:
    """Something that a sentence or a formula lays down. `where` is the place of the words or the formula.

    predicate    subjects                 said, for example, as
    relation     (chain, condition, ...)  "since $y_o = 1$", "when $\\alpha > 0$", "$A \\in \\mathbb{R}^{n \\times d}$",
                                          "given $\\sigma(x) = ...$", "for all $w \\neq o$"; chains behind the first
                                          are conditions: "since $y_w = 0$ for all $w \\neq o$"
    case         (chain,)                 "Case 1: $w = o$", "① $w=0$", "For j != i" (plain words are parsed too)
    one-hot      (y,) or (y, o)           "$y$ is a one-hot vector [with the true class at position $o$]"
    scalar, vector, row-vector, matrix, function, index, constant, integer, distribution (a, b, ...)
                                          "for some scalar $\\alpha$", "column vectors $a$ and $b$"
    positive, negative, nonnegative, nonzero, symmetric, invertible, orthogonal, diagonal (A, ...)
    unknown-trait (A, ...)                a property without a rule: "$C$ is skew-symmetric", "a unit vector $u$",
                                          "$v$ and $w$ are orthogonal", "$U$ has orthonormal columns"; what is said of
                                          the symbols may fail where they are taken to be arbitrary
    two-valued   (y, ...)                 "binary labels $y_i$": of no use but where the two values are declared
    rows, columns (X, x_i)                "the rows of $X$ are the $x_i$", "$u_w$ is the $w$-th column of $U$",
                                          "broken down in terms of the column vectors $\\partial J/\\partial u_1, ...$"
                                          (then subjects are (Blank or the matrix, first vector, ...))
    hessian, gradient (H, f)              "let $H$ be the Hessian of $f$", "the gradient $g$ of $f$"
    entries      (A, a_{ij})              "let $A$ have entries $a_{ij}$"
    same-shape   (a, b)                   "a matrix of the same shape as $U$"
    length       (x, n)                   "a vector of length $n$", "$n$ is the number of ..." has (n,) as `size`
    sized        (A, B, n \\times d)       "let $A$ and $B$ be $n \\times d$ matrices"
    size         (n,)
    named        (name, body)             "we write $p_i$ for ...", "the function $g$ is the logistic function":
                                          body a Symbol with the word (`sigmoid`, `softmax`, `cross-entropy`, `loss`)
    placeholder  (F(0, v_c),)             "Use $F(0, v_c)$ as placeholder for ..."
    complex      (z, w)                   "let $z$ be a complex number": what is known of real numbers is not used
    depends      (x, y, t)                "$x$ and $y$ are functions of $t$", "$y$ depends on $x$"
    constant-in  (c_i, \\theta)            "where $c_i$ does not depend on $\\theta$"
    """

    predicate: str
    subjects: tuple[Node, ...]
    words: str
    where: Span


@dataclass(frozen=True)
class Claim:
    """One relation of the document, at its sign: `left sign right`.

    In a chain `a = b = c` the second claim has left `b`. A row or formula that begins with `=` goes on from
    the last right-hand side of its own column, or of the formula before it; then `carried` is True.
    A branch of `cases` is a claim `left = value` with a `condition`, placed at the branch's first character;
    `\\underbrace{a}_{=0}` is a claim `a = 0`.

    `role` is what the words around it make of it: `plain`, `given` ("Given:", "let", "define", "is defined as",
    "we write", "where ... ="), `since` ("Since", "because"), `when` ("when", "if", "for", "case", "suppose"),
    `asked` ("Show that", "Question:"), `note` ("so this can also be written as"), `system` (one of several equations
    that a brace holds together: of data they are assumed, else they are claims).
    `before` is the end of the sentence in front of the formula, for messages.
    `alternatives` (only where `carried`) are the ends of earlier chains, nearest first, that the author may
    have gone on from instead of `left`. Where it gives a symbol a value, `until` is the number of the first claim
    for which the symbol has it no more. `mended` says what was done to the row to read it.
    A branch has all of its `cases` in `whole`. `section` counts the bold words and images that begin a paragraph above
    it: where they do, the letters of a part may be used anew.
    """

    number: int
    left: Node
    sign: str
    right: Node
    where: Span
    left_latex: str
    right_latex: str
    display: bool
    role: str = "plain"
    chain: int = 0
    link: int = 0
    carried: bool = False
    previous: int | None = None
    condition: Node | None = None
    condition_where: Span | None = None
    branch: tuple[int, int] | None = None
    part: str = ""
    scope: tuple[Fact, ...] = ()
    before: str = ""
    after: str = ""
    alternatives: tuple[Node, ...] = ()
    until: int | None = None
    mended: str = ""
    whole: Node | None = None
    section: int = 0


@dataclass(frozen=True)
class Unread:
    """A formula, or a row of one, that could not be read: said, with the place and the reason."""

    where: Span
    latex: str
    reason: str
    part: str = ""


@dataclass(frozen=True)
class Announced:
    """A convention ("base", "2" for "all logarithms are to base 2"), or a sign that words give a `meaning` of its own:
    then `what` is its key as in `operations` and `value` its LaTeX."""

    what: str
    value: str
    where: Span
    meaning: bool = False


@dataclass(frozen=True)
class Reading:
    """Everything a document claims, in order.

    `formulas` counts all formulas, `read` those without an `Unread`. `facts` are all facts of the document
    in order, with scope ended or not; `claims[k].scope` holds those in force at claim k. `mentions` are the
    formulas without a relation (`$\\mathbf{U}^\\top \\hat{y}$`), for inference and for nothing else; `ranges` are
    (i, first, last) for each `i = 1, \\dots, n`; `problems`, `chapters`, `sections` and `topics` are the places in the
    file where a numbered problem, a chapter, a section with a title, or one whose title is a formula begins.
    `announced` is what is said about notation; of a part of a document, `running` are the letters that are indices in
    the whole; `put_back` is the index that a section left out."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    facts: tuple[Fact, ...]
    mentions: tuple[tuple[Node, Span], ...]
    ranges: tuple[tuple[Node, Node, Node], ...]
    problems: tuple[int, ...]
    formulas: int
    read: int
    chapters: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    running: frozenset[str] = frozenset()
    put_back: str = ""
    announced: tuple[Announced, ...] = ()

    def topic(self, place: int) -> int:
        """How many titles that are a formula stand before a place of the file."""
        return bisect_left(self.topics, place)

    def numbered(self, number: int) -> Claim:
        """The claim with this number; a reading of one problem has some numbers alone."""
        return self.claims[bisect_left(self.claims, number, key=lambda claim: claim.number)]
