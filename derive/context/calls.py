"""Products and function applications: `f(x)` is a value where f is a function, and a product where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from derive.claims.announced import NATURAL
from derive.claims.operations import CHANGE, DELTA
from derive.claims.walk import over_parts
from derive.context import arrays, expectations, indicators, symbols
from derive.context.algebra import ELEMENTWISE
from derive.context.environment import SPELLINGS, Environment, Routine, bound_index
from derive.context.events import PROBABILITIES, event, indicated, is_event, split_event
from derive.context.expansions import expanded, vectors_to_scalar
from derive.context.factors import divided, is_number, side_by_side
from derive.context.names import Parts, base_name, items_of, of_arguments, of_family, parts_of, strip, walk
from derive.context.sizes import unknown_range
from derive.context.survey import full_name
from derive.context.value import Clash, Unsupported, Value, column, is_zero, scalar
from derive.notation.show import show
from derive.notation.tree import (
    Apply,
    Blank,
    Chain,
    Derivative,
    Dots,
    Given,
    Group,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Sequence,
    Sum,
    Symbol,
)
from derive.terms.term import (
    MINUS_ONE,
    ZERO,
    Deriv,
    Extremum,
    Fun,
    Index,
    Range,
    Size,
    Sym,
    Tensor,
    Term,
    add,
    call,
    div,
    index,
    mul,
    num,
)
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

MACRO_DEPTH = 8
FOREIGN = frozenset({"cup", "cap", "setminus", "bmod", "oslash"})
MAGNITUDES = frozenset({"O", "cal O"})
EXPECTED = frozenset({"bb E", "bb V"})
OPERATORS = frozenset({"E", "bb E", "Var", "Cov", "bb V", "KL", "D_KL"})


# --- products ------------------------------------------------------------------------------------------------
def product(self: Elaborator, node: Product) -> Value:
    node = divided(self, node, lambda head, argument: is_applied(self, head, argument))
    factors, ops = list(node.factors), ["", *node.ops]
    if "circ" in ops and any(base_name(strip(f)) in self.env.routines for f in factors):
        raise Unsupported("a composition of functions", node.at)
    if (why := self.announced("sums over repeated indices")) and repeats(self, node):
        raise Unsupported(why, node.at)
    if (why := self.announced("products that do not commute")) and not all(map(is_number, factors)):
        raise Unsupported(why, node.at)
    try:
        return multiplied(self, factors, ops, node)
    except Clash:
        if "odot" not in ops or "" not in ops[1:]:
            raise
        return multiplied(self, *side_by_side(node), node)  # `x \\odot A x`


def multiplied(self: Elaborator, factors: list[Node], ops: list[str], node: Product) -> Value:
    """The factors from the left to the right."""
    result: Value | None = None
    k = 0
    while k < len(factors):
        used, value = factor(self, factors, ops, k)
        result = value if result is None else joined(self, result, value, ops[k], node)
        k += used
    if result is None:
        raise Unsupported("an empty product", node.at)
    return result


def repeats(self: Elaborator, node: Product) -> bool:
    """Does an index letter that nothing binds stand on two factors?"""
    below = [[item for part in walk(factor) if isinstance(part, Script) for item in items_of(part.sub)]
             for factor in node.factors]
    names = self.env.index_names - self.scope.bound.keys()
    free = [{base_name(strip(item)) for item in items} & names for items in below]
    return any(one & other for k, one in enumerate(free) for other in free[k + 1 :])


def joined(self: Elaborator, left: Value, right: Value, op: str, node: Product) -> Value:
    if op in ("/", "div"):
        self.by_entry(right, "the reciprocal", node)
        return self.algebra.divide(left, right, node.at)
    if op in FOREIGN:
        raise Unsupported(f"the operation \\{op}", node.at)
    if not (left.scalar or right.scalar or op in ELEMENTWISE) and (why := self.announced("entrywise products")):
        raise Unsupported(why, node.at)
    if op == "times" and left.vector and right.vector:
        raise Unsupported("a cross product", node.at)
    standing = (left.vector or right.vector) and not (left.scalar or right.scalar)
    if standing and (why := self.announced("vectors as rows")):
        raise Unsupported(why, node.at)
    if op in self.env.own:
        if len(node.factors) != 2:
            raise Unsupported(f"{self.env.own[op].why}; brackets would say what it is taken of", node.at)
        return self.own(op, [left, right]) or left
    if op == "otimes" and "matrix" in (left.form, right.form):
        raise Unsupported("a Kronecker product", node.at)
    if op == "otimes":
        return self.algebra.multiply(replace_form(left, "column"), replace_form(right, "row"), "", node.at)
    return self.algebra.multiply(left, right, op, node.at)


def replace_form(value: Value, form: str) -> Value:
    return replace(value, form=form) if value.vector else value


def factor(self: Elaborator, factors: list[Node], ops: list[str], k: int) -> tuple[int, Value]:
    """The value of the factor at k, and how many nodes it took: two for a function and its argument."""
    node = factors[k]
    if isinstance(node, Dots):
        raise Unsupported("dots in a product", node.at)
    if CHANGE in self.env.own and node == Symbol(DELTA) and k + 1 < len(factors) and not ops[k + 1]:
        raise Unsupported(self.env.own[CHANGE].why, node.at)
    if k + 1 < len(factors) and ops[k + 1] == "":
        following = factors[k + 1]
        if is_unknown_word(self, node):
            raise Unsupported(f"the function {base_name(node.base if isinstance(node, Script) else node)}", node.at)
        if base_name(node) == "D" and is_direction(factors[k + 1 :]) and base_name(following) in self.env.routines:
            raise Unsupported("a directional derivative", node.at)
        head = parts_of(node)
        if head is not None and head.name in EXPECTED and parts_of(following) is not None:
            raise Unsupported("an expectation without brackets", node.at)
        if isinstance(node, Derivative | Nabla) and is_point(following):
            raise Unsupported("a derivative at a point", node.at)
        group = following.base if isinstance(following, Script) else following
        relation = indicated(Product((node, group), ("",)))
        if relation is not None and not is_matrix_here(self, node):
            value = indicators.indicator(self, relation)
            return 2, symbols.raised(self, value, following) if isinstance(following, Script) else value
        found = expectations.moment(self, Product((node, group), ("",), at=node.at))
        if found is not None:
            return 2, symbols.raised(self, found, following) if isinstance(following, Script) else found
        if isinstance(group, Group) and group.left in "([":
            composed = at_argument(self, node, group)
            if composed != node:
                return 2, self.value(composed)
            if base_name(node) in MAGNITUDES and base_name(node) not in self.env.routines:
                raise Unsupported("an order of magnitude", node.at)
            if isinstance(node, Group) and functions_alone(self, node.body):
                raise Unsupported("a function made of functions", node.at)
            routine = routine_of(self, node, group)
            if is_event(group) and is_of_event(self, node, routine):
                value = event(self, node, group)
                return 2, symbols.raised(self, value, following) if isinstance(following, Script) else value
            if routine is not None:
                return 2, applied(self, routine, node, group, following)
    return 1, self.value(node)


def at_argument(self: Elaborator, node: Node, group: Group) -> Node:
    """`(A^T H A)^{-1}(x)`, where H is a function: the inverse at x. Anything else stays as it is."""
    inverse = isinstance(node, Script) and isinstance(node.base, Group) and node.sup is not None and (
        symbols.is_reciprocal(node.sup))
    if not inverse or parts_of(strip(group.body)) is None:
        return node

    def called_there(part: Any) -> Any:
        if isinstance(part, Symbol) and len(getattr(self.env.routines.get(part.name), "parameters", ())) == 1:
            return Product((part, group), ("",), at=part.at)
        return over_parts(part, called_there)

    return called_there(node)  # type: ignore[no-any-return]


def is_direction(factors: list[Node]) -> bool:
    """The `f(X)[H]` of `Df(X)[H]`."""
    return len(factors) > 2 and all(isinstance(one, Group) for one in factors[1:3]) and (
        [one.left for one in factors[1:3] if isinstance(one, Group)] == ["(", "["])


def is_matrix_here(self: Elaborator, head: Node) -> bool:
    """Is the I of `I(a = b)` something that the document declares or defines?"""
    name = base_name(head)
    return name is not None and (symbols.is_declared(self, name) or (name in self.env.routines and (
        self.env.routines[name].kind != "open")))


def is_of_event(self: Elaborator, head: Node, routine: Routine | None) -> bool:
    """Is `f(x = 1)` read as one symbol? Where a context says what probabilities are, its words come first."""
    if self.env.probability:
        return routine is not None and routine.kind == "open"
    parts = parts_of(head)
    return (parts is not None and parts.name in PROBABILITIES) or (routine is not None and routine.kind == "open")


def is_unknown_word(self: Elaborator, node: Node) -> bool:
    """Does the word stand in front of something wherever it stands, `\\operatorname{grad} f`, unexplained?"""
    name = base_name(node.base if isinstance(node, Script) else node)
    kind = self.env.kinds.get(str(name))
    explained = name in self.env.defined or name in self.env.size_names or (kind is not None and kind.certain)
    return name in self.env.called and not explained


def is_point(node: Node) -> bool:
    """`(0)` and `(x_0)` behind a derivative say where it is taken."""
    return isinstance(node, Group) and node.left == "(" and (
        isinstance(node.body, Number) or parts_of(strip(node.body)) is not None)


def functions_alone(self: Elaborator, node: Node) -> bool:
    """`fg` and `f + g` of functions that the document defines."""
    parts = node.factors if isinstance(node, Product) else node.terms if isinstance(node, Sum) else ()
    names = [base_name(strip(part)) for part in parts]
    return bool(names) and all(name in self.env.routines for name in names)


def is_applied(self: Elaborator, head: Node, following: Node) -> bool:
    """`f(x)` and `f(x)^2`, where f is a function."""
    group = following.base if isinstance(following, Script) else following
    return isinstance(group, Group) and group.left in "([" and routine_of(self, head, group) is not None


def routine_of(self: Elaborator, node: Node, group: Group) -> Routine | None:
    parts = parts_of(node)
    if parts is None:
        return None
    key = symbols.resolve(self, replace(parts, primes=0))[0] if parts.subs else parts.name
    if key in self.scope.local or (not parts.subs and key in self.scope.bound):
        return None
    found = self.env.routines.get(key) or self.env.routines.get(parts.name)
    if found is not None and parts.subs and found.name not in (key, of_family(key)) and found.body is not None:
        found = None  # `f_i(x)` is not `f(x)`
    if found is not None and is_factor(found, parts, group):
        return None
    kind = self.env.kinds.get(parts.name)
    if found is not None and found.kind == "known" and kind is not None and kind.certain and kind.order:
        return None  # "the softmax $s \\in \\mathbb{R}^n$" is a vector
    if found is not None:
        return self.env.routines.get(of_arguments(found.name, len(arguments(group))), found)
    known = SPELLINGS.get(parts.name) if isinstance(strip(node if not isinstance(node, Script) else node.base),
                                                     Symbol) else None
    if known is not None and len(parts.name) > 1:
        return Routine(known.name, "known", known=known)
    listed = isinstance(group.body, (Given, Sequence))
    if parts.name in PROBABILITIES | OPERATORS and (
        listed or is_name_only(self, parts) or parts.name in EXPECTED
    ):
        return Routine(key, "probability" if parts.name in PROBABILITIES else "operator")
    return Routine(key, "open") if isinstance(group.body, Given) else None


def is_factor(routine: Routine, parts: Parts, group: Group) -> bool:
    """The bracket of `s (1 - s)` and `s_i (\\delta_{ij} - s_j)`, where s is given by a formula and takes no s."""
    body = group.body
    own = isinstance(body, Sum) and any(
        found.name == parts.name for part in walk(body) if (found := parts_of(part)) is not None)
    applied = any(isinstance(part, Group) for part in walk(body))
    return own and not applied and routine.body is not None and bool(routine.parameters)


def is_name_only(self: Elaborator, parts: Parts) -> bool:
    """`p(y)` is a call where p never stands for a number or an array of its own."""
    return parts.name not in self.env.kinds and parts.name not in self.env.standing and not parts.subs


def applied(self: Elaborator, routine: Routine, head: Node, group: Group, following: Node) -> Value:
    parts = parts_of(head)
    if parts is None:
        raise Unsupported("a function that is not understood", head.at)
    args = arguments(group)
    if routine.name in self.env.placeholders and args == self.env.placeholders[routine.name][0]:
        args = self.env.placeholders[routine.name][1]
        self.scope.note(f"{show(head)}{show(group)} is a placeholder, read as "
                        f"{show(head)}({', '.join(show(a) for a in args)})")
    if parts.sup is not None and f"power {parts.name}" in self.env.own:
        raise Unsupported(self.env.own[f"power {parts.name}"].why, head.at)
    value = called(self, routine, args, parts, head)
    if parts.sup is not None and is_operator_power(parts.sup) and value.form != "matrix":
        raise Unsupported("an inverse function or a derivative that is numbered", head.at)
    if parts.sup is not None:
        value = symbols.power(self, value, parts.sup, head)
    if isinstance(following, Script):
        value = symbols.raised(self, value, following)
    return value


def is_operator_power(sup: Node) -> bool:
    """`f^{-1}(x)` and `f^{(2)}(x)` are no powers of a number f(x); of a matrix H(x), `H^{-1}(x)` is the inverse."""
    negative = isinstance(sup, Sum) and sup.signs == ("-",) and getattr(sup.terms[0], "digits", "") == "1"
    return negative or (isinstance(sup, Group) and sup.left == "(")


def arguments(group: Group) -> tuple[Node, ...]:
    body = group.body
    if isinstance(body, Given):
        return (*flat(body.body), *flat(body.condition))
    return flat(body)


def flat(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return tuple(part for item in node.items for part in flat(item))
    if isinstance(node, Given):
        return (*flat(node.body), *flat(node.condition))
    return (node,)


def called(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    handler = HANDLERS.get(routine.kind)
    if handler is None:
        raise Unsupported(f"{parts.name} is read, but not understood", node.at)
    return handler(self, routine, args, parts, node)


def call_known(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    function = routine.known
    if function is None:
        raise Unsupported(f"{parts.name} is not known", node.at)
    if parts.name == "\\sigma":
        self.scope.note("\\sigma is read as the logistic function")
    with self.scope.argument():
        values = [self.value(a) for a in args]
    if function.shape != "elementwise":
        return expanded(self, function, values, node, args)
    if len(values) != 1:
        raise Unsupported(f"{function.name} of {len(values)} arguments", node.at)
    if function.name in OF_MATRICES:
        self.by_entry(values[0], function.name, node)
    if function.name in CIRCULAR and (why := self.announced("angles in degrees")):
        raise Unsupported(why, node.at)
    at, orders = values[0].at, (parts.primes,) if parts.primes else ()
    made = replace(values[0], at=lambda *ix: Fun(function.name, (at(*ix),), orders), literal=False, flexible=False)
    return to_base(self, made, parts, node)


def to_base(self: Elaborator, value: Value, parts: Parts, node: Node) -> Value:
    """`\\log` without a base, where the document announces one."""
    said = self.env.conventions.get("base")
    if said is None or said.value in NATURAL or parts.name.removeprefix("\\") != "log" or parts.subs:
        return value
    if said.value not in BASES and not said.value.isdecimal():
        raise Unsupported(f"line {said.where.line} may announce another base of logarithms", node.at)
    base, at = num(BASES.get(said.value, 0) or int(said.value)), value.at
    self.scope.note(f"log is to base {said.value}, as line {said.where.line} says")
    return replace(value, at=lambda *ix: div(at(*ix), call("log", base)))


def call_open(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """A function of which nothing is known: its value stays a value of that function."""
    key = routine.name
    if any(isinstance(a, (Chain, Blank)) for a in args):
        raise Unsupported("the probability of an event", node.at)
    if key in self.env.defined or key in self.env.version:
        key = f"{key}()"  # the same letter also names a quantity
    self.scope.opened[key] = None
    made = tuple(whole(self, self.value(a)) for a in args)
    arrays = any(isinstance(one, Tensor) for one in made)
    if arrays and len(key) > 1 and key.isalpha() and key.islower():
        raise Unsupported(f"the function {key}", node.at)  # `adj(A)` need be no number
    if parts.primes and arrays:
        return gradient(self, args, parts, node)
    orders = (parts.primes,) if parts.primes else ()
    return scalar(Fun(key, made, orders))


def gradient(self: Elaborator, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """`a'(\\eta)`, where eta is a vector."""
    if parts.primes > 1 or len(args) > 1 or parts_of(strip(args[0])) is None:
        raise Unsupported("a prime on a function of arrays", node.at)
    self.scope.note(f"the derivative of {parts.name} is read as its gradient")
    head = replace(node, primes=0) if isinstance(node, Script) else node
    value = Product((head, Group("(", ")", args[0], at=args[0].at)), ("",), at=node.at)
    return self.value(Nabla(None, value, at=node.at))


def call_array(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """A function of which nothing is known but the shape of its values."""
    kind = routine.value
    if kind is None or not args or any(isinstance(a, (Chain, Blank)) for a in args):
        raise Unsupported(f"the values of {routine.name} are arrays, of which too little is known", node.at)
    key = f"{routine.name}()" if routine.name in {*self.env.defined, *self.env.version} else routine.name
    self.scope.opened[key] = None
    given = [self.value(a) for a in args]
    made = tuple(whole(self, one) for one in given)
    if parts.primes and (len(given) != 1 or not isinstance(made[0], Sym)):
        raise Unsupported(f"the derivative of {routine.name} by an unnamed variable", node.at)
    axes = tuple(symbols.ranges_of(routine.name, kind))
    value = Value(axes, lambda *ix: slopes(Fun(key, made, (), ix), made[0], parts.primes), kind.element)
    for item in parts.subs:
        value = symbols.component(self, value, item)
    return value


def slopes(term: Term, by: Term | Tensor, times: int) -> Term:
    return derived(term, by, times) if isinstance(by, Sym) else term


def whole(self: Elaborator, value: Value) -> Term | Tensor:
    if value.scalar:
        return value.term
    names = [(self.env.fresh("t"), self.env.sizes.resolve(axis)) for axis in value.axes]
    return Tensor(tuple(names), value.at(*(index(n) for n, _ in names)))


def call_scalar(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """A function of one scalar that the document defines."""
    if is_of_array(self.env, routine):
        return call_macro(self, routine, args, parts, node)
    if len(args) != 1:
        raise Clash(f"{routine.name} is a function of one argument", node.at, doubtful=True)
    with self.scope.argument():
        value = self.value(args[0])
    at, orders = value.at, (parts.primes,) if parts.primes else ()
    self.scope.used[routine.name] = None
    if value.scalar and isinstance(value.term, Sym):  # a derivative that may hold under conditions, unlike one anywhere
        return scalar(derived(Fun(routine.name, (value.term,)), value.term, parts.primes))
    return replace(value, at=lambda *ix: Fun(routine.name, (at(*ix),), orders), literal=False, flexible=False)


def is_of_array(env: Environment, routine: Routine) -> bool:
    """Does the letter that the function was given with turn out to be an array?"""
    kind = env.kinds.get(str(base_name(strip(routine.parameters[0])))) if len(routine.parameters) == 1 else None
    return kind is not None and bool(kind.order) and not kind.split


def call_macro(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """A function whose defining formula is read again with the arguments in place of the parameters."""
    if parts.primes or len(args) != len(routine.parameters) or routine.body is None or self.scope.depth > MACRO_DEPTH:
        raise Unsupported(f"this use of {routine.name}", node.at)
    local: dict[str, Value] = {}
    bound = dict(self.scope.bound)
    for parameter, argument in zip(routine.parameters, args, strict=True):
        name = base_name(strip(parameter))
        if name is None and argument == parameter:
            continue  # `v_c` of `J(v_c, U)`
        if name is None:
            raise Unsupported(f"this use of {routine.name}", node.at)
        used = self.indices.read(argument) if name in self.env.index_names else None
        if used is not None:
            bound[name] = (used, unknown_range(self.env.fresh(name)))
        else:
            with self.scope.argument():
                local[name] = self.value(argument)
            kind = self.env.kinds.get(name)
            if kind is not None and kind.order and local[name].scalar and is_zero(local[name]):
                local[name] = replace(self.value(parameter), at=lambda *ix: ZERO)  # `m(0)` of a vector
    for letter, written in zip(routine.letters, parts.subs, strict=False):
        used = self.indices.read(written) or Index()
        spans = [rng for one, rng in self.scope.bound.values() if one == used]
        bound[letter] = (used, spans[0] if spans else unknown_range(self.env.fresh(letter)))
    self.scope.note(f"{routine.name} is used as defined in {routine.source}")
    return macro_body(self, routine, local, bound)


def macro_body(
    self: Elaborator, routine: Routine, local: dict[str, Value], bound: dict[str, tuple[Index, Range]]
) -> Value:
    """The body under the arguments; `s(x)_i = ...` gives the vector of these components."""
    letters = [(letter, bound_index(self.env, letter), unknown_range(self.env.fresh(letter)))
               for letter in routine.subscripts]
    bound |= {letter: (unique, rng) for letter, unique, rng in letters}
    kept = self.scope.local, self.scope.bound
    self.scope.local, self.scope.bound = local, bound
    self.scope.depth += 1
    try:
        value = self.value(routine.body or Blank())
    finally:
        self.scope.local, self.scope.bound = kept
        self.scope.depth -= 1
    if not letters:
        return value
    if not value.scalar:
        raise Clash(f"a component of {routine.name} is {self.algebra.show(value)}", (routine.body or Blank()).at)
    unique, rng, at = str(letters[0][1].name), letters[0][2], value.at
    lying = len(local) == 1 and all(argument.form == "row" for argument in local.values())
    form = "row" if lying else "column"  # of a row, such a function makes a row
    return column(self.env.sizes.resolve(rng), lambda i: substitute(at(), {unique: i}), form)


def call_quantity(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    if parts.primes:
        return slope(self, routine, args, parts, node)
    plain = routine.parameters and not any(isinstance(p, Dots) for p in (*args, *routine.parameters))
    replaced = any(base_name(strip(p)) in self.scope.local for p in routine.parameters)
    other = replaced or args != routine.parameters
    if plain and other and len(args) == len(routine.parameters) and routine.body is not None:
        return call_macro(self, routine, args, parts, node)
    bare = replace(parts, sup=None)
    return symbols.tensor(self, routine.name, [], bare) if "/" in routine.name else symbols.named(self, bare)


def slope(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """`L_i'(w)`, where w is the one number that L_i is a function of."""
    value = call_quantity(self, routine, args, replace(parts, primes=0), node)
    by = self.value(args[0]) if len(args) == 1 and args == routine.parameters else None
    if by is None or not by.scalar or not isinstance(by.term, Sym) or not value.scalar:
        raise Unsupported(f"the derivative of {routine.name} by an unnamed variable", node.at)
    return scalar(derived(value.term, by.term, parts.primes))


def derived(term: Term, variable: Term, times: int) -> Term:
    for _ in range(times):
        term = Deriv(term, variable)
    return term


def call_probability(self: Elaborator, routine: Routine, args: tuple[Node, ...], parts: Parts, node: Node) -> Value:
    """`P(O=o | C=c)`, `p(o|c)`, `P(u_x | v_c)`: the probability of the event with that index."""
    if not self.env.probability or len(args) < 2:
        return call_open(self, routine, args, parts, node)
    event = args[0].items[-1] if isinstance(args[0], Chain) else args[0]
    scripted = parts_of(strip(event))
    picked = scripted.subs[0] if scripted is not None and scripted.subs else event
    used = self.indices.read(picked)
    if used is None:
        return call_open(self, routine, args, parts, node)
    key = self.env.probability
    self.scope.note(f"{show(Product((node, Group('(', ')', Sequence(args, (',',) * (len(args) - 1)))), ('',)))} "
                    f"is read as the component of {key} for that word")
    return symbols.access(self, key, self.env.kinds[key], [used], node)


# --- named functions without doubt -----------------------------------------------------------------------------
def apply(self: Elaborator, node: Apply) -> Value:
    parts = parts_of(node.head)
    if parts is None:
        raise Unsupported("a function that is not understood", node.at)
    split = split_event(node)
    if split is not None and not self.env.probability:
        return event(self, *split)
    name = parts.name.removeprefix("\\")
    inner = node.argument.base if isinstance(node.argument, Script) else node.argument
    found = expectations.moment(self, replace(node, argument=inner))
    if found is not None:
        return symbols.raised(self, found, node.argument) if isinstance(node.argument, Script) else found
    if name in ("max", "min"):
        return extremum(self, node, parts, name)
    routine = self.env.routines.get(parts.name)
    known = SPELLINGS.get(name)
    if routine is None and f"fn {name}" in self.env.own:
        raise Unsupported(self.env.own[f"fn {name}"].why, node.at)
    if routine is None and known is None:
        raise Unsupported(f"the function {name}", node.at)
    behind = node.argument.factors[:-1] if isinstance(node.argument, Product) else ()
    if any(isinstance(f, Group) and isinstance(f.body, Given) for f in behind):
        raise Unsupported(f"it is not clear how much {name} is taken of; brackets would say it", node.at)
    if parts.sup is not None and name in CIRCULAR and symbols.is_reciprocal(parts.sup):
        raise Unsupported(f"the inverse of {name}", node.at)
    if before_bracket(self, node.argument):
        if name not in CIRCULAR:
            raise Unsupported(f"it is not clear how much {name} is taken of; brackets would say it", node.at)
        first, *rest = node.argument.factors  # type: ignore[attr-defined]
        own = replace(node, argument=first)
        return self.value(Product((own, *rest), node.argument.ops, at=node.at))  # type: ignore[attr-defined]
    outer = node.argument if isinstance(node.argument, Script) and is_call(node.argument.base) else None
    inner = outer.base if outer is not None else node.argument
    args = arguments(inner) if isinstance(inner, Group) and is_call(inner) else (inner,)
    value = called(self, routine or Routine(name, "known", known=known), args, parts, node)
    if parts.subs:
        value = logarithm_base(self, value, name, parts)
    if parts.sup is not None:
        value = symbols.power(self, value, parts.sup, node)
    return value if outer is None else symbols.raised(self, value, outer)


OF_MATRICES = frozenset({"exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "arctan"})
BASES = {"two": 2, "binary": 2, "dyadic": 2, "ten": 10, "common": 10, "decimal": 10}
CIRCULAR = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh"})


def before_bracket(self: Elaborator, argument: Node) -> bool:
    """`\\cos x (1 + \\cos x)`: a letter that is no function, with a bracket behind it."""
    if not isinstance(argument, Product) or argument.ops[0]:
        return False
    first, second = argument.factors[:2]
    parts = parts_of(first)
    bracket = second.base if isinstance(second, Script) else second
    if parts is None or not isinstance(bracket, Group) or bracket.left not in "([":
        return False
    if parts.name in PROBABILITIES and not isinstance(bracket.body, Sum):
        return False  # `\log P(O = o | C = c)`
    return not any(name in self.env.routines for name in (parts.name, full_name(parts)))


def is_call(node: Node) -> bool:
    """`softmax(x)_i` is a component of the value, not the value of a component."""
    return isinstance(node, Group) and node.left in "(["


def logarithm_base(self: Elaborator, value: Value, name: str, parts: Parts) -> Value:
    if name != "log":
        raise Unsupported(f"a subscript on {name}", parts.node.at)
    base = self.scalar_term(parts.subs[0], "the base of a logarithm")
    at = value.at
    return replace(value, at=lambda *ix: div(at(*ix), call("log", base)))


def extremum(self: Elaborator, node: Apply, parts: Parts, kind: str) -> Value:
    if not parts.subs:
        return of_two(self, node, kind)
    letter = self.indices.letter(parts.subs[0])
    if letter is None:
        raise Unsupported(f"the range of {kind} is not understood", node.at)
    unique, rng = bound_index(self.env, letter), unknown_range(self.env.fresh(letter))
    with self.scope.binding({letter: (unique, rng)}):
        body = self.scalar_term(node.argument, f"what {kind} is taken of")
    return scalar(Extremum(kind, str(unique.name), self.env.sizes.resolve(rng), body))


def of_two(self: Elaborator, node: Apply, kind: str) -> Value:
    """`\\max(a, b)` is b and the positive part of a - b; `\\max(0, z)` goes component by component."""
    listed = arguments(node.argument) if isinstance(node.argument, Group) and is_call(node.argument) else ()
    if len(listed) != 2:
        raise Unsupported(f"{kind} without an index", node.at)
    one, other = (self.value(item) for item in listed)
    if is_zero(one):
        one, other = other, one
    if not is_zero(other) and not (one.scalar and other.scalar):
        raise Unsupported(f"{kind} of two arrays", node.at)
    sign, at, beside = num(1 if kind == "max" else -1), one.at, other.term

    def cell(*ix: Index) -> Term:
        if beside == ZERO:
            return mul(sign, call("relu", mul(sign, at(*ix))))
        return add(beside, mul(sign, call("relu", mul(sign, add(at(*ix), mul(MINUS_ONE, beside))))))

    return replace(one, at=cell, literal=False)


# --- brackets ----------------------------------------------------------------------------------------------------
def round_group(self: Elaborator, node: Group) -> Value:
    relation = indicated(node)
    if relation is not None:
        return indicators.indicator(self, relation)
    if isinstance(node.body, Chain):
        raise Unsupported("a relation in brackets", node.at)
    if isinstance(node.body, Sequence):
        return arrays.bracketed(self, node, node.body)
    return self.value(node.body)


def absolute(self: Elaborator, node: Group) -> Value:
    size = self.indices.group(node)
    if size is not None:
        return scalar(Size(size))
    value = self.value(node.body)
    if value.vector:
        return norm(self, node)
    if value.form == "matrix":
        return vectors_to_scalar(self, SPELLINGS["det"], [value])
    return scalar(call("abs", value.term))


def norm(self: Elaborator, node: Group) -> Value:
    value = self.value(node.body)
    self.scope.odd += value.scalar
    if value.scalar:
        return scalar(call("abs", value.term))
    if value.vector:
        return vectors_to_scalar(self, SPELLINGS["norm"], [value])
    return scalar(call("sqrt", self.algebra.squares(value).term))


def inner_product(self: Elaborator, node: Group) -> Value:
    parts = node.body.items if isinstance(node.body, Sequence) else ()
    if len(parts) != 2:
        raise Unsupported("angle brackets that hold no pair", node.at)
    left, right = (self.value(p) for p in parts)
    if left.scalar and right.scalar:
        return self.algebra.multiply(left, right, "", node.at)
    if not (left.vector and right.vector):
        raise Clash(f"the inner product of {self.algebra.show(left)} and {self.algebra.show(right)}", node.at)
    value = self.algebra.dot(left, right)
    if value is None:
        raise Clash(f"the inner product of {self.algebra.show(left)} and {self.algebra.show(right)}", node.at)
    return value


HANDLERS: dict[str, Callable[..., Value]] = {
    "known": call_known,
    "open": call_open,
    "array": call_array,
    "scalar": call_scalar,
    "macro": call_macro,
    "quantity": call_quantity,
    "probability": call_probability,
}
BRACKETS: dict[tuple[str, str], Callable[[Elaborator, Group], Value]] = {
    ("(", ")"): round_group,
    ("[", "]"): round_group,
    ("{", "}"): round_group,
    ("|", "|"): absolute,
    ("||", "||"): norm,
    ("<", ">"): inner_product,
}
