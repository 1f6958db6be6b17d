"""What is differentiated by `a = W x + b`, where `h = tanh(W x + b)` was written before a had its name.

The derivative by an intermediate quantity is meant with everything else held fixed. So what was written out is given
its name: h is tanh(a). Where something in it depends on what a is made of in another way too, as `x sin(x^2)` does
on x beside `a = x^2`, what is held fixed would have to be said, and nothing is put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.functions import FUNCTIONS
from derive.terms.parts import BINDERS
from derive.terms.term import Add, Deriv, Entry, Fun, Mul, Pow, Sum, Sym, Term, index
from derive.terms.theory import Definition
from derive.terms.walk import free, match, rebuilt, substitute, subterms

COMPOUND = (Add, Mul, Pow, Fun, Sum)


def folded(terms: Iterable[Term], definitions: dict[str, Definition]) -> Iterator[tuple[str, dict[str, Definition]]]:
    """For each defined variable that derivatives are by and that what they differentiate does not show, the
    definitions in which it is put in."""
    bodies = [*terms, *(d.body for d in definitions.values())]
    for derivative in dict.fromkeys(part for body in bodies for part in subterms(body) if isinstance(part, Deriv)):
        name = getattr(derivative.variable, "name", "")
        made = definitions.get(name)
        if made is None or not isinstance(made.body, COMPOUND) or made.kind == "function":
            continue
        reached = _reached(derivative.body, definitions, name)
        if name in reached:
            continue
        own = _reached(made.body, definitions, "")
        changed = {n: replace(d, body=new) for n, d in definitions.items()
                   if n in reached and n != name and (new := _put(d.body, made)) != d.body}
        left = _reached(derivative.body, {**definitions, **changed}, name)
        if changed and name in left and not left & (own - {name, *FUNCTIONS}):
            yield name, changed


def _reached(term: Term, definitions: dict[str, Definition], stop: str) -> set[str]:
    """The names a term is made of, through definitions, but not through that of `stop`."""
    found: set[str] = set()
    pending = [term]
    while pending:
        for name in free(pending.pop())[1] - found:
            found.add(name)
            if name != stop and name in definitions:
                pending.append(definitions[name].body)
    return found


def _put(term: Any, made: Definition) -> Any:
    if type(term) is type(made.body):
        found = match(_canonical(made.body, 0), _canonical(term, 0), made.parameters)
        if found is not None and all(p in found for p in made.parameters):
            return Entry(made.name, tuple(found[p] for p in made.parameters)) if made.parameters else Sym(made.name)
    return rebuilt(term, lambda part: _put(part, made))


def _canonical(term: Any, depth: int) -> Any:
    """Bound names by their depth."""
    if isinstance(term, BINDERS):
        name = f"fold#{depth}"
        term = replace(term, name=name, body=substitute(term.body, {term.name: index(name)}))
        return replace(term, body=_canonical(term.body, depth + 1))
    return rebuilt(term, lambda part: _canonical(part, depth))
