"""One claim to one verdict: proved by a replayed proof, disproved by a certified witness, or said openly."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive import refute
from derive.context.events import PROBABILITIES
from derive.context.labels import RUNNING
from derive.context.layers import open_slopes
from derive.context.meaning import Alternative, Meaning
from derive.context.sizes import unknown
from derive.functions import FUNCTIONS
from derive.kernel import Proof, ProofError, Proved
from derive.prove import Gap, establish
from derive.refute import NoWitness
from derive.refute import Witness as Point
from derive.rules.definitions import unfolded
from derive.rules.granted import presupposed
from derive.rules.model import Condition, RuleError
from derive.rules.ranges import Ranges
from derive.rules.signs import Signs
from derive.terms.show import VERBATIM, show_equation, show_term, size_name, symbol
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Add,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Mul,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Term,
    index,
    sub,
)
from derive.terms.theory import Definition, Goal, Theory, turns
from derive.terms.walk import free, has_derivative, subterms

TURNED = "the two sides are proportional, but with a negative factor"
UNSAID = "it differentiates by a quantity that is made of others, and nothing says what is held fixed"


@dataclass(frozen=True)
class Decision:
    """What became of one claim. `chosen` is the reading it was decided under."""

    verdict: str
    chosen: Alternative | None = None
    proof: Proof | None = None
    proved: Proved | None = None
    point: Point | None = None
    reason: str = ""
    condition: str = ""
    modular: bool | None = None


def theorem(goal: Goal) -> Proved | None:
    """The goal, if a proof of it was found and replayed without assumptions of its own."""
    try:
        found = establish(goal)
    except (ProofError, RuleError):
        return None
    return None if isinstance(found, Gap) or found[1].assumed or unsaid_slope(goal) else found[1]


@dataclass(frozen=True)
class Strange:
    """Symbols of a claim that the document neither declares nor defines; `once`: those that stand nowhere else;
    `later`: those that are declared only further on; `called`: those that stand once, in front of a bracket, and may be
    functions."""

    undeclared: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()


def decide(meaning: Meaning, strange: Strange = Strange()) -> Decision:
    """The verdict of a claim that is understood: under the first reading that proves it, or else the first."""
    gap = ""
    partial: tuple[Alternative, Proof, Proved] | None = None
    doubted: Alternative | None = None
    unsaid: tuple[Alternative, str] | None = None
    for alternative in likely_first(meaning.alternatives):
        try:
            found = establish(alternative.goal)
        except (ProofError, RuleError) as error:
            gap = gap or f"a step of the search does not stand: {error}"
            continue
        if isinstance(found, Gap):
            gap = gap or found.reason
            continue
        proof, proved = found
        if alternative.doubt:
            doubted = doubted or alternative
            continue
        why = unsaid_slope(alternative.goal)
        if not why and alternative.beside is not None and isinstance(refute.refute(alternative.beside), Point):
            why = TURNED
        if why:
            gap, unsaid = gap or why, unsaid or (alternative, why)
            continue
        if not proved.assumed:
            missing = undefined_right(alternative.goal)
            if not missing:
                return Decision("proved", alternative, proof, proved)
            words = " and ".join(map(condition_text, missing))
            return Decision("conditional", alternative, condition=f"{words}, or the right side has no value")
        partial = partial or (alternative, proof, proved)
    if partial is not None:
        alternative, proof, proved = partial
        words = " and ".join(condition_text(c) for c in proved.assumed)
        if isinstance(refute.refute(alternative.goal), Point):
            return Decision("conditional", alternative, proof, proved, condition=words)
        return Decision("undecided", alternative, reason=f"it was proved where {words}; elsewhere it is open")
    if doubted is not None:
        return Decision("undecided", doubted, reason=doubted.doubt)
    if unsaid is not None:
        return Decision("undecided", unsaid[0], reason=unsaid[1])
    return refuted(meaning, gap, strange)


def likely_first(alternatives: tuple[Alternative, ...]) -> list[Alternative]:
    """The readings worth a proof: all but those that fail at a glance, then the first, should it be one of these."""
    if len(alternatives) < 2:
        return list(alternatives)
    standing = [one for one in alternatives if not refute.fails(one.goal)]
    return standing if alternatives[0] in standing else [*standing, alternatives[0]]


def undefined_right(goal: Goal) -> list[Condition]:
    """Logarithms and roots on the right that have no value where the left side has one: `log(ab) = log a + log b`
    needs more than `ab > 0`. A denominator is taken not to be zero, as everybody does."""
    given = presupposed(goal.left, goal.theory)
    ranges = Ranges(goal.theory, {**goal.theory.indices, **dict(goal.axes)})
    signs = Signs(goal.theory, ranges, [*goal.theory.hypotheses, *given])
    found = []
    for fact in presupposed(marked(goal.right, goal.theory), goal.theory):
        if fact.kind == "nonzero" or fact in given or not isinstance(fact.left, Term):
            continue
        if isinstance(fact.left, Fun) and fact.left.name == "factorial":
            continue  # n! is positive
        subject = fact.left
        for name, span in reversed(fact.parameters):
            subject = Extremum("min", name, span, subject) if name in free(subject)[0] else subject
        if not signs.holds(fact.kind, subject):
            beside = Add((subject, goal.left, Mul((MINUS_ONE, goal.left))))  # has a value where the left side has
            question = Goal(beside, ZERO, goal.theory, goal.axes, ">" if fact.kind == "positive" else ">=")
            if isinstance(refute.refute(question), Point):
                found.append(Condition(fact.kind, (subject,)))
    return found


def marked(term: Term, theory: Theory) -> Term:
    """The term with what a one-hot vector is put in: `\\sum_j y_j \\log p_j` asks for nothing but a positive p_o."""
    ones = {h.left.name: Definition(h.left.name, "tensor", tuple(name for name, _ in h.parameters), h.right, h.name)
            for h in theory.hypotheses if h.kind == "equal" and isinstance(h.left, Entry) and isinstance(h.right, Delta)
            and h.left.indices == tuple(index(name) for name, _ in h.parameters)}
    return unfolded(term, tuple(ones), replace(theory, definitions=ones)) if ones else term


def refuted(meaning: Meaning, gap: str, strange: Strange) -> Decision:
    """Disproved, where every reading has a witness; undecided, where the claim rests on something unknown."""
    first = meaning.alternatives[0]
    why = unfounded(first.goal, strange)
    if why:
        return Decision("undecided", first, reason=why)
    points: list[Point] = []
    for alternative in meaning.alternatives:
        point = refute.refute(alternative.goal)
        if alternative.beside is not None and isinstance(point, Point):
            point = refute.refute(alternative.beside)
        if isinstance(point, NoWitness):
            why = f"no proof was found ({gap or 'no reading'}) and no counterexample ({point.reason})"
            return Decision("undecided", alternative, reason=why)
        points.append(point)
    return Decision("disproved", first if first.beside is None else replace(first, goal=first.beside), point=points[0])


def differentiates(goal: Goal) -> bool:
    return has_derivative(goal.left, goal.right)


def unfounded(goal: Goal, strange: Strange) -> str:
    """Why a difference of both sides would prove nothing here; empty when it would."""
    return next((why for test in DOUBTS if (why := test(goal, strange))), "")


def rests_on_unknown(goal: Goal, strange: Strange) -> str:
    """Something that nobody explains stands on one side alone."""
    loose = unsettled(goal, goal.left) ^ unsettled(goal, goal.right)
    loose |= (free(goal.right)[1] - free(goal.left)[1]) & strange.once
    loose |= (free(goal.right)[1] ^ free(goal.left)[1]) & (strange.later | strange.called)
    loose |= {n for n in strange.undeclared if n.startswith("bar ")}  # an average, of something
    return f"the document does not say what {', '.join(map(symbol, sorted(loose)))} is" if loose else ""


def rests_on_pi(goal: Goal, strange: Strange) -> str:
    """Of pi only the sign is used."""
    parts = [part for side in (goal.left, goal.right) for part in subterms(side)]
    pi = any(isinstance(p, Sym) and p.name.rstrip("·") == "\\pi" for p in parts)
    if pi and any(isinstance(p, Fun) and p.name in ("sin", "cos", "tan") for p in parts):
        return "the values of sines and cosines at multiples of \\pi are not used"
    return ""


def unknown_length(goal: Goal, strange: Strange) -> str:
    """A vector of ones or an identity whose size nothing tells may be as large as the claim needs it."""
    for prefix, words in (("?ones#", "long the vector of ones"), ("?I#", "large the identity matrix"),
                          ("?grid#", "large the matrix with dots")):
        if any(name.startswith(prefix) for name in goal.theory.sizes):
            return f"the document does not say how {words} is"
    return ""


def property_of_open(goal: Goal, strange: Strange) -> str:
    """An equation between values of a function that is left open may be a property that it is assumed to have."""
    opened = unsettled(goal, goal.left) & unsettled(goal, goal.right)
    parts = [part for side in (goal.left, goal.right) for part in subterms(side)]
    differentiated = any(isinstance(p, Deriv) or (isinstance(p, Fun) and any(p.orders)) for p in parts)
    names = {p.name for p in parts if isinstance(p, Fun)}
    if (opened - goal.theory.dependent) & MOMENTS:
        return "what holds of expectations is not used"
    if opened & names and not differentiated:
        return f"it would be a property of {', '.join(map(symbol, sorted(opened & names)))}, of which nothing is known"
    return ""


def property_of_event(goal: Goal, strange: Strange) -> str:
    """What is said of the probability of an event that nothing defines may be a law of probabilities."""
    names = spoken_of(goal) - goal.theory.definitions.keys()
    unsaid = sorted(name for name in names - goal.theory.variables.keys() if name.startswith(VERBATIM))
    return f"the document does not say what {', '.join(map(symbol, unsaid))} is" if unsaid else ""


def derivative_by_stranger(goal: Goal, strange: Strange) -> str:
    """What is differentiated is not written in terms of the variable, which is defined, or declared nowhere."""
    for side in (goal.left, goal.right):
        for part in subterms(side):
            if isinstance(part, Deriv) and not depends(goal, part, strange):
                by = symbol(part.variable.name)  # type: ignore[attr-defined]
                return f"what is differentiated by {by} is not written in terms of {by}"
    return ""


def unrelated(goal: Goal, strange: Strange) -> str:
    """No symbol in common: nothing says how the two sides hang together."""
    data = [reached(goal, side) - set(goal.theory.definitions) for side in (goal.left, goal.right)]
    for k in (0, 1):
        for name in sorted(data[k] - data[1 - k]):
            small = name.lower()
            if small != name and small in data[0] | data[1]:
                return f"nothing here says how {symbol(name)} and {symbol(small)} hang together"
    primed = sorted(n for n in (data[0] ^ data[1]) & strange.undeclared if n.endswith("'"))
    if primed:
        return f"the document does not say what {symbol(primed[0])} is"
    if data[0] and data[1] and not data[0] & data[1]:
        return "the two sides speak of different things, and nothing here relates them"
    own = [(data[k] - data[1 - k]) & strange.undeclared for k in (0, 1)]
    if own[0] and own[1]:
        pair = f"{', '.join(map(symbol, sorted(own[0])))} and {', '.join(map(symbol, sorted(own[1])))}"
        return f"nothing here says how {pair} hang together"
    return ""


def rows_unsaid(goal: Goal, strange: Strange) -> str:
    """A matrix X beside vectors `x^{(i)}`: they are its rows or its columns, which nothing says."""
    names = spoken_of(goal) - goal.theory.definitions.keys()
    tied = {name for h in goal.theory.hypotheses for side in (h.left, h.right) if isinstance(side, Term)
            for name in free(side)[1]}
    for name in sorted(names - tied):
        small, own = goal.theory.variables.get(name.lower()), goal.theory.variables.get(name)
        both = name != name.lower() in names and small is not None and own is not None
        if both and own is not None and small is not None and len(own.ranges) == 2 == len(small.ranges):
            return f"nothing here says how {symbol(name)} and {symbol(name.lower())} hang together"
    return ""


def lonely_index(goal: Goal, strange: Strange) -> str:
    """Several indices that are free on one side alone, and bound nowhere: sums that are not written?"""
    names = [indices_reached(goal, side) & set(goal.theory.indices) for side in (goal.left, goal.right)]
    bound = {n.split("#")[0] for side in (goal.left, goal.right) for n in bound_names(side)}
    fixed = {n for h in goal.theory.hypotheses for side in (h.left, h.right) if isinstance(side, Index)
             for n, _ in side.parts}
    lonely = [sorted(names[k] - names[1 - k] - bound - fixed) for k in (0, 1)]
    if max(map(len, lonely)) > 1 and min(map(len, lonely)) == 0:
        return f"the indices {', '.join(lonely[0] or lonely[1])} are free on one side only"
    for side, mine, other in ((goal.left, lonely[0], lonely[1]), (goal.right, lonely[1], lonely[0])):
        if len(mine) == 1 and not other and omits(side, mine[0]):
            return f"a sum leaves out {mine[0]}, which nothing explains: it may be a sum over both indices"
    return ""


def omits(side: Term, name: str) -> bool:
    """Does a sum on this side leave out the index of this name?"""
    def guard(running: str) -> tuple[Term, ...]:
        ends = index(running), index(name)
        return sub(ONE, Delta(*ends)), sub(ONE, Delta(*reversed(ends)))

    return any(part in guard(term.name) for term in subterms(side) if isinstance(term, Sum)
               for part in subterms(term.body))


def for_all_indices(goal: Goal, strange: Strange) -> str:
    """`q_k = 1/K` is assumed, of one k as it was read; the claim speaks of other components of q as well."""
    for h in goal.theory.hypotheses:
        if h.kind == "equal" and isinstance(h.left, Entry) and isinstance(h.right, Term) and (
            h.left.name not in free(h.right)[1]  # `u_x = a u_y` speaks of two of them
        ):
            loose = {n for i in h.left.indices for n, _ in i.parts} & goal.theory.indices.keys()
            bodies = (goal.left, goal.right, *(d.body for d in goal.theory.definitions.values()))
            parts = [p for body in bodies for p in subterms(body) if isinstance(p, Entry)]
            if loose and any(p.name == h.left.name and p.indices != h.left.indices for p in parts):
                return f"what is assumed of {symbol(h.left.name)} may be meant of all its components"
    return ""


def recurrence(goal: Goal, strange: Strange) -> str:
    """`x_{i+1} = x_i - ...` says how the next one is made; so does `x_i = 2 r_i` where r_i is made of x_{i-1}."""
    definitions = goal.theory.definitions
    for side, other in ((goal.left, goal.right), (goal.right, goal.left)):
        if not isinstance(side, Entry) or side.name in definitions:
            continue
        inner = [definitions[name].body for name in sorted(reached(goal, other)) if name in definitions]
        within = any(isinstance(p, Entry) and p.name == side.name and p.indices[0].parts and p.indices[0].offset
                     for body in inner for p in subterms(body))
        if within or any(isinstance(p, Entry) and p.name == side.name and steps(side, p) for p in subterms(other)):
            return f"{GOES_ON} {symbol(side.name)} goes on from one index to the next"
    return ""


def begun(goal: Goal, strange: Strange) -> str:
    """Of `x_0 = 0` and a claim about x_i or x_3: how the others are made may be said in words, or further on."""
    given = [h.left for h in goal.theory.hypotheses if h.kind == "equal" and isinstance(h.left, Entry)
             and not any(where.parts for where in h.left.indices)]
    names = {one.name for one in given} - goal.theory.definitions.keys()
    for part in (part for side in (goal.left, goal.right) for part in subterms(side)):
        if isinstance(part, Entry) and part.name in names and part not in given and all(
                name in goal.theory.indices for where in part.indices for name, _ in where.parts):
            return f"only some of the {symbol(part.name)} are given, and nothing says how the others are made"
    return ""


def between_steps(goal: Goal, strange: Strange) -> str:
    """`\\partial J/\\partial h_t` and `\\partial J/\\partial h_{t+1}`, or the d_t and d_{t+1} that are defined so, of a
    J that is left open: it depends on h_t by h_{t+1}, too."""
    definitions = goal.theory.definitions
    slopes = {name for name, d in definitions.items() if open_slopes(goal.theory, d.body)}
    parts = [part for side in (goal.left, goal.right) for part in subterms(side)]
    found = [p for p in parts if isinstance(p, Entry) and p.name in slopes]
    found += [v for side in (goal.left, goal.right) for p in open_slopes(goal.theory, side)
              if isinstance(v := p.variable, Entry)]
    if any(one.name == other.name and steps(one, other) for k, one in enumerate(found) for other in found[:k]):
        return "nothing says how what is differentiated depends on one step by the next"
    return ""


def steps(one: Entry, other: Entry) -> bool:
    """Do the first indices differ by a number?"""
    return one.indices[0].parts == other.indices[0].parts != () and one.indices[0].offset != other.indices[0].offset


def names_or_indices(goal: Goal, strange: Strange) -> str:
    """`m_a v_a + m_b v_b` of things that nobody explains: the letters may be names of two bodies."""
    letters: dict[str, set[str]] = {}
    for part in (part for side in (goal.left, goal.right) for part in subterms(side)):
        if isinstance(part, Entry) and part.name in strange.undeclared and len(part.indices) == 1:
            letters.setdefault(part.name, set()).add(str(part.indices[0].name))
    for name, found in sorted(letters.items()):
        if len(found) > 1 and found <= goal.theory.indices.keys() and not found <= RUNNING:
            return f"the letters {', '.join(sorted(found))} of {symbol(name)} may be names or indices"
    return ""


def counted_from_zero(goal: Goal, strange: Strange) -> str:
    """`\\sum_{j=0}^n \\theta_j x_j` of vectors in `\\mathbb{R}^{n+1}`, which count from 1 elsewhere."""
    spans: dict[str, set[Range]] = {}
    for one in (part for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, Sum)):
        for part in subterms(one.body):
            if isinstance(part, Entry) and any(where.name == one.name for where in part.indices):
                spans.setdefault(part.name, set()).add(one.range)
    for name, found in sorted(spans.items()):
        ends = {span.upper for span in found if span.lower == index(1)}
        shifted = {one.upper + index(1) for one in found if one.lower == Index()}
        if shifted and (ends & shifted or any(map(unknown, ends))):
            return f"the components of {symbol(name)} are counted from 0 in one place, and from 1 in another"
    return ""


def uncounted(goal: Goal, strange: Strange) -> str:
    """`\\sum_i (x_i - m) = \\sum_i x_i - N m`: nothing says that there are N of the x_i."""
    made = [goal.theory.definitions[name].body for name in spoken_of(goal) & goal.theory.definitions.keys()]
    parts = [part for body in (goal.left, goal.right, *made) for part in subterms(body)]
    open_ = any(isinstance(part, Sum | Prod) and unknown(part.range.upper) for part in parts)
    ends = {str(part.range.upper.name) for part in parts if isinstance(part, Sum | Prod)}
    counts = {str(part.value.name) for part in parts if isinstance(part, Size)} | {
        part.name for part in parts if isinstance(part, Sym) and part.name in COUNTS}
    free_counts = sorted(counts - ends)
    return f"nothing says whether there are {symbol(free_counts[0])} of what is summed" if open_ and free_counts else ""


def vague_order(goal: Goal, strange: Strange) -> str:
    """An inequality between data may be meant as a condition on them."""
    names = reached(goal, goal.left) | reached(goal, goal.right)
    vague = goal.sign != "=" and (names & strange.undeclared or not goal.theory.definitions)
    return "it is an inequality between data, a condition rather than a claim" if vague else ""


GOES_ON = "it may say how"
COUNTS = frozenset("NnMm")  # numbers of things, where nothing else is said of them
MOMENTS = frozenset({"E", "bb E", "\\E", "Var", "Cov", "bb V"})
ARRAYS = ("inv", "det")  # functions that are known without being in the catalogue
DOUBTS = (rests_on_pi, unknown_length, rests_on_unknown, property_of_open, property_of_event, derivative_by_stranger,
          unrelated, rows_unsaid, lonely_index, recurrence, begun, between_steps, for_all_indices, vague_order,
          names_or_indices, counted_from_zero, uncounted)


def bound_names(term: Term) -> set[str]:
    return {part.name for part in subterms(term) if isinstance(part, (Sum, Prod))}


def indices_reached(goal: Goal, side: Term) -> set[str]:
    """The free index names of a side, through definitions and assumed equations."""
    found = set(free(side)[0])
    for name in sorted(reached(goal, side)):
        if name in goal.theory.definitions:
            found |= free(goal.theory.definitions[name].body)[0] - set(goal.theory.definitions[name].parameters)
    for h in goal.theory.hypotheses:
        if h.kind == "equal" and isinstance(h.right, Term) and getattr(h.left, "name", None) in reached(goal, side):
            found |= free(h.right)[0] - {n for n, _ in h.parameters}
    return found


def depends(goal: Goal, part: Deriv, strange: Strange) -> bool:
    name = part.variable.name  # type: ignore[attr-defined]
    if name in reached(goal, part.body) or not reached(goal, part.body):
        return True
    if name in goal.theory.definitions:  # of `x y` by `a = x^2`, what is held fixed would have to be said
        data = reached(goal, part.body) - goal.theory.definitions.keys()
        return all(turns(one, name, goal.theory) for one in data)
    if any(n in goal.theory.dependent for n in reached(goal, part.body)):
        return True
    return name not in goal.theory.definitions and name not in strange.undeclared


def reached(goal: Goal, term: Term, opaque: str = "") -> set[str]:
    """The symbols that a term names, through definitions and assumed equations, but not through one of them."""
    bodies = {name: [d.body] for name, d in goal.theory.definitions.items()}
    for h in goal.theory.hypotheses:
        if h.kind == "equal" and isinstance(h.left, (Sym, Entry)) and isinstance(h.right, Term):
            bodies.setdefault(h.left.name, []).append(h.right)
    found: set[str] = set()
    pending = [term]
    while pending:
        for name in sorted(free(pending.pop())[1] - found - set(FUNCTIONS)):
            found.add(name)
            pending += bodies.get(name, []) if name != opaque else []
    return found


def spoken_of(goal: Goal) -> set[str]:
    """The symbols that either side names, as far as `reached` goes."""
    return reached(goal, goal.left) | reached(goal, goal.right)


def unsaid_slope(goal: Goal) -> str:
    """Why a derivative means something other than was put in, empty where it does not: a quantity that it goes by is
    made of the same symbols, or what it is of may depend on it."""
    parts = (part for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, Deriv))
    return next((why for part in parts if (why := held_unsaid(goal, part) or event_unsaid(goal, part))), "")


def held_unsaid(goal: Goal, part: Deriv) -> str:
    """Is something differentiated by a defined quantity that it is not written in, but made of the same symbols? Of
    `x y` by `s = x + y` it would have to be said what is held fixed; where one symbol turns with it, nothing has to."""
    definitions, name = goal.theory.definitions, getattr(part.variable, "name", "")
    if name not in definitions or definitions[name].kind not in ("scalar", "tensor"):
        return ""
    made = reached(goal, definitions[name].body) - definitions.keys()
    written = reached(goal, part.body, name)
    beside = written & made if name not in written else set()
    return UNSAID if beside and not all(turns(one, name, goal.theory) for one in beside) else ""


def event_unsaid(goal: Goal, part: Deriv) -> str:
    """`\\frac{\\partial}{\\partial \\mu} \\log p(x \\mid y)` is not 0 because nothing says what p is made of."""
    definitions, by = goal.theory.definitions, getattr(part.variable, "name", "")
    bodies = (part.body, *(definitions[name].body for name in sorted(reached(goal, part.body)) if name in definitions))
    for inner in (inner for body in bodies for inner in subterms(body)):
        name = str(getattr(inner, "name", ""))
        known = name in definitions or (name.startswith(VERBATIM) and name in goal.theory.variables)
        event = isinstance(inner, Fun | Sym | Entry) and symbol(name).split("(")[0].removeprefix("\\") in PROBABILITIES
        written = isinstance(inner, Fun) or name.startswith(VERBATIM)  # `p(x)`, and no number p
        if event and written and not known and name != by and by not in reached(goal, inner):
            return f"nothing says how {symbol(name)} depends on {symbol(by)}"
    return ""


def unsettled(goal: Goal, side: Term) -> set[str]:
    """What a side rests on though nothing is known of it: functions left open, and undefined quantities that
    one differentiates. Where only one side has it, a difference at chosen values proves nothing."""
    found: set[str] = set()
    pending, seen = [side], set[str]()
    while pending:
        term = pending.pop()
        for part in subterms(term):
            name = getattr(part, "name", None)
            if isinstance(part, (Sym, Entry, Fun)) and name in goal.theory.definitions and name not in seen:
                seen.add(str(name))
                pending.append(goal.theory.definitions[str(name)].body)
            elif is_open(part, goal.theory):
                found.add(part.name)
    return found


def is_open(part: object, theory: Theory) -> bool:
    if isinstance(part, Fun):
        return part.name not in FUNCTIONS and part.name not in ARRAYS and part.name not in theory.definitions
    return isinstance(part, (Sym, Entry)) and part.name in theory.dependent


# --- words -----------------------------------------------------------------------------------------------------
def condition_text(condition: Condition) -> str:
    words = CONDITIONS.get(condition.kind)
    shown = [subject_text(s) for s in condition.subject]
    return words.format(*shown) if words else f"{condition.kind}: {', '.join(shown)}"


def subject_text(subject: object) -> str:
    if isinstance(subject, str):
        return subject
    if type(subject).__name__ == "Index":
        return "+".join(
            f"{'' if factor == 1 else factor}{name_text(name)}" for name, factor in subject.parts  # type: ignore[attr-defined]
        ) + (f"{subject.offset:+d}" if subject.offset and subject.parts else str(subject.offset)  # type: ignore[attr-defined]
             if not subject.parts else "")  # type: ignore[attr-defined]
    if type(subject).__name__ == "Range":
        return f"{subject_text(subject.lower)}..{subject_text(subject.upper)}"  # type: ignore[attr-defined]
    return show_term(subject)  # type: ignore[arg-type]


def name_text(name: str) -> str:
    return size_name(name) if name.startswith("?") else name.split("#")[0]


CONDITIONS = {
    "positive": "{0} > 0",
    "nonnegative": "{0} \\geq 0",
    "nonzero": "{0} \\neq 0",
    "inside": "{0} lies in {1}",
    "distinct": "{0} \\neq {1}",
    "nonempty": "{0} is not empty",
    "countable": "{0} counts up",
    "binary": "{0} is 0 or 1",
    "trait": "{0} is {1}",
}


def understood(goal: Goal) -> str:
    return show_equation(goal.left, goal.sign, goal.right)
