"""The sentences that declare something, as a table: predicate, pattern, and which groups are its subjects.

Patterns match the running text, where a formula is a placeholder. In a pattern `<a>` is one formula, `<a*>` a list
of formulas ("$a$, $b$ and $c$"), `<a?>` a formula or a single plain letter; the groups named are the subjects,
in order. Where a group is missing in the match it is left out; a group called `it` stands for what the last
formula speaks of ("This is a matrix of ...").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS = {
    "scalar": "scalar", "scalars": "scalar", "number": "scalar", "numbers": "scalar",
    "row vector": "row-vector", "row vectors": "row-vector", "vector": "vector", "vectors": "vector",
    "matrix": "matrix", "matrices": "matrix", "function": "function", "functions": "function", "map": "function",
    "index": "index", "indices": "index", "indexes": "index", "constant": "constant", "constants": "constant",
    "integer": "integer", "integers": "integer", "distribution": "distribution", "distributions": "distribution",
    "probability vector": "distribution", "one-hot": "one-hot", "onehot": "one-hot", "one hot": "one-hot",
    "positive": "positive", "negative": "negative", "nonnegative": "nonnegative", "non-negative": "nonnegative",
    "nonzero": "nonzero", "non-zero": "nonzero", "symmetric": "symmetric", "invertible": "invertible",
    "nonsingular": "invertible", "non-singular": "invertible", "orthogonal": "orthogonal", "diagonal": "diagonal",
}  # fmt: skip

NAMES = {
    "logistic function": "sigmoid", "sigmoid function": "sigmoid", "sigmoid": "sigmoid", "logistic sigmoid": "sigmoid",
    "logistic": "sigmoid", "softmax function": "softmax", "softmax map": "softmax", "softmax": "softmax",
    "hyperbolic tangent": "tanh", "tanh": "tanh", "relu": "relu", "rectifier": "relu", "softplus": "softplus",
    "rectified linear unit": "relu", "relu function": "relu", "softplus function": "softplus",
    "cross-entropy loss": "cross-entropy", "cross-entropy": "cross-entropy",
    "cross entropy": "cross-entropy", "kronecker delta": "kronecker-delta", "indicator function": "indicator",
    "identity matrix": "identity", "all-ones vector": "ones", "all ones vector": "ones",
    "vector of ones": "ones", "vector of all ones": "ones",
    "entrywise product": "hadamard", "elementwise product": "hadamard", "element-wise product": "hadamard",
    "component-wise product": "hadamard", "hadamard product": "hadamard", "euclidean inner product": "inner",
    "inner product": "inner", "euclidean norm": "norm", "loss function": "loss", "loss": "loss",
    "natural logarithm": "log", "transpose": "transpose", "trace": "trace",
}  # fmt: skip


@dataclass(frozen=True)
class Pattern:
    """`predicate` is fixed, or `kinds` (every kind word of the group `what`) or `named` (its function's name)."""

    predicate: str
    regex: re.Pattern[str]
    subjects: tuple[str, ...]


# words beside a property that leave it as it is
PLAIN_WORDS = (
    "a an the also just now simply thus both all each some any our their its be is are being becomes remains "
    "represents denotes real real-valued square fixed given constant known arbitrary random small large big dense "
    "sparse full-rank finite bounded regular weight covariance precision kernel gram hessian design data system "
    "coefficient parameter learned learnable trainable deterministic strictly always therefore hence clearly "
    "obviously indeed again here still moreover well-conditioned definite semidefinite semi-definite psd spd two "
    "three certain particular suitable general assumed taken chosen required to and such unique single common "
    "initial true new other another further smooth continuous differentiable variable valued diagonalizable "
    "tuning temperature hyperparameter learning rate step size scale bandwidth user-chosen predefined say "
    "invertible full rank"
)
ADJECTIVES = ("positive", "negative", "nonnegative", "nonzero", "symmetric", "invertible", "orthogonal", "diagonal")
NOUN = "|".join(sorted((word for word, kind in KINDS.items() if kind not in ADJECTIVES), key=len, reverse=True))
ADJECTIVE = "|".join(sorted((word for word, kind in KINDS.items() if kind in ADJECTIVES), key=len, reverse=True))
BREAK = "and|or|for|when|if|by|since|because|in|on|with|as|then|so|but|which|where"
MIDDLE = "real|real-valued|square|weight|covariance|kernel|gram|coefficient|parameter|tuning|throughout"
ENDING = rf" ?(?:[.,;:)⟦]|$|(?:{BREAK}|{NOUN}|{ADJECTIVE}|{MIDDLE})\b)"
LETTER = r"(?<![\w⟦])[B-HJ-Zb-z](?:_\w)?(?![\w⟧'’-])"
BLANKS = {
    "KIND": rf"(?:{NOUN})(?! (?:term|terms)\b)(?!(?<=number) of\b)|(?<![\w-])(?:{ADJECTIVE})(?={ENDING})",
    "NAME": "|".join(sorted(NAMES, key=len, reverse=True)),
    "BE": r"(?:is|are|be|denotes?|being|becomes?|represents?|remains?)",
    "THE": r"(?:(?:also|just|now|simply|thus|both|all|each|an?|the|some|any|our|their|its) )*",
    "FEW": r"(?:(?!of\b)[\w'’()/-]+ ){0,4}?",
    "ONES": "|".join(name for name, word in NAMES.items() if word in ("ones", "identity")),
    "PLACE": "position|class|word|index|entry|element|component|label",
    "HOT": r"(?:(?!(?:not|no|never|neither)\b)[\w'’-]+ ){0,2}one-? ?hot(?![a-z])",
    "NUMBEROF": r"number(?= of)|dimension(?:ality)?|size|count|length|sizes|total",
    "FREE": r"independent of|constant (?:in|with respect to|w\.r\.t\.)",
    "TH": r"(?: ?-?(?:th|st|nd|rd))?",
}
KIND = re.compile(BLANKS["KIND"], re.IGNORECASE)
GROUP = re.compile(r"(?<!\?P)<(\w+)([*?]?)>")


def _pattern(predicate: str, words: str, *subjects: str) -> Pattern:
    """Compiles one row of the table; a pattern that begins with `~` matches with or without blanks."""
    loose, words = words.startswith("~"), words.removeprefix("~")
    for name, part in BLANKS.items():
        words = re.sub(rf"\b{name}\b", f"(?:{part})".replace("\\", "\\\\"), words)
    groups = tuple(dict.fromkeys(found[1] for found in GROUP.finditer(words)))
    regex = GROUP.sub(_group, words).replace(" ?", r"\s*").replace(" ", r"\s*" if loose else " ")
    return Pattern(predicate, re.compile(regex, re.IGNORECASE), subjects or groups)


def _group(found: re.Match[str]) -> str:
    name, many = found[1], found[2]
    one = r"⟦\d+⟧"
    if many == "*":
        one = rf"{one}(?:(?:,| and|, and| or|, or)? ?⟦\d+⟧)*"
    return rf"(?P<{name}>{one}|{LETTER})" if many == "?" else rf"(?P<{name}>{one})"


WHAT = (
    r"(?P<what>(?:[\w'’/-]+,? (?!(?:of|that|which|in|for|from|where)\b)){0,4}?KIND"
    r"(?:,? (?:and )?(?:[\w'’/-]+ )?KIND)*)\b"
)
ENTRIES = r"(?:(?:THE)(?:entries|elements|components) ⟦\d+⟧,? (?:and|with) )?"
ENTRY = r"(?:entry|entries|elements?|coefficients?)"
NTH = r"(?:⟦\d+⟧|[\w-]+)TH"

NUMBERS = r"(?:numbers?|scalars?|vectors?|matri(?:x|ces)|variables?)"
LISTED = r"(?:⟦\d+⟧(?:,| and|, and) ?)*"
DEFINITE = r"(?: (?:and )?(?:positive|negative)[- ](?:semi-?)?definite| psd)?"
MANY = rf"(?P<what>(?:real,? )?(?:{ADJECTIVE})(?:,? (?:and )?(?:{ADJECTIVE}))*)"
BEHIND = rf"{MANY}(?={DEFINITE} ?(?:[.,;:)]|$|(?:then|we)\b))"
ONE_HOT = r"(?:is )?(?:an? )?one-? ?hot(?: vectors?)?(?= ?(?:[.,;:)]|$|(?:then|we|and)\b))"

BY_NATURE = (r"(?:(?<!cross-)(?<!cross )covariance(?: matri(?:x|ces))?|Gramian|"
             r"(?:precision|scatter|gram|gramian|kernel) matri(?:x|ces))")
"""What is a symmetric matrix by its definition."""
STRANGERS = (
    r"(?:quaternions?|operators?|sets?|subsets|events|permutations?|strings?|graphs|groups?|rings?|semigroups?|monoids?|"
    r"(?:elements|members) of (?:an?|the|some) (?:[\w-]+ ){0,2}(?:group|ring|algebra|monoid|semigroup|field)|"
    r"words over|non-?commut(?:ing|ative) \w+)(?! (?:of|operations?)\b)"
)
"""What is no real number, nor an array of them."""

MADE = (  # what is computed from something else: a symbol that words say to be this is not arbitrary
    r"(?:determinants?|minors?|cofactors?|adjugate|pseudo-?inverse|rank|eigenvalues?|eigenvectors?|singular values?|"
    r"average|median|maxim(?:um|a|izer)|minim(?:um|a|izer)|largest|smallest|angles?|distances?|solutions?|roots?|zeros?|"
    r"fixed points?|limits?|projections?(?= of\b)|integral|parity|remainder|quotient|permutation)"
)

TABLE = (
    _pattern("kinds", rf"(?<!\bof )(?<!\bto )(?<!\bin )(?<!\bof the )<a*> (?P<be>BE) (?:THE)(?:⟦\d+⟧ )?{WHAT}"),
    _pattern("kinds", rf"(?:let|and|,) <a> (?:an?|some) {WHAT}"),
    _pattern("kinds", r"(?P<what>(?:KIND[, ]+(?:and )?)?KIND) <a*>"),
    _pattern("kinds", rf"\b(?:let|with|for|given|where|having|(?:suppose|assume)(?: that)?),? {LISTED}<a> {BEHIND}"),
    _pattern("kinds", r"~^[^\w⟦]*<a*> [:：—–-]+ (?P<what>[^.;:]*)"),
    _pattern("kinds", rf"<a> \({MANY}(?={DEFINITE} ?[,;)])"),
    _pattern("symmetric", rf"<S> (?:BE|the) (?:THE)(?:[\w-]+ ){{0,2}}{BY_NATURE}(?= ?(?:[.,;:)⟦]|$|(?:of|and)\b))"),
    _pattern("symmetric", rf"\b{BY_NATURE},? <S>"),
    _pattern("one-hot", rf"<y> \((?:{ONE_HOT})"),
    _pattern("one-hot", rf"(?:\b(?:with|where|let|having|for|and),?|⟦\d+⟧,) <y> {ONE_HOT}"),
    _pattern("one-hot", r"~<y> (?:BE|是) ?(?:THE)(?:HOT)"),
    _pattern("one-hot", r"<y> (?:BE|as) (?:THE)(?:HOT)[^.⟦]{0,120}(?:⟦\d+⟧)?[^.⟦]{0,120}PLACE <o>"),
    _pattern("one-hot", r"<y> (?:BE|as) (?:THE)(?:HOT)[^.⟦]{0,80}\bone (?:is |stands )?at (?:THE)(?:PLACE )?<o>"),
    _pattern("one-hot", r"one-? ?hot(?: (?:encoded|encoding|target|true|labels?|vectors?|distribution)){0,3}:? <y>"),
    _pattern("one-hot-entry", r"one-? ?hot[^.⟦]{0,120}(?:with|where) <e>(?: (?:when|if|for) <c>)?", "e"),
    _pattern("one-hot-where", r"<y> BE (?:THE)(?:HOT)[^.⟦]{0,120}\b(?:1|one) (?:when|where|if) <c>", "y"),
    _pattern("rows", r"rows of <X> (?:are|be|is) (?:THE)(?:FEW)<x*>"),
    _pattern("columns", r"columns of <X> (?:are|be|is) (?:THE)(?:FEW)<x*>"),
    _pattern("rows", r"<X>,? (?:\w+ )?whose rows are (?:THE)(?:FEW)<x*>"),
    _pattern("columns", r"<X>,? (?:\w+ )?whose columns are (?:THE)(?:FEW)<x*>"),
    _pattern("rows", r"<X> BE (?:THE)(?:FEW)(?:whose|with) rows (?:are )?(?:THE)(?:FEW)<x*>"),
    _pattern("columns", r"<X> BE (?:THE)(?:FEW)(?:whose|with) columns (?:are )?(?:THE)(?:FEW)<x*>"),
    _pattern("rows", rf"<X> (?:has|have|with) {ENTRIES}(?:THE)rows <x*>"),
    _pattern("columns", rf"<X> (?:has|have|with) {ENTRIES}(?:THE)columns <x*>"),
    _pattern("rows", rf"<x> BE the {NTH} row of (?:THE)(?:matrix )?<X>", "X", "x"),
    _pattern("columns", rf"<x> BE the {NTH} column of (?:THE)(?:matrix )?<X>", "X", "x"),
    _pattern("rows", rf"{NTH} row of (?:THE)(?:matrix )?<X> BE <x>"),
    _pattern("columns", rf"{NTH} column of (?:THE)(?:matrix )?<X> BE <x>"),
    _pattern("rows", rf"matrix <X> (?:so|such) that its {NTH} row is <x>"),
    _pattern("columns", rf"matrix <X> (?:so|such) that its {NTH} column is <x>"),
    _pattern("columns", r"in terms of (?:the )?column(?: vector)?s <x*>", "", "x"),
    _pattern("rows", r"in terms of (?:the )?row(?: vector)?s <x*>", "", "x"),
    _pattern("columns", r"column vectors? of <X>"),
    _pattern("rows", r"row vectors? of <X>"),
    _pattern("entries", rf"<A>,? (?:BE (?:THE)(?:⟦\d+⟧ )?(?:FEW)matrix )?(?:with|having|has|have|whose) (?:THE)"
                        rf"(?:real )?{ENTRY} (?:are )?(?:THE)(?:numbers )?<a>"),
    _pattern("entries", rf"{ENTRY} <a> of (?:THE)(?:matrix )?<A>", "A", "a"),
    _pattern("entries", rf"<a> (?:BE) (?:THE)(?:{NTH} )?{ENTRY} of (?:THE)(?:matrix )?<A>", "A", "a"),
    *(_pattern(word, how.replace("WORD", word), "H", "f") for word in ("hessian", "gradient") for how in (
        r"<H> (?:BE|as) (?:THE)WORD(?: matrix| vector)? of <f>",
        r"\bWORD(?: matrix| vector)? <H> of <f>",
        r"<f>,? with (?:gradient ⟦\d+⟧ and )?WORD(?: matrix| vector)? <H>")),
    _pattern("same-shape", r"<a> (?:has|have|is of|of) the same (?:shape|size|dimensions?)s? as <b>"),
    _pattern("same-shape", r"\b(?P<it>this|it|which)\b[^.⟦]{0,120}same (?:shape|size|dimensions?)s? as <b>", "it", "b"),
    _pattern("length", r"vector <x> of (?:length|dimension|size) <n>"),
    _pattern("length", r"<x> BE (?:THE)(?:FEW)vector of (?:length|dimension|size) <n>"),
    _pattern("length", r"<x> BE (?:THE)length <n> vector"),
    _pattern("sized", r"<a*>,? BE (?:THE)(?:FEW)<s> (?:FEW)(?:matri(?:x|ces)|arrays?)\b"),
    _pattern("sized", r"<a*>,? BE (?:of (?:size|shape|dimensions?) )?<s>(?= ?(?:[.,;:)]|$|and\b))"),
    _pattern("sized", r"matri(?:x|ces) <a*>,? (?:of|with) (?:size|shape|dimensions?) <s>"),
    _pattern("sized", r"\b(?:an?|the|some|all|for|let) <s> (?:[\w-]+ ){0,2}matri(?:x|ces) <a*>", "a", "s"),
    _pattern("size", r"<n?>,? BE (?:THE)(?:FEW)NUMBEROF\b(?! ⟦)"),
    _pattern("size", r"number of (?:(?!(?:and|let|is|are|be|of|in|for|with)\b)[\w-]+ ){1,3}<n>"),
    _pattern("size", r"~<n>为[^，。；⟦]*(?:大小|维度|个数|长度|数量)"),
    _pattern("named", r"<a> BE (?:THE)(?:⟦\d+⟧(?:-dimensional)? )?(?P<what>NAME)\b"),
    _pattern("named", r"(?:\b(?:let|with|and|where)|,) <a>,? the (?:⟦\d+⟧(?:-dimensional)? )?(?P<what>ONES)\b"),
    _pattern("in", r"<a*> BE (?:THE)(?:(?:real|column|fixed|constant|given|arbitrary|unit) )*"
                   r"vectors?(?: of(?: all)? ones)? in <S>"),
    _pattern("named", r"(?P<what>NAME) <a>"),
    _pattern("named", r"(?:notation|write|use|introduce|abbreviate) <a> (?:for|to denote|to mean|instead of) <body>"),
    _pattern("named", r"write <body> as <a>", "a", "body"),
    _pattern("named", r"denote <body> (?:by|as|with) <a>", "a", "body"),
    _pattern("placeholder", r"<a> as (?:an? |the )?placeholder"),
    _pattern("placeholder", r"placeholder <a>"),
    _pattern("placeholder", r"<a>; it is (?:only |just )?(?:a |the )?placeholder"),
    _pattern("complex", rf"<a*>,? BE (?:THE)complex(?=(?: {NUMBERS})?(?: ?[.,;:)]|$| and\b| with\b))"),
    _pattern("complex", rf"complex {NUMBERS} <a*>"),
    _pattern("complex", r"\bfor complex <a*>"),
    _pattern("complex", r"<a*>,? (?:BE|denotes?) (?:THE)(?:complex )?conjugate(?: transpose)? of <z>"),
    _pattern("complex", rf"<a*>,? (?:be|are|is|denote) (?:THE)(?:[\w-]+ ){{0,2}}{STRANGERS}"),
    _pattern("unknown-trait", rf"<a*> BE (?:THE)(?:[\w-]+ ){{0,2}}{MADE}"
                              r"(?:(?: (?!matri)\w+)? (?:of|between|to)\b| ?[.,;]|$)"),
    _pattern("unknown-trait", r"<a*>,? (?:BE )?(?:THE)(?:⟦\d+⟧(?: ?-?th)? )?(?:[\w-]+ ){0,3}basis vectors?\b"),
    _pattern("depends", r"<a*>,? (?:that |which )?depends? on <t>"),
    _pattern("depends", r"<a*> BE (?:THE)(?:[\w-]+ ){0,2}functions? of (?:the \w+ )?<t>"),
    _pattern("constant-in", r"<a*>,? (?:that |which )?(?:do|does) ?(?:not|n't|n’t) depend on <b>"),
    _pattern("constant-in", r"<a*> (?:(?P<be>is|are) )?(?:THE)(?:values? |terms? )?FREE <b>"),
)
