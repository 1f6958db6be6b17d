"""The verdict on one claim: by proof or witness, or by what the words around it make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from derive.claims.apart import letters_in
from derive.claims.circumstances import circumstance
from derive.claims.formulas import REACHES
from derive.claims.model import Claim, Fact
from derive.claims.taken import CONCLUDED
from derive.claims.walk import symbols
from derive.context.define import definable, heads
from derive.context.events import split_event
from derive.context.expectations import OF_CHANCE, is_of_chance, letter, moments_in
from derive.context.layers import of_another_layer
from derive.context.meaning import EQUALITIES, ORDERS, Meaning
from derive.context.names import base_name, is_zero, manner, parts_of, strip, walk
from derive.context.ranges import conditions, size_key
from derive.context.routines import head_and_arguments
from derive.context.sizes import unknown
from derive.context.survey import arguments_of, full_name
from derive.decide import GOES_ON, Decision, Strange, decide, differentiates, reached, spoken_of
from derive.functions import FUNCTIONS
from derive.notation.show import show
from derive.notation.tree import Big, Chain, Derivative, Nabla, Node, Number, Script
from derive.notation.tree import Sum as Added
from derive.progress import Run
from derive.terms.show import symbol
from derive.terms.term import ONE, ZERO, Delta, Deriv, Entry, Num, Size, Sum, Sym
from derive.terms.theory import Goal
from derive.terms.walk import free, subterms

TO_SOLVE = re.compile(
    r"\b(set(ting)?|solv(e|ing)|equat(e|ing)|zero when|vanish(es)?|minimi[sz]|maximi[sz]|optim|stationary|critical)\b",
    re.IGNORECASE,
)
SET = re.compile(r"\b(?:set|setting|solv(?:e|ing)|equat(?:e|ing)|putting)(?: (?!that\b)[\w-]+){0,4} ?$", re.IGNORECASE)
CONCLUSION = re.compile(r"\b(therefore|hence|thus|then|so|gets?|obtain|follows?|conclude|have|gives?)\b", re.IGNORECASE)
FEW = r"(?:only |just |an? )?(?:one|two|three|four|single)"
THINGS = r"(?:class(?:es)?|dimensions?|points?|variables?|examples?|samples?|outcomes?|states?|pairs?|layers?|labels?)"
IN_WORDS = re.compile(
    rf"\b(?:if|when|whenever|provided|assuming|(?:for|in|with) {FEW} {THINGS})\b[^.;$]*,?\s*$", re.IGNORECASE)
HELD = re.compile(
    r"\b(?:hold\w*|treat\w*|keep\w*|regard\w*|consider\w*)\b[^.$]{0,30}\$[^$]+\$[^.$]{0,20}\b(?:fixed|constants?)\b"
    r"|\$[^$]+\$ (?:is|are|being)? ?(?:held|kept|treated|regarded|considered)\b[^.$]{0,20}\b(?:fixed|constants?)\b",
    re.IGNORECASE)
COMPUTED = re.compile(r"\b(?:with|is|has|have|having)[:,]?\s*$", re.IGNORECASE)  # "let f be ... with $$f'(x) = ...$$"
WORDS = r"(?:(?!(?:of|for|in|with|by|on|to|from)\b)[\w-]+ ){0,4}?"
FORMULA = r"\$(?:[^$]*\\mapsto)?\s*LETTER(?![A-Za-z])[^$]*\$"
MATRICES = (
    rf"{FORMULA}(?:,? \$[^$]*\$,?)? (?:be|is|are|denotes?) {WORDS}(?:(?:family|curve|path|sequence|set) of {WORDS})?"
    r"(?:matri(?:x|ces)|operators?|propagators?|rotations?|tensors?)\b(?! (?:norm|product|element|entr))"
    rf"|\b(?:matri(?:x|ces)|operators?)(?:-valued)?(?: (?:functions?|maps?|curves?))? {FORMULA}"
    r"|\$(?:[^$]*,)?\s*LETTER(?![A-Za-z])[^$]*\\in\s*\{?\\?(?:(?:mathrm|operatorname|text|mathbf)\{)?"
    r"(?:S?O|S?U|[SG]L|Sp|SE|Sym|GL|Mat|M)(?=[_({}^\s])[^$]*\$")
FAR = 300
HEAD = re.compile(r"[\s&]*(\\?[A-Za-z]+?)(?![a-z])")


def judged(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """The verdict. What fails in a chapter that is read by itself may rest on what another says of its letters."""
    decision = judged_here(run, claim, meaning)
    if claim.number in run.doc.left_out and decision.verdict in ("disproved", "conditional"):
        open_ = sorted(strange_here(run, meaning).undeclared - {"\\pi"})
        if open_:
            reason = f"an index is left out here, and the document does not say what {symbol(open_[0])} is"
            return replace(decision, verdict="undecided", point=None, reason=reason)
    shared = sorted(run.doc.elsewhere & letters_in([claim])) if run.doc.elsewhere else []
    if not shared or decision.verdict not in ("disproved", "conditional", "ill-typed"):
        return decision
    reason = f"it may rest on what another part of the document says of {symbol(shared[0])}"
    return replace(decision, verdict="undecided", point=None, reason=reason)


def judged_here(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """The verdict, by the first answer that applies."""
    if meaning.defines:
        return Decision("definition")
    if meaning.clash:
        return ill_typed(run, claim, meaning)
    if meaning.reason:
        laid_down = claim.role == "given" and claim.sign not in EQUALITIES | ORDERS.keys()
        assumed = (claim.role in ("when", "since") or laid_down) and meaning.kind == "hypothesis"
        return Decision("hypothesis" if assumed else "undecided", reason=meaning.reason)
    if not meaning.alternatives:
        return Decision("hypothesis")
    foreign = run.doc.declarations.foreign & set(meaning.touched)
    if foreign:
        return Decision("undecided", reason=f"{', '.join(sorted(foreign))} is not said to be real: not supported")
    goal = meaning.alternatives[0].goal
    if claim.role == "given" and goal.sign != "=" and isinstance(goal.left, Size) and isinstance(goal.right, Num):
        return Decision("hypothesis", meaning.alternatives[0])
    if not claim.link and places_the_one(run, goal):
        said = "it says where the one of a one-hot vector stands"
        return Decision("hypothesis", meaning.alternatives[0], reason=said)
    if SET.search(claim.before) and not claim.link and goal.right == ZERO and differentiates(goal):
        return Decision("hypothesis", meaning.alternatives[0], reason=to_solve(run, claim, goal))
    decision = decide(meaning, strange_here(run, meaning))
    lost = [run.doc.undefined[key].where.line for key in meaning.touched
            if key in run.doc.undefined and run.doc.undefined[key].number != claim.number
            and run.doc.undefined[key].part == claim.part]
    if lost and (decision.verdict in ("disproved", "conditional") or differentiates(goal)):
        reason = f"it rests on what line {min(lost)} defines, which was not understood"
        return replace(decision, verdict="undecided", point=None, reason=reason)
    told = sorted(key for key in meaning.touched if key in run.doc.env.own and key not in run.doc.known
                  and not run.doc.definitions.has(key, claim.number))
    if told and decision.verdict in ("disproved", "conditional"):
        return replace(decision, verdict="undecided", point=None, reason=run.doc.env.own[told[0]].why)
    if claim.mended and decision.verdict in ("disproved", "conditional"):
        bracket = "where the bracket belongs that closes nothing decides what the formula says"
        reason = "how far the sum reaches decides what the formula says" if claim.mended == REACHES else bracket
        return replace(decision, verdict="undecided", point=None, reason=reason)
    why = held_fixed(run, claim, goal) or of_sets(run, claim, meaning) or of_another(run, claim)
    why = why or may_depend(run, claim, meaning, goal) or in_two_fonts(run, claim)
    why = why or in_two_manners(run, claim, meaning) or functions_alike(run, meaning, goal)
    why = why or assumed_otherwise(run, claim, meaning, goal) or of_matrices(run, claim)
    if why and decision.verdict in ("proved", "disproved", "conditional"):
        return replace(decision, verdict="undecided", point=None, reason=why)
    if decision.verdict == "proved":
        return decision
    if claim.role == "system" and is_data(run, goal) and not CONCLUSION.search(claim.before):
        assume(run, claim, goal)
        if isinstance(goal.left, Num) or isinstance(goal.right, Num):
            return Decision("hypothesis", meaning.alternatives[0])
        return replace(decision, verdict="undecided", point=None, reason="it may be an equation to be solved")
    related = is_data(run, goal) and (not goes_on(claim, goal) or relates(run, claim))
    if claim.role == "given" and (related or (isinstance(goal.right, Num) and goal.sign != "=" and not claim.link)):
        return Decision("hypothesis", meaning.alternatives[0])
    if decision.verdict == "undecided" and claim.link and goal.right == ZERO and TO_SOLVE.search(claim.before):
        return Decision("hypothesis", meaning.alternatives[0], reason=to_solve(run, claim, goal))
    computed = claim.role == "when" and not claim.link and goal.sign == "=" and COMPUTED.search(claim.before) and (
        differentiates(goal) and not goal.theory.dependent and not isinstance(goal.right, Num))
    laid_down = (claim.role in ("since", "given") or goal.sign == "!=") and assumes(run, goal)
    assumed = (claim.role == "when" and not computed) or laid_down
    if assumed and not goes_on(claim, goal):
        return Decision("hypothesis")
    unread = rests_on_unread(run, claim, meaning)
    if decision.verdict == "disproved" and unread is not None:
        reason = f"it may rest on line {unread}, which was not read"
        return replace(decision, verdict="undecided", point=None, reason=reason)
    if decision.verdict == "disproved":
        sides = (goal.left, goal.right)
        names = {name for side in sides for found in (*free(side), reached(goal, side)) for name in found}
        if any(is_many_hot(run, name) and not is_held(goal, name, "one-hot") for name in names):
            reason = "that each of several vectors is one-hot is not used"
            return replace(decision, verdict="undecided", point=None, reason=reason)
        why = known_of_chance(run, claim, goal)
        why = why or of_another_layer(run.doc.reading, goal, names, run.doc.hypotheses.keys)
        if why:
            return replace(decision, verdict="undecided", point=None, reason=why)
        line = run.doc.hypotheses.unused(claim, {*meaning.touched, *names}, lambda fact: was_shown(run, fact) or (
            differentiates(goal) and is_solved_elsewhere(run, claim, fact)))
        if line is not None:
            reason = f"it may rest on what line {line} assumes, which no counterexample was held against"
            return replace(decision, verdict="undecided", point=None, reason=reason)
        if claim.role == "since" and not claim.link and isinstance(goal.right, Num) and is_data(run, goal):
            return Decision("hypothesis", meaning.alternatives[0])
        if IN_WORDS.search(claim.before) and not claim.link:
            reason = "it may rest on the condition in words before it, which was not understood"
            return replace(decision, verdict="undecided", point=None, reason=reason)
        if given_elsewhere(run, claim):
            run.renamed.setdefault(heads(run.doc, claim.left), claim.where.line)
        if writes_anew(run, claim) or given_elsewhere(run, claim):
            reason = "it differs from what the function was before; it may define another one of this name"
            return replace(decision, verdict="undecided", point=None, reason=reason)
        why = to_solve(run, claim, goal)
        if why:
            return replace(decision, verdict="hypothesis", point=None, reason=why)
        why = says_what_is_next(claim) or goes_on_from(run, claim, meaning, names) or without_bounds(goal)
        if why:
            return replace(decision, verdict="undecided", point=None, reason=why)
        return consequence(run, claim, goal, decision, {*meaning.touched, *spoken_of(goal)})
    return decision


def assume(run: Run, claim: Claim, goal: Goal) -> None:
    """Remembers an equation that is to be solved, and what it speaks of."""
    keys = run.doc.hypotheses.keys(claim.left) | run.doc.hypotheses.keys(claim.right)
    run.assumed.setdefault(claim.part, []).append((claim, spoken_of(goal) | keys))


def assumed_otherwise(run: Run, claim: Claim, meaning: Meaning, goal: Goal) -> str:
    """"If we take $L = \\frac12 (p - y)^2$ instead": what is assumed of a symbol is another formula than that which
    defines it, and nothing says which of the two is meant. A value (`p = 1/2`) makes no other thing of it."""
    for one in (v.claim for v in run.done if v.claim.role == "when" and v.decision.verdict == "hypothesis"):
        key, parts = heads(run.doc, one.left), parts_of(strip(one.right))
        plain = (parts is not None and parts.sup is None) or not symbols(one.right)
        if one.link or one.sign != "=" or plain or not run.doc.hypotheses.determined(key):
            continue
        names = spoken_of(goal) | {n for side in (claim.left, claim.right) for n in map(base_name, walk(side)) if n}
        if key in names and any(fact.where.start <= one.where.start < fact.where.end for fact in claim.scope):
            return f"line {one.where.line} assumes that {symbol(key)} is another formula than the one that defines it"
    return ""


def of_matrices(run: Run, claim: Claim) -> str:
    """Why a function is none with numbers: "Let $A(t)$ be a smooth family of matrices" is one of many ways to say so,
    and those that declare it are fewer."""
    for part in (part for side in (claim.left, claim.right) for part in walk(side)):
        routine = run.doc.env.routines.get(base_name(part) or "")
        if routine is None or routine.kind != "open" or routine.value is not None:
            continue
        line = told_as_matrix(claim.where.source.text, routine.name)
        if line:
            return f"line {line} may say that {symbol(routine.name)} is a matrix, and it was read as a number"
    return ""


@lru_cache(maxsize=64)
def told_as_matrix(text: str, name: str) -> int:
    """The line of the first sentence that may say so; 0 where there is none."""
    said = re.search(MATRICES.replace("LETTER", re.escape(name)), text, re.IGNORECASE)
    return 0 if said is None else text.count("\n", 0, said.start()) + 1


def known_of_chance(run: Run, claim: Claim, goal: Goal) -> str:
    """Why a distribution is no counterexample: what is said of distributions is not used."""
    if not is_of_chance(goal.left, goal.right, *(d.body for d in goal.theory.definitions.values())):
        return ""
    said = any(v.decision.verdict not in ("proved", "disproved") and any(moments_in(v.claim.left))
               and not any(moments_in(v.claim.right)) for v in run.done)
    value = not any(moments_in(claim.left)) or not any(moments_in(claim.right))
    several = len({one for name in free(goal.left)[1] | free(goal.right)[1] if (one := letter(name)) in
                   run.doc.env.random or name in run.doc.env.chance}) > 2
    told = OF_CHANCE.search(claim.where.source.text) is not None
    return "what is known of the distribution is not used" if said or value or several or told else ""


def in_two_fonts(run: Run, claim: Claim) -> str:
    """Bold and plain, where the document declares the one and the other: they would be taken for one."""
    names = {base_name(strip(part)) for side in (claim.left, claim.right) for part in walk(side)} & run.doc.two_fonts
    return f"{symbol(str(min(map(str, names))))} is declared bold and plain, and read as one symbol" if names else ""


def in_two_manners(run: Run, claim: Claim, meaning: Meaning) -> str:
    """`x_{(i)}` and `x^{(i)}` are read as `x_i` is: where both are written, the order statistics and the data."""
    manners = {(parts.name, *manner(parts)) for side in made_of(run, claim, meaning)
               for parts in map(parts_of, walk(side)) if parts is not None}
    found = sorted(name for name, count, how in manners if count and how != "plain" and any(
        (name, count) == other[:2] and how != other[2] for other in manners))
    return f"{symbol(found[0])} has indices in brackets and without: they may be two things" if found else ""


def functions_alike(run: Run, meaning: Meaning, goal: Goal) -> str:
    """`A(t) B(t) = B(t) A(t)`: where A(t) is said to be a matrix and nobody says what B(t) is, it may be one, too."""
    opened = meaning.opened[0] | meaning.opened[1]
    kinds = {name: run.doc.env.routines[name] for name in opened & run.doc.env.routines.keys()}
    arrays = any(one.kind == "array" and one.value and one.value.element == "matrix" for one in kinds.values())
    plain = sorted(name for name, one in kinds.items() if one.kind == "open" and name[:1].isupper() and not one.source)
    return f"nothing says that the values of {symbol(plain[0])} are numbers" if arrays and plain else ""


def made_of(run: Run, claim: Claim, meaning: Meaning) -> list[Node]:
    """Both sides of a claim, and the right sides of the definitions that it rests on."""
    sides, names = [claim.left, claim.right], set(meaning.touched)
    for earlier in reversed(run.done):
        if earlier.decision.verdict == "definition" and earlier.meaning.defines in names:
            sides.append(earlier.claim.right)
            names |= run.doc.hypotheses.keys(earlier.claim.right)
    return sides


def may_depend(run: Run, claim: Claim, meaning: Meaning, goal: Goal) -> str:
    """`\\frac{d}{dt}(xy) = x \\frac{dy}{dt}`: where y depends on t and nobody says what x is, it may as well."""
    nodes = (part for side in (claim.left, claim.right) for part in walk(side))
    total = any(isinstance(part, Derivative) and part.sign == "d" for part in nodes)
    if not total or not goal.theory.dependent:
        return ""
    slopes = [p for side in (goal.left, goal.right) for p in subterms(side) if isinstance(p, Deriv)]
    by = {p.variable.name for p in slopes if isinstance(p.variable, (Sym, Entry))}
    beside = {n for p in slopes if not isinstance(p.body, (Sym, Entry)) for n in free(p.body)[1]}
    open_ = sorted((beside & strange_here(run, meaning).undeclared) - by - goal.theory.dependent - set(FUNCTIONS))
    return f"nothing says whether {symbol(open_[0])} depends on {symbol(min(by))}" if open_ and by else ""


def is_many_hot(run: Run, name: str) -> bool:
    """`Y` with one-hot rows, `e_c` for every class c."""
    kind = run.doc.env.kinds.get(name.split("@")[0])
    return name.split("@")[0] in run.doc.declarations.one_hot and kind is not None and kind.order != 1


def is_held(goal: Goal, name: str, trait: str) -> bool:
    return name in goal.theory.variables and trait in goal.theory.variables[name].traits


def ill_typed(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """No reading has matching shapes: certain only where the shapes were said."""
    if claim.role == "when":
        return Decision("hypothesis", reason=meaning.clash)
    if in_two_fonts(run, claim):
        return Decision("undecided", reason=f"{meaning.clash}; {in_two_fonts(run, claim)}")
    names = [parts.name for side in (claim.left, claim.right) if (parts := parts_of(side)) is not None]
    called = [name for name in names if run.doc.survey.applied.get(name) and (
        claim.role == "given" or name not in run.doc.env.routines or run.doc.env.routines[name].kind == "open")]
    if called:
        return Decision("undecided", reason=f"{meaning.clash}; elsewhere {symbol(called[0])} is a function")
    if not meaning.firm:
        return Decision("undecided", reason=f"{meaning.clash}; shapes that nobody declares were inferred")
    return Decision("ill-typed", reason=meaning.clash)


def to_solve(run: Run, claim: Claim, goal: Goal) -> str:
    """Why a relation that does not hold in general is an assumption rather than a mistake."""
    number = isinstance(goal.right, Num)
    total = goal.left.body if isinstance(goal.left, Sum) and goal.right == ONE else None
    concluded = claim.role == "plain" and CONCLUDED.search(claim.before)
    if isinstance(total, Entry) and not claim.link and not concluded and not run.doc.hypotheses.determined(total.name):
        return "what a text says of the total of data is assumed"
    further = next((c for c in run.doc.reading.claims if c.previous == claim.number), None)
    worked_out = further is not None and isinstance(further.right, Number)  # f' of "set $f'(x) = 2x - 4 = 0$"
    if (TO_SOLVE.search(claim.before) and not worked_out) or (claim.link and number and goal.right == ZERO):
        assume(run, claim, goal)
        return "an equation to be solved, not an identity"
    if number and isinstance(goal.left, Size) and not claim.link:
        return "a value that is given to a size"
    given = number and claim.role != "asked" and not concluded
    if given and isinstance(goal.left, (Sym, Entry)) and takes_values(run, claim, goal.left):
        return "a value that is given to a symbol"
    return ""


def writes_anew(run: Run, claim: Claim) -> bool:
    """`\\ell(p) = ...` behind `\\ell(\\lambda) = ...`: a function is given by another letter, and not as a result; so
    may be the `P(X = k)` of another distribution."""
    if split_event(claim.left) is not None and not claim.link and not CONCLUDED.search(claim.before):
        return definable(run.doc, claim) is not None
    split = head_and_arguments(claim.left)
    parts = parts_of(split[0]) if split is not None else None
    routine = run.doc.env.routines.get(full_name(parts)) if parts is not None else None
    if split is None or routine is None or claim.link or CONCLUDED.search(claim.before):
        return False
    if parts is not None and parts.primes:
        return False  # a derivative
    given = arguments_of(split[1])
    if any((found := run.doc.declarations.key(g)) is not None and found[0] in run.doc.env.defined for g in given):
        return False  # its value at what was defined
    return bool(routine.parameters) and given != routine.parameters and all(parts_of(strip(g)) for g in given)


def given_elsewhere(run: Run, claim: Claim) -> bool:
    """"With tanh, $g(z) = ...$" behind "With the sigmoid, $g(z) = ...$": under each circumstance another function."""
    split = head_and_arguments(claim.left)
    parts = parts_of(split[0]) if split is not None else None
    routine = run.doc.env.routines.get(full_name(parts)) if parts is not None else None
    own = routine is not None and not claim.link and not CONCLUDED.search(claim.before)
    return own and bool(circumstance(claim.before, 0, len(claim.before))) and not (parts and parts.primes)


def of_another(run: Run, claim: Claim) -> str:
    """Why a claim may be about another function than the one that is known by its name."""
    names = {base_name(strip(part)) for side in (claim.left, claim.right) for part in walk(side)}
    lines = [line for name, line in run.renamed.items() if name in names]
    return f"line {min(lines)} may have given this name to another function" if lines else ""


def takes_values(run: Run, claim: Claim, atom: Sym | Entry) -> bool:
    """Is the symbol data, or defined by a mere number ("then we predict 1, otherwise 0")?"""
    defined = run.doc.definitions.visible().get(atom.name)
    if defined is not None and defined.definition is not None:
        return isinstance(defined.definition.body, Num) and not claim.link
    one_hot = run.doc.hypotheses.is_one_hot(atom.name) and not claim.link
    return one_hot or not run.doc.hypotheses.determined(atom.name)


def goes_on(claim: Claim, goal: Goal) -> bool:
    """The second link of `V = sum (a + b) = sum a + b` is a claim, whatever the first is."""
    return bool(claim.link) and not isinstance(goal.left, (Sym, Entry, Num)) and not isinstance(goal.right, Num)


def relates(run: Run, claim: Claim) -> bool:
    """`V^T V = V V^T = I` names nothing: all of it is assumed, and no link follows from the one before."""
    first = next(c for c in run.doc.reading.claims if c.chain == claim.chain)
    return parts_of(first.left) is None and head_and_arguments(first.left) is None


def places_the_one(run: Run, goal: Goal) -> bool:
    """`y_o = 1`, of a vector that is known to be one-hot."""
    entry = goal.left
    return goal.right == ONE and isinstance(entry, Entry) and run.doc.hypotheses.is_one_hot(entry.name)


def consequence(run: Run, claim: Claim, goal: Goal, decision: Decision, names: set[str]) -> Decision:
    """Behind an equation that is to be solved, what fails in general may follow from it, if it speaks of the same. A
    derivative under another title does not: there another symbol is solved for."""
    lines = [one.where.line for one, said in run.assumed.get(claim.part, ()) if said & names and not (
        differentiates(goal) and run.doc.reading.topic(one.where.start) < run.doc.reading.topic(claim.where.start))]
    if not lines:
        return decision
    reason = f"it does not hold in general, and may follow from the equation assumed in line {min(lines)}"
    return replace(decision, verdict="undecided", point=None, reason=reason)


def held_fixed(run: Run, claim: Claim, goal: Goal) -> str:
    """Why a derivative says too little: "holding $r_{ik}$ fixed", though r is defined by what one differentiates by."""
    if not differentiates(goal):
        return ""
    source, end = claim.where.source.text, claim.where.start
    for found in HELD.finditer(source, max(0, end - FAR), end):
        for node, span in run.doc.reading.mentions:
            keys = run.doc.hypotheses.keys(node) if found.start() <= span.start < found.end() else set()
            for key in sorted(keys):
                if key in {name.split("@")[0] for name in goal.theory.definitions}:
                    return f"{symbol(key)} is held fixed here, and what defines it was put in"
    return ""


def of_sets(run: Run, claim: Claim, meaning: Meaning) -> str:
    """Why sums over different ranges are not compared: `\\sum_{i \\in S} a_i` where nothing says what S is."""
    spans: set[str] = set()
    unsaid: set[str] = set()
    for side in made_of(run, claim, meaning):
        for node in walk(side):
            if not isinstance(node, Big) or node.kind not in ("sum", "prod"):
                continue
            for part in conditions(node.lower) if node.lower is not None else ():
                if not isinstance(part, Chain):
                    spans.add(f"to {show(node.upper)}" if node.upper is not None else "")
                elif part.signs[0].name == "\\in":
                    name = size_key(part.items[1])
                    spans.add(f"in {name or show(part.items[1])}")
                    if name is not None and not is_explained(run, name):
                        unsaid.add(name)
                elif part.signs[0].name == "=":
                    spans.add(f"to {show(node.upper)}" if node.upper is not None else "")
    if len(spans) > 1 and "sums" in run.doc.env.conventions:
        return f"line {run.doc.env.conventions['sums'].where.line} says where sums begin, which is not supported"
    if unsaid and len(spans) > 1:
        return f"nothing here says what the set {min(unsaid)} is"
    return ""


def is_explained(run: Run, name: str) -> bool:
    """Is the set known as all that an index runs over: by the context, as a size, or as a vocabulary?"""
    doc = run.doc
    sizes = {size for kind in {**doc.known, **doc.env.defined}.values() for size in kind.sizes}
    pack = doc.pack is not None and name in {*doc.pack.sizes, *(n for names in doc.pack.sizes.values() for n in names)}
    said = any(size_key(s.items[0] if isinstance(s, Chain) else s) == name
               for f in doc.reading.facts for s in f.subjects)
    return pack or "ocab" in name or f"|{name}|" in doc.env.size_names or name in sizes or said


def says_what_is_next(claim: Claim) -> str:
    """Why `w = w - \\eta g` and `V = R + \\gamma P V` may be no mistakes: a symbol and a sum that it is in itself."""
    right = claim.right if isinstance(claim.right, Added) else None
    parts = parts_of(claim.left)
    if right is None or parts is None or parts.sup is not None or claim.link or claim.carried or claim.role == "asked":
        return ""
    bases = {id(part.base) for part in walk(right) if isinstance(part, Script)}  # E is not in `E_k + E_p`
    inside = any(part == claim.left and id(part) not in bases for part in walk(right))
    inside = inside and not all(isinstance(term, Number) or term == claim.left for term in right.terms)  # `a = a + 1`
    return "it may be an equation for its left side, or say what that is next" if inside else ""


def goes_on_from(run: Run, claim: Claim, meaning: Meaning, names: set[str]) -> str:
    """Why what fails in general may hold: a recurrence was written before, or what holds under a condition."""
    for key in meaning.touched:
        if key in run.doc.undefined and not run.doc.definitions.has(key, claim.number):
            return f"it rests on what line {run.doc.undefined[key].where.line} defines, which was not understood"
    for earlier in run.done:
        recurs = earlier.claim.part == claim.part and earlier.decision.reason.startswith(GOES_ON)
        told = earlier.claim.condition is not None and earlier.claim.branch is None
        partial = earlier.decision.verdict == "undecided" and told
        if partial and run.doc.hypotheses.keys(earlier.claim.left) & set(meaning.touched):
            return f"it may rest on what line {earlier.claim.where.line} says under a condition"
        spoken = {name.split("_")[0] for name in (*meaning.touched, *names)}  # `x_2`, too
        if recurs and run.doc.hypotheses.keys(earlier.claim.left) & spoken:
            return f"it may follow from what line {earlier.claim.where.line} says of the next one"
    return ""


def without_bounds(goal: Goal) -> str:
    """Why a counterexample says too little: `\\sum_j \\delta_{ij}` where nobody says what j runs over."""
    sums = [part for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, Sum)]
    if any(unknown(s.range.upper) and any(isinstance(part, Delta) for part in subterms(s.body)) for s in sums):
        return "nothing says what the sum runs over"
    return ""


def rests_on_unread(run: Run, claim: Claim, meaning: Meaning) -> int | None:
    """The line of an earlier formula that was not read and begins with a symbol of this claim."""
    letters = {key.split("_")[0].split(" ")[-1] for key in meaning.touched}
    for unread in run.doc.reading.unread:
        head = HEAD.match(unread.latex)
        if head and head.group(1) in letters and unread.where.start < claim.where.start:
            return unread.where.line
    return None


def was_shown(run: Run, fact: Fact) -> bool:
    """Was what the fact says proved, or taken as a definition, where it stands?"""
    there = [v for v in run.done if fact.where.start <= v.claim.where.start < fact.where.end]
    return bool(there) and all(
        v.decision.verdict in ("proved", "definition")
        or (v.decision.chosen is not None and places_the_one(run, v.decision.chosen.goal))
        for v in there
    )


def is_solved_elsewhere(run: Run, claim: Claim, fact: Fact) -> bool:
    """"Setting $\\frac{\\partial \\ell}{\\partial \\mu} = 0$" under another title."""
    chain, topic = fact.subjects[0] if fact.subjects else None, run.doc.reading.topic
    slope = isinstance(chain, Chain) and isinstance(strip(chain.items[0]), Derivative | Nabla) and (
        is_zero(chain.items[-1]))
    return slope and topic(fact.where.start) < topic(claim.where.start)


def is_data(run: Run, goal: Goal) -> bool:
    """Is the relation one between data, which nothing defines and nothing differentiates?"""
    sides = (goal.left, goal.right)
    if differentiates(goal):
        return False
    names = {name for side in sides for name in free(side)[1]} - set(FUNCTIONS)
    sizes = {name for side in sides for name in free(side)[0]} - run.doc.env.index_names
    return bool(names or sizes) and not any(run.doc.hypotheses.determined(name) for name in names)


def assumes(run: Run, goal: Goal) -> bool:
    """Does the relation say something new about data, rather than follow or fail?"""
    parts = (s.body if isinstance(s, Sum) else s for s in (goal.left, goal.right))
    sides = [s for s in parts if isinstance(s, (Sym, Entry))]
    return any(not run.doc.hypotheses.determined(s.name) for s in sides)


def strange_here(run: Run, meaning: Meaning) -> Strange:
    """The symbols of this claim that nothing declares or defines, and those of them that stand nowhere else."""
    known = {**run.doc.known, **run.doc.env.defined}
    said = {**known, **run.doc.declarations.domains, **dict.fromkeys(run.doc.declarations.spoken)}
    later = run.doc.later | {n for n, number in run.doc.first.items() if number > meaning.claim.number}
    undeclared = frozenset(n for n in meaning.touched if n not in said or n in later)
    once = frozenset(n for n in undeclared if run.doc.survey.standing[n] == 1)
    return Strange(undeclared, once, later & undeclared, once & run.doc.survey.applied.keys())
