"""Which letters are functions: `f(x)` that the document defines, or that can be nothing else."""

from __future__ import annotations

from dataclasses import replace

from derive.claims.model import Claim, Reading
from derive.claims.walk import every
from derive.context.environment import SPELLINGS, Environment, Routine
from derive.context.events import PROBABILITIES
from derive.context.names import base_name, of_arguments, of_family, parts_of, strip
from derive.context.survey import Survey, arguments_of, full_name, is_word_call
from derive.notation.show import show
from derive.notation.tree import Dots, Given, Group, Matrix, Node, Product, Script, Sum, Symbol

CONVENTIONAL = frozenset(
    {
        "f",
        "g",
        "h",
        "F",
        "G",
        "J",
        "L",
        "\\ell",
        "\\phi",
        "\\psi",
        "H",
        "Q",
        "cal L",
        "\\varphi",
        "\\Phi",
        "a",
        "b",
        "T",
    }
)
MOMENTS = frozenset({"bb E", "bb V", "Var", "Cov", "var", "cov", "Pr", "bb P", "Prob", "std", "Corr"})
LOGISTIC = "\\sigma"


def find_routines(reading: Reading, found: Survey, env: Environment) -> dict[str, Routine]:
    routines: dict[str, Routine] = {}
    claims = [whole for claim in reading.claims if not claim.link and (whole := entire(claim)) is not None]
    heads = [(claim, split) for claim in claims if (split := head_and_arguments(claim.left))]
    counts: dict[str, set[int]] = {}
    for _, (head, group, _) in heads:
        counts.setdefault(show(head), set()).add(len(arguments_of(group)))
    for claim, split in heads:
        made = defined(claim, found, env, counts[show(split[0])])
        if made is not None:
            count, first = len(made.parameters), routines.setdefault(made.name, made)
            if first is not made and len(first.parameters) not in (0, count):
                other = of_arguments(made.name, count)
                routines.setdefault(other, replace(made, name=other))
    for claim in claims:
        alias, known = base_name(claim.left), SPELLINGS.get(str(base_name(claim.right)))
        named = isinstance(claim.right, Symbol) and claim.right.word and claim.sign in ("=", ":=", "\\equiv")
        if named and known is not None and alias not in (None, known.name):
            routines[str(alias)] = Routine(str(alias), "known", known=known, source=f"line {claim.where.line}")
    for name, calls in found.applied.items():
        if name not in routines and name not in env.routines and not (env.probability and name in PROBABILITIES):
            made = undefined(name, calls, found, env)
            if made is not None:
                routines[name] = made
    return routines


def entire(claim: Claim) -> Claim | None:
    """The claim, or for the first branch of a case distinction that about all of it; None for the others."""
    if claim.branch is None or claim.whole is None:
        return claim
    whole = replace(claim, right=claim.whole, condition=None, condition_where=None, branch=None, whole=None)
    return whole if claim.branch[0] == 0 else None


def head_and_arguments(node: Node) -> tuple[Node, Group, tuple[Node, ...]] | None:
    """`f(x)` gives f, (x) and no subscripts; `s(x)_i` gives the subscript as well."""
    if is_word_call(node):
        return node.head, node.argument, ()  # type: ignore[attr-defined]
    if not isinstance(node, Product) or len(node.factors) != 2 or node.ops != ("",):
        return None
    head, group = node.factors
    subs: tuple[Node, ...] = ()
    if isinstance(group, Script) and group.sup is None and not group.primes and group.sub is not None:
        subs, group = (group.sub,), group.base
    if not isinstance(group, Group) or group.left not in "([" or parts_of(head) is None:
        return None
    return head, group, subs


def defined(claim: Claim, found: Survey, env: Environment, counts: set[int]) -> Routine | None:
    """A function by the equation that defines it: the first that begins with `f(x) =`. `counts` are the numbers of
    arguments with which equations of the document begin."""
    split = head_and_arguments(claim.left)
    if split is None or claim.link or claim.sign not in ("=", ":=", "\\equiv") or claim.carried:
        return None
    head, group, subs = split
    parts = parts_of(head)
    conditional = isinstance(group.body, Given) and group.body.bar == "|"
    if parts is None or parts.primes or (parts.sup is not None) or conditional:
        return None
    parameters = arguments_of(group)
    if is_of_chance(parts.name, group, claim.right) or lists_components(claim.right, head, group):
        return None
    dotted = any(isinstance(p, Dots) for p in parameters)
    named = [parts_of(strip(p)) for p in parameters]
    if not dotted and any(p is None or (p.subs and len(parameters) == 1) for p in named):
        return None
    name = full_name(parts)
    known = env.kinds.get(name)
    if (len(parts.name) > 1 and parts.name in SPELLINGS) or (known is not None and not (subs and known.order == 1)):
        return None  # the s of `s(x)_i` may be said to be a vector
    letters = tuple(str(base_name(strip(s))) for s in parts.subs)
    if any(other.startswith((f"{name}+", f"{name}-")) for other in found.applied):
        env.index_names |= set(letters)  # beside `f_{n-1}(x)` the n of `f_n(x)` counts
    if letters and env.index_names.issuperset(letters):
        said = f"line {claim.where.line}"
        return Routine(of_family(parts.name), "quantity", parameters, claim.right, source=said, letters=letters)
    calls = [c for c in found.applied.get(name, []) if c and (len(c) == len(parameters) or len(c) not in counts)]
    same = all(c == parameters for c in calls)
    standing = found.bare[parts.name] if not parts.subs else 0
    letters = tuple(str(base_name(strip(s))) for s in subs)
    if dotted or (parts.name not in found.primed and (standing or (same and not subs))):
        return Routine(name, "quantity", parameters, claim.right, letters, source=f"line {claim.where.line}")
    kind = "scalar" if len(parameters) == 1 and not subs and is_scalar(parameters[0], env) else "macro"
    return Routine(name, kind, parameters, claim.right, letters, source=f"line {claim.where.line}")


def lists_components(right: Node, head: Node, group: Group) -> bool:
    """Are the entries on the right those of the very function: `s(x) = [s(x)_1 & \\dots & s(x)_n]`?"""
    cells = (cell for row in right.rows for cell in row) if isinstance(right, Matrix) else ()
    calls = (head_and_arguments(cell) for cell in cells)
    return any(call is not None and base_name(call[0]) == base_name(head) and call[1] == group for call in calls)


def is_of_chance(name: str, group: Group, right: Node) -> bool:
    """`E[X] = \\mu`, `P(A) = 0.3`: what is said of one random variable or event is no formula for all of them."""
    if name in MOMENTS or (name == "E" and group.left == "["):
        return True
    letters = {base_name(part) for part in every(group.body)} - {None}
    return name in PROBABILITIES and not letters & {base_name(part) for part in every(right)}


def is_scalar(node: Node, env: Environment) -> bool:
    """A function of one plain letter is a function of a number unless the letter is declared to be an array."""
    parts = parts_of(strip(node))
    if parts is None or parts.bold:
        return False
    kind = env.kinds.get(parts.name)
    return kind is None or kind.element == "scalar"


def undefined(name: str, calls: list[tuple[Node, ...]], found: Survey, env: Environment) -> Routine | None:
    """A letter that must be a function, though nothing defines it."""
    if name == LOGISTIC and LOGISTIC not in env.kinds:
        return Routine(name, "known", known=SPELLINGS["sigmoid"])
    if name in SPELLINGS or not calls:
        return None
    if name in found.primed and name not in env.kinds:
        return Routine(name, "open")
    if any(len(c) > 1 for c in calls):
        return Routine(name, "open")
    if name in env.kinds or (found.bare[name] and name not in CONVENTIONAL):
        return None
    of_letters = any(parts_of(strip(c[0])) is not None for c in calls)  # nobody sets brackets around one factor
    if of_letters or (not found.bare[name] and name in CONVENTIONAL and all(like_argument(c[0]) for c in calls)):
        return Routine(name, "open")
    return None


def like_argument(node: Node) -> bool:
    """`f(x)`, `a(\\theta^T x)` look like calls; `a(x - y)` looks like a product."""
    return not isinstance(node, Sum)
