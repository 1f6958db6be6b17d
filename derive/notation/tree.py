"""The syntax tree of LaTeX mathematics: what was written, before it is decided what it means.

Every node carries `at`, the half-open range of offsets in the formula's text that it was read from; `at`
takes no part in equality. Whether a juxtaposition is a product or a function application, whether `^T` is
a transpose or a power, and whether a font matters is left to `context`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NOWHERE = (0, 0)


@dataclass(frozen=True)
class Node:
    at: tuple[int, int] = field(default=NOWHERE, compare=False, kw_only=True, repr=False)


# --- leaves ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Number(Node):
    """A decimal numeral as written: `2`, `0.5`."""

    digits: str


@dataclass(frozen=True)
class Symbol(Node):
    """A letter (`u`), a command that is a letter (`\\theta`, `\\ell`, `\\top`, `\\infty`), or a word set as one
    name: `\\text{softmax}`, `\\mathrm{Vocab}`, `\\operatorname{diag}`, or bare letters that spell a known
    function (`exp`, `log`, `softmax`). `name` holds the letters (`u`, `\\theta`, `softmax`); `word` says that
    it is a name of several letters. Spaced-out or broken words (`V o c a b`, `V \\text{ocab}`,
    `{n a i v e-s o f t m a x}` in a subscript) are joined."""

    name: str
    word: bool = False


@dataclass(frozen=True)
class Words(Node):
    """Prose inside a formula: `\\text{ if } `, `\\text{for all }`; inner `$..$` becomes formulas of its own.
    `text` has no space at its ends. `\\forall`, `\\exists`, `\\therefore`, `\\because` are the words they stand
    for ("for all" ..), the label of a part at the start of a formula (`c) J = ..`) is prose too."""

    text: str


@dataclass(frozen=True)
class Dots(Node):
    """`\\cdots`, `\\ldots`, `\\dots`, `\\vdots`, `\\ddots`, `...`"""

    kind: str


@dataclass(frozen=True)
class Blank(Node):
    """An empty place: `{}`, an empty cell, the left side of a row that begins with `=`, `f(\\cdot)`."""


# --- decoration --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Accent(Node):
    """`\\hat`, `\\tilde`, `\\bar`, `\\vec`, `\\dot`, `\\widehat`, `\\overline`: `kind` without the backslash
    (`widehat` is `hat`, `overline` is `bar`)."""

    kind: str
    body: Node


@dataclass(frozen=True)
class Font(Node):
    """`\\mathbf`, `\\bm`, `\\boldsymbol` (all `bold`), `\\mathcal` (`cal`), `\\mathbb` (`bb`), `\\mathsf`,
    `\\mathrm` of one letter (`rm`)... around one letter or a decorated letter."""

    kind: str
    body: Node


@dataclass(frozen=True)
class Script(Node):
    """Sub- and superscript and primes on a base: `x_i^2`, `W'^T`, `\\text{softmax}(x)_i` (base: the group).
    In `x_{ij}` the subscript is a `Product` of juxtaposed symbols, in `x_{i,j}` a `Sequence`,
    in `u_{w \\neq o}` a `Chain`. A prime typed `^\\prime` or `'` counts in `primes`."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0


@dataclass(frozen=True)
class Labelled(Node):
    """`\\underbrace{body}_{note}` or `\\overbrace`; `note` is often a `Chain` whose left side is `Blank`."""

    body: Node
    note: Node | None
    kind: str = "underbrace"


# --- arithmetic --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sum(Node):
    """Terms joined by `+`, `-`, `\\pm`: signs[0] is `+` when none is written, also `-` (a leading minus).
    A leading plus leaves the same tree, but `at` begins with it; a row that ends with a sign has a last
    term `Blank`."""

    signs: tuple[str, ...]
    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Product(Node):
    """Factors in order. `ops[k]` stands before `factors[k + 1]`: `""` for juxtaposition, else the operator as
    a name: `cdot`, `times`, `*`, `odot` (`\\odot`, `\\circ`, `\\otimes` keep their own names), `/`.
    Prose and the formulas around it are a product by juxtaposition, whose factors may be chains:
    `\\text{if } w = o` is `Words`, `Chain`. A row that begins with a product sign has a `Blank` first.
    `a / b` written with a slash binds like a product operator, left to right."""

    factors: tuple[Node, ...]
    ops: tuple[str, ...]

    def stretch(self, start: int, end: int) -> Node:
        """Some of the factors as a product of their own."""
        own = self.factors[start:end]
        return own[0] if len(own) == 1 else Product(own, self.ops[start : end - 1], at=(own[0].at[0], own[-1].at[1]))


@dataclass(frozen=True)
class Fraction(Node):
    """`\\frac{a}{b}`, `\\dfrac`, `\\tfrac`, `{a \\over b}`."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Root(Node):
    body: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Binomial(Node):
    top: Node
    bottom: Node


@dataclass(frozen=True)
class Factorial(Node):
    body: Node


# --- brackets ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Group(Node):
    """A bracketed expression, `left` and `right` normalised to `(`, `)`, `[`, `]`, `{`, `}` (written `\\{`),
    `|`, `||`, `<`, `>` (`\\langle`), `floor`, `ceil`. `|x|` and `\\|x\\|` are groups too. TeX braces that only
    group leave no node. `body` is a `Sequence` when there are commas: `(v_c, o, U)`, `[0, 1]`, and a `Given`
    for `(O=o | C=c)`. An arithmetic group that opens `(` and closes `]` is refused, but for intervals."""

    left: str
    right: str
    body: Node


@dataclass(frozen=True)
class Sequence(Node):
    """Items separated by `,` or `;` (`separators[k]` before item k + 1; also `\\quad`, `and`, `\\Rightarrow`,
    `\\\\` between statements of one formula, where it is the top node)."""

    items: tuple[Node, ...]
    separators: tuple[str, ...]


@dataclass(frozen=True)
class Given(Node):
    """`a | b`, `a \\mid b`, `a ; b` inside a probability's or an expectation's brackets; `\\|` as in
    `D_{KL}(p \\| q)` has bar `||`."""

    body: Node
    condition: Node
    bar: str = "|"


# --- operators that reach over what follows ------------------------------------------------------------------
@dataclass(frozen=True)
class Apply(Node):
    """A *named* function applied to an argument without doubt: `\\log x`, `\\exp(x)`, `\\sin^2 x`, `\\max_i x_i`,
    `\\operatorname{tr}(A)`, bare `exp(...)`. `head` is a `Symbol` or a `Script` of one (`\\log_2`, `\\max_i`);
    `argument` keeps its `Group` if it was in brackets. Without brackets the argument is the product that
    follows, up to the next named function, sum sign or `+`: `\\log a b + c` is `log(ab) + c`, and
    `y \\log \\sigma(z)` is `y log(sigma(z))`.
    Letters that *may* be functions (`f(x)`, `\\sigma(z)`, `p(y)`) stay in a `Product`."""

    head: Node
    argument: Node


@dataclass(frozen=True)
class Big(Node):
    """`\\sum`, `\\prod`, `\\int`, `\\max` over a range are not the same: `kind` is `sum`, `prod`, `int`, `lim`,
    `bigcup`... `lower` and `upper` as written (`w=1` is a `Chain`; `-m \\leq j \\leq m, j \\neq 0` and
    `\\substack` are a `Sequence` of chains; `w \\in Vocab` a `Chain`). `body` reaches to the next `+`, `-` or
    relation. For an integral `variables` are those of `dz` at its end, which are no part of `body`."""

    kind: str
    lower: Node | None
    upper: Node | None
    body: Node
    variables: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Derivative(Node):
    """`\\frac{\\partial J}{\\partial v_c}`, `\\frac{d}{dx} f`, `\\frac{\\partial^2 f}{\\partial x \\partial y}`,
    `\\partial J/\\partial U`, `\\frac{\\mathrm d f}{\\mathrm d x}`.

    `body` is what stands in the numerator, or, for the operator form, what the operator is applied to: the
    bracketed group that follows, or else the rest of the product (`\\frac{\\partial}{\\partial x} - y` reaches
    over the minus that directly follows it). `operator` says that the body stood behind the fraction.
    `variables` has one entry for each time of differentiation, in the order written
    (`\\partial x^2` gives two). `sign` is `\\partial` or `d`. `complete` is False where the author left out
    one of the two signs (`\\frac{\\partial J}{\\theta}`, `\\frac{J}{\\partial U}`).
    `slash` says it was written `\\partial J/\\partial U`. A bare operator (nothing follows) has body `Blank`.
    `order` is set only where it is no number, `\\frac{d^k f}{dx^k}`; then `variables` has the one variable."""

    body: Node
    variables: tuple[Node, ...]
    operator: bool = False
    sign: str = "\\partial"
    complete: bool = True
    slash: bool = False
    order: Node | None = None


@dataclass(frozen=True)
class Nabla(Node):
    """`\\nabla_\\theta f`, `\\nabla^2 f`, `\\partial_j f` (sign `\\partial`), `\\Delta` stays a symbol."""

    variable: Node | None
    body: Node
    order: int = 1
    sign: str = "\\nabla"


@dataclass(frozen=True)
class Differential(Node):
    """A bare differential where none of the above fits: `dz`, `d\\Exp(x)`, `d^2 \\sigma(x)`."""

    body: Node
    order: int = 1


@dataclass(frozen=True)
class At(Node):
    """`body \\Big|_{condition}`, `\\left. body \\right|_{condition}`; also `\\frac{..}{..}(w \\neq c)`."""

    body: Node
    condition: Node


# --- layout --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Matrix(Node):
    """`bmatrix`, `pmatrix`, `matrix`, `vmatrix` and `array` inside brackets: rows of cells."""

    kind: str
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Cases(Node):
    """`cases`: (value, condition) for each branch; the condition is a `Chain`, a `Sequence`, `Words`,
    a `Product` of words and formulas, or `Blank`."""

    branches: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True)
class Rows(Node):
    """`aligned`, `align`, `split`, `gather`, `array` as layout, or plain `\\\\` in a display: rows of cells as
    separated by `&`. A relation that `&` cuts in two belongs to the cell behind the `&` (its left side is
    `Blank` there), so `a &= b & c &= d` has the cells `a`, `= b`, `c`, `= d`. Tags, labels and `\\nonumber`
    leave no node."""

    kind: str
    rows: tuple[tuple[Node, ...], ...]


# --- relations -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Relation(Node):
    """The sign of a relation; `at` is where it stands. `name`: `=`, `\\neq`, `<`, `\\leq`, `>`, `\\geq`, `\\approx`,
    `\\propto`, `\\in`, `\\notin`, `\\sim`, `:=`, `\\equiv`, `\\to`, `\\mapsto`, `\\leftarrow`, `\\subset`, `==`, `:`
    (as in `f : A \\to B`), one spelling for each (`\\le` is `\\leq`, `\\ne` is `\\neq`). `note` is what is set
    above the sign: `\\overset{iid}{\\sim}`, `\\xrightarrow{p}`."""

    name: str
    note: Node | None = None


@dataclass(frozen=True)
class Chain(Node):
    """`items[0] signs[0] items[1] signs[1] ...`: one item more than signs. An item is `Blank` when the row
    or the formula begins (or ends) with the sign."""

    items: tuple[Node, ...]
    signs: tuple[Relation, ...]
