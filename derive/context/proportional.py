"""`a \\propto b`: a is b times a constant, as something that both are made of varies.

With x at another value, x', a and b are a' and b'. Proportional is `a b' = a' b`. Of logarithms many also drop a
constant that is added, and mean by the sign that a grows where b does: `(a - a') (b - b') >= 0`. A claim is proved by
the first equation, where all varies that both sides have in common, unless the second says that the constant is
negative; it is wrong only where both fail, whatever alone varies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.context.value import Unsupported
from derive.functions import FUNCTIONS
from derive.terms.show import symbol
from derive.terms.term import ZERO, Deriv, Entry, Fun, Integral, Mul, Sym, Term, sub
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free, fresh, rebuilt, subterms

MOST = 4  # symbols that are tried as what varies


def proportional(goal: Goal, at: tuple[int, int]) -> Iterator[tuple[Goal, Goal, str, str]]:
    """For each choice of what varies: the equation, the inequality, the choice in words, and why a proof would say too
    little. All of it at first."""
    if goal.axes:
        raise Unsupported("arrays that are proportional", at)
    one, other = made_of(goal, goal.left), made_of(goal, goal.right)
    common = sorted((one & other) - goal.theory.definitions.keys() - set(FUNCTIONS))
    unknown = [t for t in terms_of(goal) if isinstance(t, Deriv | Integral) or (isinstance(t, Fun) and unexplained(t))]
    if unknown or not common:
        raise Unsupported("nothing here says how the two sides, which are said to be proportional, vary", at)
    for group in dict.fromkeys([tuple(common), *((name,) for name in common[:MOST])]):
        said = f"as {' and '.join(map(symbol, group))} var{'y' if group[1:] else 'ies'}"
        alone = group != tuple(common)
        doubt = f"the sides are proportional {said}, and not as all varies that both have in common" if alone else ""
        yield *varied(goal, group), f"proportional {said}", doubt


def unexplained(call: Fun) -> bool:
    return call.name not in {*FUNCTIONS, "inv", "det", "factorial"}


def terms_of(goal: Goal) -> list[Any]:
    bodies = [goal.left, goal.right, *(d.body for d in goal.theory.definitions.values())]
    return [part for body in bodies for part in subterms(body)]


def made_of(goal: Goal, term: Term) -> set[str]:
    """The symbols that a term is made of, through definitions."""
    found: set[str] = set()
    pending = [term]
    while pending:
        for name in free(pending.pop())[1] - found:
            found.add(name)
            if name in goal.theory.definitions:
                pending.append(goal.theory.definitions[name].body)
    return found


def varied(goal: Goal, group: tuple[str, ...]) -> tuple[Goal, Goal]:
    """The equation and the inequality, with these symbols at two values."""
    theory, changing = goal.theory, set(group)
    changing |= {name for name, d in theory.definitions.items() if made_of(goal, d.body) & changing}
    taken = {*theory.variables, *theory.definitions, *made_of(goal, goal.left), *made_of(goal, goal.right)}
    names = {name: fresh(f"{name}'", taken) for name in sorted(changing)}
    variables = {names[n]: replace(v, name=names[n]) for n, v in theory.variables.items() if n in names}
    definitions = {names[n]: replace(d, name=names[n], body=renamed(d.body, names))
                   for n, d in theory.definitions.items() if n in names}
    both = replace(theory, variables={**theory.variables, **variables},
                   definitions={**theory.definitions, **definitions},
                   hypotheses=(*theory.hypotheses, *(h for old in theory.hypotheses for h in said_again(old, names))))
    a, b = goal.left, goal.right
    a2, b2 = renamed(a, names), renamed(b, names)
    grows = Mul((sub(a, a2), sub(b, b2)))
    return Goal(Mul((a, b2)), Mul((a2, b)), both), Goal(grows, ZERO, both, (), ">=")


def steady(order: Goal) -> Goal:
    """Of `(a - a') (b - b') >= 0`: the equation that a grows by the same for each step of b."""
    one, other = order.left.factors  # type: ignore[attr-defined]
    group = sorted(name for name in free(order.left)[1] - order.theory.definitions.keys() if name.endswith("'"))
    return varied(Goal(one, other, order.theory), tuple(group))[0]


def said_again(old: Hypothesis, names: dict[str, str]) -> Iterator[Hypothesis]:
    """What is assumed of a symbol holds of its other value, too."""
    left = renamed(old.left, names) if isinstance(old.left, Term) else old.left
    right = renamed(old.right, names) if isinstance(old.right, Term) else old.right
    if (left, right) != (old.left, old.right):
        yield replace(old, left=left, right=right)


def renamed(term: Any, names: dict[str, str]) -> Any:
    if isinstance(term, Sym | Entry):
        return replace(term, name=names.get(term.name, term.name))
    return rebuilt(term, lambda part: renamed(part, names))
