"""Words that take a relation back: "we do not assume $x > 0$", "not necessarily", "$x > 0$ is not required".

What they deny is neither assumed nor claimed. "Unless" and "except when" name an exception: what is claimed holds
where the relation does not.
"""

from __future__ import annotations

import re

EXCEPT = re.compile(r"\b(?:except(?:ing)?|not|excluding)(?: in)?(?: the)? $", re.IGNORECASE)
PAUSE = r"(?:and|but|or|if|then|when|so|because|since|only)"
NO = (
    r"(?:not|\w+n['’]t|cannot|never|no longer|nor|neither|without(?! loss)|instead of|rather than|wrong|incorrect|"
    r"mistaken?|unjustified|absurd|tempting|drop(?:ping)?|lift(?:ing)?|remov(?:e|ing)|relax(?:ing)?|abandon(?:ing)?|"
    r"discard(?:ing)?|withdraw(?:ing)?|avoid(?:ing)?|refrain(?:ing)?|wrongly|falsely|mistakenly|erroneously|no)"
)
TAKING = r"(?:assum\w+|suppos\w+|postulat\w+)"
HOLDING = (
    r"(?:requir\w+|impos\w+|insist\w*|demand\w*|need\w*|impl(?:y|ies)|guarantee\w*|restrict\w*|have|hold|satisfy|"
    r"follows?|conditions?|hypothes[ie]s|constraints?|(?:know|known|true|the case|clear|given|claim|mean) that)"
)
STEPS = rf"(?: (?!{PAUSE}\b)[\w'’-]+)"
DENYING = re.compile(rf"\b{NO}{STEPS}{{0,5}}? {TAKING}(?: that)?$", re.IGNORECASE)
DENIED = re.compile(
    rf"\b(?:{NO}{STEPS}{{0,5}}? (?:{TAKING}|{HOLDING}){STEPS}{{0,4}}|not necessarily|need not|"
    r"forget(?:ting)? (?:about|that)|whether(?: or not)?|not|"
    r"never|(?:false|untrue|impossible) that|nicht an,? dass)(?: (?:be|satisfy|have|that|always|necessarily))* ?$",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\bno (?:\w+ ){0,2}(?:⟦\d+⟧,? )?(?:(?:exists?|is|are|has|have) )*(?:with|such that|satisfying|for)$", re.IGNORECASE
)
DISOWNED = re.compile(
    r" ?(?:,? ?(?:which|that|and this|but this|but that) )?"
    r"(?:(?:is|are|was|were|be)(?: not|n['’]t) (?:assumed|required|needed|necessary|true|satisfied|imposed|the case|"
    r"given|guaranteed|valid|correct|known)|(?:does|do|need|would|can|may|must)(?: not|n['’]t) (?:hold|be (?:true|"
    r"assumed|satisfied|required))|cannot (?:hold|be (?:true|right|correct))|no longer|fails\b|(?:is|are) (?:dropped|"
    r"false|wrong|withdrawn|violated|broken|incorrect|untrue|invalid)|"
    r"(?:(?:holds|is true) )?(?:only )?in (?:the|a|this|one) (?:special|particular|exceptional|degenerate|rare) cases?|"
    r"in (?:special|particular|exceptional|degenerate|rare|some|certain) cases?|only (?:if|when|for|in)\b)",
    re.IGNORECASE,
)


def denied(before: str) -> bool:
    """Whether the words in front of a statement take it back: "we do not assume that", "not necessarily"."""
    return bool(DENIED.search(before))


def excepts(before: str, match: re.Match[str]) -> bool:
    """Whether the cue names an exception: "unless", "except when", "but not for"."""
    return match["cue"].lower() == "unless" or bool(EXCEPT.search(before[: match.start("cue")]))


def denies(before: str, match: re.Match[str] | None) -> bool:
    """Whether a negation governs the cue ("do not assume that"), or what stands between the cue and the formula."""
    if match is None:
        return denied(before)
    end = match.end("cue")
    if NONE.search(before[:end]) or (re.match(TAKING, match["cue"], re.IGNORECASE) and DENYING.search(before[:end])):
        return True
    return before[match.start("cue") - 1 : match.start("cue")] in tuple("不未非") or denied(before[end:])
