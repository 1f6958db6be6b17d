"""Which LaTeX from a document may be typeset: formulas made of known, harmless commands and nothing else.

Everything else is shown as source. The list is of what is allowed, so that `\\input`, `\\write18`, `\\def`, `\\href`,
`\\catcode`, `^^5c` and whatever is thought of next are refused without being named.
"""

from __future__ import annotations

import re

LENGTH = 2_000
DEPTH = 24
TOKEN = re.compile(r"\\begin\{[A-Za-z]+\*?\}|\\end\{[A-Za-z]+\*?\}|\\[A-Za-z]+|\\.|[^\\]", re.DOTALL)
DELIMITER = r"(?:\\[{}|]|\\[lr]?(?:angle|vert|Vert|brace|floor|ceil)(?![A-Za-z])|[()\[\]|.<>/])"
SIZED = re.compile(r"\\(?:left|right)(?![A-Za-z])\s*" + DELIMITER)
MARKS = re.compile(r"\\(?:label|tag\*?)\{[^{}\\]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
WORDS = re.compile(r"\\(?:text|mathrm|operatorname\*?)\s*\{([A-Za-z0-9 ,.:;()=-]*)\}")

GREEK = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau
upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar"""
OPERATORS = """sum prod int lim max min sup inf arg exp log ln sin cos tan tanh sinh cosh det dim ker Pr deg gcd
partial nabla infty forall exists in notin ni subset subseteq cup cap emptyset setminus"""
SIGNS = """cdot times odot circ otimes oplus pm mp div ast star bullet le leq ge geq ne neq equiv approx sim simeq cong
propto ll gg to rightarrow leftarrow Rightarrow Leftarrow Leftrightarrow iff implies mapsto mid parallel perp colon
ldots cdots vdots ddots dots land lor neg wedge vee top prime dagger intercal lbrace rbrace langle rangle lvert rvert
lVert rVert vert Vert lfloor rfloor lceil rceil"""
SHAPES = """frac dfrac tfrac sqrt hat widehat tilde widetilde bar overline underline vec dot ddot mathbf boldsymbol bm
mathbb mathcal mathrm mathsf mathfrak text operatorname underbrace overbrace binom quad qquad big Big bigg Bigg bigl
bigr Bigl Bigr left right displaystyle limits nolimits substack"""
ALLOWED = {f"\\{word}" for word in (GREEK + " " + OPERATORS + " " + SIGNS + " " + SHAPES).split()}
ALLOWED |= {f"\\{sign}" for sign in ",;:! {}|_\\"}
ENVIRONMENTS = {"matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "cases", "aligned"}
ALLOWED |= {f"\\{end}{{{name}}}" for end in ("begin", "end") for name in ENVIRONMENTS}
LETTERS = re.compile(r"[A-Za-z0-9 \t\n+\-*/=<>()\[\]{}|.,:;!'^_&]")


def tidied(latex: str) -> str:
    """The formula without its labels, tags and the like, which belong to the page it was on."""
    return MARKS.sub("", latex).strip()


def is_typeset(latex: str) -> bool:
    """May this be handed to a typesetter? It is short, balanced, and every token is on the list."""
    if not latex.strip() or len(latex) > LENGTH or "^^" in latex:
        return False
    tokens = TOKEN.findall(WORDS.sub(r"\\mathrm{x}", latex))
    return all(_allowed(token) for token in tokens) and _balanced(tokens) and _aligned(tokens) and _sized(latex)


def _allowed(token: str) -> bool:
    return token in ALLOWED or (len(token) == 1 and LETTERS.fullmatch(token) is not None)


def _balanced(tokens: list[str]) -> bool:
    """Braces and environments close in the order in which they open."""
    stack: list[str] = []
    for token in tokens:
        if token == "{" or token.startswith("\\begin{"):
            stack.append(token)
            if len(stack) > DEPTH:
                return False
        elif (token == "}" or token.startswith("\\end{")) and (not stack or _closer(stack.pop()) != token):
            return False
    return not stack


def _closer(opened: str) -> str:
    return "}" if opened == "{" else opened.replace("\\begin", "\\end")


def _aligned(tokens: list[str]) -> bool:
    """`&` and line breaks stand inside an environment only."""
    depth = 0
    for token in tokens:
        depth += token.startswith("\\begin{") - token.startswith("\\end{")
        if depth == 0 and token in ("&", "\\\\"):
            return False
    return True


def _sized(latex: str) -> bool:
    """Every `\\left` has a delimiter and its `\\right`."""
    pairs = len(re.findall(r"\\left(?![A-Za-z])", latex)), len(re.findall(r"\\right(?![A-Za-z])", latex))
    return pairs[0] == pairs[1] and len(SIZED.findall(latex)) == sum(pairs)
