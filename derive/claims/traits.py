"""Properties that the program has no rule for, as a table of words: "skew-symmetric", "a unit vector", "coprime".

What is not known must not be dropped: it may be the very reason why a line holds. Ordinary adjectives ("the hidden
vector", "negative samples") are in no row and say nothing.
"""

from __future__ import annotations

import re

MATRIX = (
    r"orthogonal projections?|projections?(?= ?(?:[.,;)]|$|onto\b))|projectors?|(?:skew|anti|non|un|a)-?symmetric|"
    r"traceless|trace-?free|idempotent|nilpotent|unipotent|involutory|unimodular|hermitian|self-?adjoint|unitary|"
    r"(?:upper |lower |block |strictly )*triangular|tridiagonal|block[- ]diagonal|bidiagonal|circulant|toeplitz|hankel|"
    r"(?:row|column|doubly)[- ]stochastic|permutation matri\w+|(?:positive|negative)[- ](?:semi-?)?definite|"
    r"(?:positive|negative)[- ]semi definite|(?:semi-?)?definite|indefinite|psd|spd|orthonormal|orthogonal|"
    r"singular(?! values?| vectors?)|full[- ](?:column |row )?rank|rank[- ](?:one|two|1|deficient|k)|normal matri\w+|"
    r"(?:stochastic|projection|rotation|reflection|hadamard|householder|vandermonde|exchange) matrix|commut(?:ing|es?)|"
    r"rotations?(?= ?(?:[.,;)]|$|by\b))|reflections?(?= ?(?:[.,;)]|$))|involutions?"
)
VECTOR = (
    r"unit(?:[- ](?:length|norm|vectors?|normals?))|unit (?:row|column) vectors?|unit(?= ?(?:$|[.,;)]))|normali[sz]ed"
    r"(?= vectors?| eigenvectors?| ?(?:[.,;)]|$))|(?:eigen|singular )(?:vectors?|values?)|linearly (?:in)?dependent|"
    r"(?:zero|mean)[- ](?:mean|zero)|cent(?:red|ered)(?= vectors?| ?(?:[.,;)]|$))|perpendicular|parallel|collinear|"
    r"(?:standard )?basis(?: vectors?)?|coplanar"
)
FUNCTION = (
    r"(?:strictly |strongly )?(?:convex|concave)|(?:strictly )?(?:monoton(?:e|ic|ically)|increasing|decreasing)|"
    r"(?:non|in)-?(?:increasing|decreasing)|even(?= ?(?:$|[.,;)]| functions?| numbers?| integers?| and\b))|"
    r"odd(?= ?(?:$|[.,;)]| functions?| numbers?| integers?| primes?| and\b))|periodic|homogeneous|harmonic|"
    r"(?:bi|multi)linear|linear(?= ?(?:$|[.,;)]| maps?| function(?:al)?s?| operators?| transformations?))|affine|"
    r"additive|multiplicative|injective|surjective|bijective|one-to-one|inverse (?:function )?of|pseudo-?inverse of"
)
NUMBER = (
    r"(?:pairwise )?(?:co-?prime|relatively prime)|primes?(?= ?(?:$|[.,;)]| numbers?| powers?))|composite|divisible|"
    r"square-?free|perfect squares?|non-?positive|non-?zero entries|distinct|unequal|imaginary|"
    r"complex(?= ?(?:$|[.,;)]| numbers?| vectors?| matri\w+| variables?))|"
    r"binary(?= ?(?:$|[.,;)]| vectors?| matri\w+| variables?| numbers?| labels?| indicators?))|boolean|"
    r"(?:roots?|zeros?|solutions?|minimi[sz]ers?|maximi[sz]ers?|(?:fixed|stationary|critical) points?) (?:of|to)|"
    r"(?:mutually )?independent(?! of)|uncorrelated|identically distributed|i\.i\.d\.?"
)
PROPERTY = rf"(?<![\w-])(?:{MATRIX}|{VECTOR}|{FUNCTION}|{NUMBER})(?![\w-])"
ANY = re.compile(PROPERTY, re.IGNORECASE)
TWO_VALUED = re.compile(r"binary|boolean", re.IGNORECASE)
PARTS = r"(?:columns?|rows?|entries|elements|components|eigenvalues|eigenvectors|coefficients|diagonal|determinant)"
SUMMING = r"sum(?:s|ming|med)?(?: up)? to (?:one|1|unity|zero|0)\b"
LIST = r"⟦\d+⟧(?:(?:,| and|, and| or|, or)? ?⟦\d+⟧)*"
BE = r"(?:is|are|be|being|remains?|becomes?)"
WORDS = r"(?:(?!(?:not|no|never|neither|if|when|that|which|where|of|for|than|with|have|has|having)\b)[\w'’-]+,? ){0,5}?"
PARTS_NAMED = re.compile(rf"\b{PARTS}$", re.IGNORECASE)
TABLE = (
    re.compile(rf"(?<!\bof )(?<!\bin )(?P<a>{LIST}),? (?P<be>{BE}) {WORDS}(?P<what>{PROPERTY})", re.IGNORECASE),
    re.compile(
        r"(?P<a>⟦\d+⟧),? \(?(?:(?:real|symmetric|invertible|diagonal),? (?:and )?)*"
        r"(?P<what>(?:positive|negative)[- ](?:semi-?)?definite|psd|spd)\b", re.IGNORECASE,
    ),
    re.compile(r"(?<!\bof )(?P<a>⟦\d+⟧ and ⟦\d+⟧) (?P<what>commute)\b", re.IGNORECASE),
    re.compile(
        rf"(?P<what>{PROPERTY})(?: (?!(?:of|onto|on|to|in|for|by|with|between)\b)[\w'’-]+){{0,2}} (?P<a>{LIST})",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:let|and|,) (?P<a>⟦\d+⟧),? an? {WORDS}(?P<what>{PROPERTY})", re.IGNORECASE),
    re.compile(rf"(?P<a>{LIST}),? (?:has|have|having|with) {WORDS}(?P<what>[\w-]+ {PARTS})\b", re.IGNORECASE),
    re.compile(rf"{PARTS} of (?P<a>⟦\d+⟧) {BE} {WORDS}(?P<what>{PROPERTY})", re.IGNORECASE),
    re.compile(rf"(?P<a>{LIST})(?: (?:{BE}|that|which|whose) ?[^.;⟦]{{0,40}}?)? (?P<what>{SUMMING})", re.IGNORECASE),
    re.compile(rf"(?P<what>{SUMMING}),? (?P<a>{LIST})", re.IGNORECASE),
)
OF_PARTS = re.compile(
    rf"\b(?:orthonormal|orthogonal|unit|independent|distinct|nonnegative|non-negative|positive|nonzero|equal|zero|"
    rf"constant|real|ones?) {PARTS}\b",
    re.IGNORECASE,
)
OTHER = re.compile(r"^ (?:to|of|onto) (?:the )?(?:\w+ )?(⟦\d+⟧)", re.IGNORECASE)
BOTH = re.compile(r"^orthogonal$", re.IGNORECASE)


def is_known(what: str, after: str, several: bool) -> bool:
    """Whether `patterns` has a rule for the word as it stands: "orthogonal" said of one matrix."""
    to_another = OTHER.match(after) is not None or re.match(r" vectors?\b", after) is not None
    return bool(BOTH.match(what)) and not to_another and not (several and not re.match(r" matri", after))
