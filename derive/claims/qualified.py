"""Whether a property is said of its symbol without a qualifier: "a real symmetric matrix", and not "almost symmetric",
"twice an orthogonal matrix", "symmetric up to sign", "some authors assume that $A$ is symmetric".

The words between the symbol and the property, and those right behind it, must all be of a known kind. Where one is not,
all that is known is that there may be a property (`unknown-trait`).
"""

from __future__ import annotations

import re

from derive.claims.granting import reported
from derive.claims.mentioned import elsewhere
from derive.claims.patterns import KINDS, PLAIN_WORDS

KNOWN = frozenset(PLAIN_WORDS.split()) | {part for word in KINDS for part in word.split()}
WORD = re.compile(r"[^\W\d_][\w'’/-]*")
PIECE = re.compile(r"\A.*[,;:](?! (?:and )?\S+$)", re.DOTALL)
QUALIFIER = re.compile(
    r"\b(?:almost|nearly|skew|anti|semi|quasi|pseudo|non|not|un|block|conjugate|centro|partly|half|twice|often|never|"
    r"seldom|sometimes|always the|(?!strictly|simply|clearly|really|only|family)\w+ly|no|co|sub|bi|multi) ?-?$",
    re.IGNORECASE,
)
NOT_HOT = re.compile(
    r"(?:\b(?:almost|nearly|smooth\w*|soft\w*|relax\w*|generali[sz]ed|multi|scaled|weighted|noisy|perturbed|twice|half|"
    r"sums?|average|mixture|combination|(?!only|strictly|simply|clearly)\w+ly)\b(?: [\w-]+){0,3} |"
    r"\b(?:multi|semi|non)-?)one-? ?hot",
    re.IGNORECASE,
)
DOUBTING = re.compile(
    r"\b(?:perhaps|maybe|usually|often|sometimes|mostly|typically|probably|possibly|presumably|supposedly|apparently|"
    r"rarely|seldom|occasionally|eventually|normally|hardly|ideally|hopefully|allegedly|in practice|many|most|few)\b"
    r"[^,;:.]*$",
    re.IGNORECASE,
)
FURTHER = r"(?:matri(?:x|ces)|" + "|".join(sorted({*PLAIN_WORDS.split()} - {"to", "be"}, key=len, reverse=True)) + ")"
NOUNS = (
    r"(?:matri(?:x|ces)|numbers?|scalars?|vectors?|integers?|constants?|functions?|maps?|entries|operators?|variables?|"
    r"parameters?|weights?|reals?)"
)
CHANGED = "times|plus|minus|scaled|multiplied|divided|over|raised|squared|modulo|perturbed|up to|with noise"
CHANGING = rf"(?! (?:{CHANGED})\b)"
TAIL = re.compile(
    rf"(?:,? (?:and )?(?:{FURTHER}|(?:positive|negative)[- ](?:semi-?)?definite|definite)(?![\w-]))*"
    rf"(?: ?(?:$|[.,;:)(⟦⟧—–?!])|[- ]{NOUNS}\b{CHANGING}| (?:(?:and|or|but|so|then|which|where|that|since|because|"
    r"whose|having|satisfying|such that|we|hence|if|iff|when|whenever|precisely|exactly|throughout|here|now|too|again|"
    r"everywhere|from now on|by (?:assumption|construction|definition|hypothesis|design|symmetry|the)|without|"
    r"for (?:all|every|each|any|simplicity|convenience|brevity|now|the|example|instance|this|these|both|our)|"
    r"in (?:this|what|the|all|our|both)|of (?:size|order|dimension)|"
    r"as (?:well|before|above|assumed|usual|stated|in|follows|is|we))\b|(?:in|on|of|for) (?=⟦)|"
    r"with (?!(?:high |low |positive |some )?(?:prob|noise|overwhelm|error))))",
    re.IGNORECASE,
)


def unqualified(lead: str) -> bool:
    """Whether words in front of a property ("a real", "assumed to be") leave it as it is."""
    words = WORD.findall(re.sub(r"⟦\d+⟧", " ", PIECE.sub("", lead)))
    return all(word.lower() in KNOWN or word.lower().rstrip("-") in KNOWN for word in words)


def qualified_before(before: str) -> bool:
    """Whether the word right in front of a property changes it: "almost", "skew", "block"."""
    return QUALIFIER.search(before) is not None


def barely_one_hot(text: str, start: int, end: int) -> bool:
    """Whether a vector is only nearly one-hot, or made of such vectors: "a smoothed one-hot vector"."""
    return NOT_HOT.search(text[max(0, start - 30) : end]) is not None


def ends_plainly(text: str, at: int) -> bool:
    """Whether nothing behind a property takes a part of it back: "up to sign", "in expectation", "plus noise"."""
    return TAIL.match(text, at) is not None


def doubtful(before: str) -> bool:
    """Whether the words in front of a symbol doubt or report what is said of it."""
    return bool(DOUBTING.search(before)) or reported(before) or elsewhere(before, question=False)
