"""One thing under two names, or two things under one.

What: a quantity that had one name so far appears under another.

Why it happens: letters are taken over from another source, or a handwritten u is read as mu.

How it is detected: the line makes sense only if one symbol is read as another one that was used before. Said once
for each part.

When it is silent: where the document itself says that the two names mean the same.
"""

from __future__ import annotations

import re

from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
The vectors $u_o$ and $v_c$ have the length $d$.

$$\frac{\partial}{\partial v_c} (u_o^T v_c) = u_o$$

$$\frac{\partial}{\partial \mu_o} (\mu_o^T v_c) = v_c$$
"""
RIGHT = r"""
The vectors $u_o$ and $v_c$ have the length $d$.

$$\frac{\partial}{\partial v_c} (u_o^T v_c) = u_o$$

$$\frac{\partial}{\partial u_o} (u_o^T v_c) = v_c$$
"""


READ_AS = re.compile(r"^(?P<new>\S.{0,30}) is read as (?P<old>\S{1,30}(?: \S{1,12})?)$")
NO_SYMBOLS = ("the ", "a ", "an ", "every ")


def detect(case: Case) -> Finding | None:
    found = renamings(case)
    known = {pair for earlier in case.same_part for pair in renamings(earlier)}
    fresh = [pair for pair in found if pair not in known]
    if not fresh:
        return None
    new, old = fresh[0]
    text = (
        f"{spoken(new)} is used here for what was called {spoken(old)} before. One thing should keep one name, "
        "or the reader must guess that the two are the same."
    )
    return Finding("changed-symbol", "D024", text, serious=False)


def renamings(case: Case) -> tuple[tuple[str, str], ...]:
    matches = (READ_AS.match(reading) for reading in case.readings if not reading.startswith(NO_SYMBOLS))
    pairs = ((match["new"], match["old"]) for match in matches if match)
    return tuple((new, old) for new, old in pairs if not shortened(new, old) and not shortened(old, new))


def shortened(new: str, old: str) -> bool:
    """Whether a name is the other one without its label: `J` for `J_naive-softmax`."""
    return old.startswith(f"{new}_")


def spoken(key: str) -> str:
    """The name of a symbol as LaTeX: `hat y` is an accent on y."""
    accent, _, letter = key.rpartition(" ")
    return f"$\\{accent}{{{letter}}}$" if accent.isalpha() else f"${key}$"


FAULT = Fault(
    "changed-symbol", "D024", "one thing under two names, or two things under one",
    WRONG, RIGHT, detect, __doc__ or "",
)
