"""Symbols and scripts: which tensor, which component, which power, or a transpose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.operations import operation
from derive.context import calls, indicators
from derive.context.between import between, is_between
from derive.context.dots import FROM_ZERO
from derive.context.environment import Environment
from derive.context.events import indicated
from derive.context.kinds import Kind
from derive.context.names import (
    LAYER,
    Parts,
    base_name,
    is_transpose,
    items_of,
    label_text,
    layer_letter,
    layer_of,
    of_family,
    of_layer,
    of_samples,
    parts_of,
    strip,
    two_digits,
    walk,
)
from derive.context.ranges import meet
from derive.context.sizes import unknown, unknown_range
from derive.context.value import Clash, Unsupported, Value, column, entry_value, identity, matrix, scalar, transpose
from derive.notation.tree import Chain, Derivative, Group, Node, Number, Product, Script, Sequence, Sum, Symbol
from derive.terms.show import symbol as written
from derive.terms.term import Delta, Entry, Fun, Index, Pow, Range, Size, Sym, Tensor, Term, call, index, num
from derive.terms.walk import free as names_in
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

EULER = "e"
ALONE = "·"  # marks what a symbol is without its index, where that is a symbol of its own
DELTA = "\\delta"
SIGNS = frozenset({"\\%", "\\#", "\\star", "\\diamond", "\\triangle", "\\square"})  # operations, or marks
NORMS = frozenset({"2", "F"})
PLAIN_KINDS = {1: Kind("column"), 2: Kind("matrix")}


def symbol(self: Elaborator, node: Node) -> Value:
    parts = parts_of(node)
    if parts is None:
        raise Unsupported("a symbol that is not understood", node.at)
    return named(self, parts)


def script(self: Elaborator, node: Script) -> Value:
    parts = parts_of(node)
    if parts is not None:
        return named(self, parts)
    found = operation(node) if isinstance(node.base, Group) else None
    if found is not None and found[0] in self.env.own:
        own = self.own(found[0], [self.value(item) for item in found[1]])
        if own is not None:
            return own if found[0].endswith("^2") or node.sup is None else power(self, own, node.sup, node)
    relation = indicated(node)
    if relation is not None:
        return indicators.indicator(self, relation)
    if is_between(self, node):
        return between(self, node)
    if isinstance(node.base, Group) and isinstance(node.base.body, Sequence) and node.sup and is_transpose(node.sup):
        value = self.value(node.base)  # `(x_1, x_2)^T` is a column
        return replace(value, flexible=False) if value.vector else transpose(value)
    if isinstance(node.base, Group) and node.base.left == "||" and node.sub is not None and (
        label_text(node.sub) not in NORMS
    ):
        raise Unsupported("a norm other than the Euclidean one", node.at)
    if isinstance(node.base, Group) and node.base.left == "||" and node.sub is not None and (
        label_text(node.sub) == "2" and self.value(node.base.body).form == "matrix"
    ):
        raise Unsupported("the spectral norm", node.at)
    norm = squared_norm(self, node)
    if norm is not None:
        return norm
    if node.sub is None:
        return raised(self, self.value(node.base), node)
    with self.scope.argument():
        base = self.value(node.base)
    return raised(self, base, node)


def squared_norm(self: Elaborator, node: Script) -> Value | None:
    """`\\|r\\|^2` is the sum of squares at once: smooth everywhere, which the norm is not."""
    square = isinstance(node.sup, Number) and node.sup.digits == "2" and "norm" not in self.env.own
    if not square or not isinstance(node.base, Group) or node.base.left != "||":
        return None
    value = self.value(node.base.body)
    if value.form == "matrix" and node.sub is not None:
        return self.algebra.squares(value)
    return self.algebra.dot(value, value) if value.vector else None


def raised(self: Elaborator, value: Value, node: Script) -> Value:
    """A script on a bracketed or computed value: components, transpose, inverse, power."""
    if node.primes:
        raise Unsupported("a prime on an expression", node.at)
    norm = isinstance(node.base, Group) and node.base.left == "||"
    for item in () if norm else items_of(node.sub):
        value = component(self, value, item)
    return power(self, value, node.sup, node) if node.sup is not None else value


def component(self: Elaborator, value: Value, item: Node) -> Value:
    """`(x + c)_i`: one component of an array; `(a_i b_i)_i` is the vector of these components."""
    used = self.indices.read(item)
    if value.scalar and used is not None and used.name in names_in(value.term)[0] - {str(b.name) for b, _ in
                                                                              self.scope.bound.values()}:
        name, term = str(used.name), value.term
        span = self.scope.free.get(name) or self.env.seen_ranges.get(name) or unknown_range(self.env.fresh(name))
        return column(self.env.sizes.resolve(span), lambda i: substitute(term, {name: i}))
    if not value.axes:
        raise Clash("a scalar has no components", item.at)
    if used is None:
        raise Unsupported("a component that is not understood", item.at)
    meet(self.env, self.scope, used, value.axes[0])
    at = value.at
    rest = value.axes[1:]
    form = {0: "scalar", 1: "column", 2: "matrix"}.get(len(rest), "tensor")
    return replace(value, axes=rest, at=lambda *ix: at(used, *ix), form=form, flexible=False)


# --- powers ------------------------------------------------------------------------------------------------
def power(self: Elaborator, value: Value, sup: Node, node: Node) -> Value:
    if is_transpose(sup) and not (value.scalar and is_number_like(self, sup)):
        self.scope.odd += value.scalar
        return transpose(value)
    if base_name(sup) == "\\circ":
        raise Unsupported("an angle in degrees", node.at)
    negative = isinstance(sup, Sum) and sup.signs == ("-",)
    if negative and is_transpose(sup.terms[0]):  # type: ignore[attr-defined]
        return transpose(inverse_matrix(self, value, node))
    if value.form == "matrix":
        if is_reciprocal(sup):
            return inverse_matrix(self, value, node)
        if is_square(sup):
            return self.algebra.multiply(value, value, "", node.at)
        raise Unsupported("a power of a matrix other than its square or inverse", node.at)
    used = self.indices.read(sup) if value.vector else None
    if used is not None and (used.name or used.parts == ()) and used.offset != 2:
        self.scope.note("a superscript on a vector is read as the number of a component")
        return pick(self, value, used, node)
    exponent = self.value(sup)
    if not exponent.scalar:
        if value.scalar and value.literal is False and not exponent.scalar:
            self.by_entry(exponent, "a power", node)
            return exponential(self, value, exponent)
        raise Clash(f"the exponent is {self.algebra.show(exponent)}", sup.at)
    term = exponent.term
    if value.vector:
        self.scope.note("the power of a vector is taken component by component")
    at = value.at
    return replace(value, at=lambda *ix: Pow(at(*ix), term), flexible=value.flexible)


def exponential(self: Elaborator, base: Value, exponent: Value) -> Value:
    at, term = exponent.at, base.term
    return replace(exponent, at=lambda *ix: Pow(term, at(*ix)))


def is_number_like(self: Elaborator, sup: Node) -> bool:
    """`x^T` with a scalar x is a power when T is a number of its own (`\\prod_{t=1}^T`, `a^t`)."""
    name = base_name(strip(sup))
    known = {**self.scope.bound, **self.env.kinds, **self.env.size_names}
    return name is not None and (name in known or name in self.env.index_names)


def inverse_matrix(self: Elaborator, value: Value, node: Node) -> Value:
    if value.scalar:
        at = value.at
        return replace(value, at=lambda: Pow(at(), num(-1)))
    if value.form != "matrix" or not self.algebra.fits(*value.axes):
        raise Clash(f"the inverse of {self.algebra.show(value)}", node.at)
    self.env.sizes.same(*value.axes)
    axis, at = value.axes[0], value.at
    one, two = self.env.fresh("r"), self.env.fresh("s")

    def cell(i: Index, j: Index) -> Term:
        rng = self.env.sizes.resolve(axis)
        return Fun("inv", (Tensor(((one, rng), (two, rng)), at(index(one), index(two))),), (), (i, j))

    return matrix(axis, axis, cell)


# --- named symbols -----------------------------------------------------------------------------------------
def named(self: Elaborator, parts: Parts) -> Value:
    if parts.name == "i" and not parts.subs and self.is_strange("i") and "i" not in self.env.own:
        raise Unsupported("i may be the imaginary unit", parts.node.at)
    own = EULER in self.env.own and (parts.sup is None or is_transpose(parts.sup) or is_square(parts.sup))
    if parts.name == EULER and EULER not in self.env.kinds and not parts.subs and not own:
        return euler(self, parts)
    if parts.name in SIGNS:
        raise Unsupported(f"the sign {parts.name}", parts.node.at)
    slope = partial(self, parts)
    if slope is not None:
        return slope
    key, indices, sup = resolve(self, parts)
    if len(indices) == len(parts.subs) == 1 and is_matrix(self, key) and (digits := two_digits(parts.subs[0])):
        return named(self, replace(parts, subs=digits))  # `A_{11}`, and not the eleventh row
    if len(set(indices)) < len(indices) and (why := self.announced("sums over repeated indices")):
        raise Unsupported(why, parts.node.at)
    if isinstance(sup, Group) and sup.left in "([" and (isinstance(sup.body, Number) or parts_of(sup.body) is not None):
        raise Unsupported("a superscript in brackets, which is no power", parts.node.at)
    if len(indices) == 2 and sup is not None and (is_transpose(sup) or is_reciprocal(sup)) and is_matrix(self, key):
        value = power(self, named(self, replace(parts, subs=(), sup=None)), sup, parts.node)
        return scripted(self, value, indices, None, parts.node)
    kronecker = key == DELTA and DELTA not in self.env.own
    if kronecker and len(indices) == 2 and not parts.primes and not has_two_indices(self, key):
        value = scalar(Delta(*indices))
        return value if sup is None else power(self, value, sup, parts.node)
    routine = self.env.routines.get(key)
    free = key not in self.scope.local and key not in self.scope.bound
    if routine is not None and routine.kind == "array" and routine.value is not None and not routine.parameters:
        self.env.kinds.setdefault(key, routine.value)  # `f` and `f_i`, where f goes from R^n to R^m
    if routine is not None and routine.kind == "array" and free and key not in self.env.kinds:
        value = calls.called(self, routine, routine.parameters, replace(parts, primes=0, subs=()), parts.node)
        return scripted(self, value, indices, sup, parts.node)
    components = routine is not None and routine.kind == "macro" and bool(routine.subscripts)
    if routine is not None and routine.kind in ("scalar", "macro") and (not indices or components) and free:
        plain = replace(parts, subs=()) if components else parts
        value = calls.called(self, routine, routine.parameters, plain, parts.node)  # `dg/dx`, where g is g(x)
        return scripted(self, value, indices, sup, parts.node)
    sized = len(indices) == 1 and indices[0].name in self.env.size_names.values()
    if key == "I" and sized and not is_declared(self, key) and "I" not in self.env.own:
        return identity(Range(index(1), indices[0]))
    if key in self.scope.local:
        value = scripted(self, self.scope.local[key], indices, None, parts.node)
    elif not indices and key in self.scope.bound:
        value = scalar(Size(self.scope.bound[key][0]))
    elif not indices and key in self.env.numbers and key in self.env.index_names and not is_declared(self, key):
        value = scalar(Size(index(key)))
    elif not indices and key in self.env.size_names and key not in self.env.kinds:
        value = scalar(Size(index(self.env.size_names[key])))
    else:
        value = tensor(self, key, indices, parts)
    if key.endswith(ALONE) and value.vector and isinstance(sup, Number) and not is_square(sup):
        raise Clash("a power of a vector", sup.at)
    return value if sup is None else power(self, value, sup, parts.node)


def scripted(self: Elaborator, value: Value, indices: list[Index], sup: Node | None, node: Node) -> Value:
    """The component at these indices, with what stands above it."""
    for used in indices:
        value = pick(self, value, used, node)
    return value if sup is None else power(self, value, sup, node)


def partial(self: Elaborator, parts: Parts) -> Value | None:
    """`u_t` and `u_{xx}` of a function u(x, t) that the document defines, and t is no index of anything."""
    routine = self.env.routines.get(parts.name)
    if routine is None or routine.body is None or routine.subscripts or routine.letters or parts.primes:
        return None
    by = parts.subs[0].factors if len(parts.subs) == 1 and isinstance(parts.subs[0], Product) else parts.subs
    names = [base_name(strip(one)) for one in by]
    label = f"{parts.name}_{','.join(map(str, names))}"
    known = {*self.env.kinds, *self.env.defined, *self.env.routines}
    own = {base_name(strip(one)) for one in routine.parameters}
    if not names or not own.issuperset(names) or None in names or label in known or self.env.index_names & set(names):
        return None
    variables = tuple(strip(one) for one in by)
    value = self.value(Derivative(Symbol(parts.name, at=parts.node.at), variables, at=parts.node.at))
    self.scope.note(f"{label} is read as the derivative by {', '.join(map(str, names))}")
    return value if parts.sup is None else power(self, value, parts.sup, parts.node)


def is_square(sup: Node) -> bool:
    return isinstance(sup, Number) and sup.digits == "2"


def is_reciprocal(sup: Node) -> bool:
    return isinstance(sup, Sum) and sup.signs == ("-",) and getattr(sup.terms[0], "digits", "") == "1"


def is_matrix(self: Elaborator, key: str) -> bool:
    """Is the symbol one matrix, so that `A^T_{ij}` is a component of its transpose?"""
    kind = self.env.kinds.get(key)
    return kind is not None and kind.element == "matrix" and not kind.family


def has_two_indices(self: Elaborator, key: str) -> bool:
    """Is the symbol said to be something that two indices stand on, so that they do not make it Kronecker's?"""
    kind = self.env.kinds.get(key)
    return is_declared(self, key) and kind is not None and (kind.order > 1 or bool(kind.of))


def is_declared(self: Elaborator, key: str) -> bool:
    kind = self.env.kinds.get(key)
    return kind is not None and kind.certain


def euler(self: Elaborator, parts: Parts) -> Value:
    if parts.sup is None:
        return scalar(call("exp", num(1)))
    letters = {base_name(part) for part in walk(parts.sup)}
    if "i" in letters and "i" not in self.env.index_names and "i" not in self.env.kinds:
        raise Unsupported("e to the power of i may be a complex number", parts.node.at)
    with self.scope.argument():
        exponent = self.value(parts.sup)
    self.by_entry(exponent, "an exponential", parts.node)
    at = exponent.at
    return replace(exponent, at=lambda *ix: call("exp", at(*ix)), literal=False)


def resolve(self: Elaborator, parts: Parts) -> tuple[str, list[Index], Node | None]:
    """The key of the tensor, the indices written on it, and the superscript that is left."""
    parts = as_entry(self, parts)
    name = parts.name + "'" * parts.primes
    indices: list[Index] = []
    sup = parts.sup
    if name in self.env.squares and isinstance(sup, Number) and sup.digits == "2":
        name, sup = f"{name}^2", None
    label = parts.node.sup if isinstance(parts.node, Script) else None
    if isinstance(label, Group) and label.left == "[" and not self.scope.bound.keys().isdisjoint(
        map(base_name, walk(label.body))
    ):
        raise Unsupported("a layer that a sum runs over", parts.node.at)
    if is_layer(self.env, parts):
        name, sup = of_layer(name, sup), None  # type: ignore[arg-type]
    if sup is not None and is_sample(self, sup):
        indices.append(self.indices.read(strip(sup)) or Index())
        sup = None
    labels: list[str] = []
    if isinstance(parts.node, Script) and isinstance(parts.node.sub, Group) and parts.node.sub.left == "[":
        raise Unsupported("a subscript in square brackets", parts.node.at)
    for item in parts.subs:
        if isinstance(item, Chain) and item.signs[0].name in ("\\sim", "\\in"):
            raise Unsupported("a distribution as a subscript", item.at)
        sampled = samples(self, name, item)
        used = None if is_label(self, name, item) else sampled or self.indices.read(item)
        if sampled is not None:
            own = of_samples(name, item)
            if name in self.env.kinds:
                self.env.kinds.setdefault(own, sampled_kind(self.env.kinds[name]))
            name = own
            indices.append(sampled)
        elif used is None:
            if any(isinstance(n, Symbol) and n.name in self.scope.bound for n in walk(item)):
                raise Unsupported("an index that depends on another in a way that is not understood", item.at)
            labels.append(label_text(item))
        else:
            indices.append(used)
    key = name + (f"_{','.join(labels)}" if labels else "")
    size = key in self.env.size_names and key not in self.env.kinds
    if indices and (size or of_family(key) in self.env.routines):
        key = of_family(key)
    if key in self.env.aliases:
        self.scope.note(f"{key} is read as {self.env.aliases[key]}")
        key = self.env.aliases[key]
    return alone(self, key) if not indices else key, indices, sup


def as_entry(self: Elaborator, parts: Parts) -> Parts:
    """`a_{ij}` is an entry of the matrix A."""
    whole = self.env.entries.get(parts.name)
    known = self.env.kinds.get(whole) if whole is not None and not parts.primes else None
    plain = len(parts.subs) == 2 or (len(parts.subs) == 1 and two_digits(parts.subs[0]))
    if whole is None or known is None or not plain or known.element != "matrix" or known.family:
        return parts
    self.scope.note(f"the {parts.name} with two indices are read as the entries of {whole}")
    return replace(parts, name=whole)


def samples(self: Elaborator, name: str, item: Node) -> Index | None:
    """The s of `u_{w_s}` where the context speaks of negative samples: the w_s are words that nothing counts, so that
    the u_{w_s} are vectors of their own, one for each sample, none of them that of the target or of another sample."""
    plain = isinstance(item, Script) and isinstance(item.base, Symbol) and isinstance(item.sub, Symbol)
    if not self.env.sampled or not plain or item.sup is not None or item.primes:  # type: ignore[attr-defined]
        return None
    read = self.indices.read(item.sub)  # type: ignore[attr-defined]
    if read is not None and self.env.repeating:
        raise Unsupported("a sample, where the samples may repeat", item.at)
    if read is not None:
        self.scope.note(f"the {name}_{{{label_text(item.base)}_{label_text(item.sub)}}} are read as vectors of their "  # type: ignore[attr-defined]
                        "own: the samples are distinct, and the target is not among them")
    return read


def sampled_kind(kind: Kind) -> Kind:
    """What one of the samples is, where one of all words is this."""
    return replace(kind, of="", layout="", sizes=("", *kind.sizes[1:]) if kind.sizes else ())


def alone(self: Elaborator, key: str) -> str:
    """What the `x` beside declared vectors `x_t` is: any one of them, unless that makes no sense."""
    kind, own = self.env.kinds.get(key), f"{key}{ALONE}"
    declared = key not in self.scope.local and key not in self.env.defined and own in self.env.kinds
    return own if declared and kind is not None and kind.member is not None else key


def is_layer(env: Environment, parts: Parts) -> bool:
    """Is the `(2)` of `W^{(2)}` a label, since there is no `W^{(i)}`; or the `(l)` of `W^{(l)}`, for l is a layer?"""
    if not isinstance(parts.sup, Group) or parts.sup.left != "(":
        return False
    if isinstance(parts.sup.body, Number):
        return parts.name not in env.raised
    return parts.name in env.layered and layer_letter(parts.sup.body) is not None


def is_sample(self: Elaborator, sup: Node) -> bool:
    """`x^{(i)}`: the superscript in brackets is an index."""
    return isinstance(sup, Group) and sup.left == "(" and self.indices.read(sup.body) is not None


def is_label(self: Elaborator, name: str, item: Node) -> bool:
    """`W_1` and `W_2` are two matrices unless W is indexed by a letter as well."""
    item = strip(item)
    if isinstance(item, Number):
        if of_family(name) in self.env.routines:
            return False  # `f_2(x)` is one of the `f_n(x)`
        kind = self.env.kinds.get(name)
        numbered = kind is None or not (kind.order or kind.of)
        label = f"{name}_{item.digits}"
        return label in self.env.labels or label in self.env.kinds or (numbered and name not in self.env.lettered)
    if isinstance(item, Symbol):
        return f"{name}_{item.name}" in self.env.labels or f"{name}_{item.name}" in self.env.kinds
    return False


def tensor(self: Elaborator, key: str, indices: list[Index], parts: Parts) -> Value:
    kind = self.env.kinds.get(key)
    if not indices and 0 in self.env.counted_from.get(key, ()):
        raise Unsupported(FROM_ZERO, parts.node.at)
    if kind is not None and indices and is_number(self, key, kind):
        key = of_family(key)
        kind = self.env.kinds.get(key)
    guessed = kind is None or (not kind.certain and key not in self.env.defined)
    labelled = [k for k in self.env.defined if k.startswith(f"{key}_")] if guessed and not indices else []
    if labelled:
        self.scope.note(f"{key} is read as {labelled[-1]}")
        key = labelled[-1]
        kind = self.env.kinds.get(key)
    if not indices and key in self.env.version and (letters := self.env.running.get(key)):
        indices = [self.scope.bound[one][0] if one in self.scope.bound else index(one) for one in letters]
        self.scope.note(f"{key} is read as {key}_{','.join(letters)}, on which it depends")
    self.env.touched.setdefault(key, set()).add(len(indices))
    if kind is None:
        kind = self.env.kinds[key] = self.env.guessed[key] = guess(self, key, indices, parts)
    self.scope.used[key] = None
    identical = key == "I" and "I" not in self.env.defined and "I" not in self.env.own
    if identical and not indices and (kind.element == "matrix" or not kind.certain):
        return identity(unknown_range(self.env.fresh("I")))
    return access(self, key, kind, indices, parts.node)


def is_number(self: Elaborator, key: str, kind: Kind) -> bool:
    """Is the symbol declared to be a number, and yet written with an index again and again?"""
    return kind.certain and not kind.order and not kind.of and key in self.env.indexed and key not in self.env.defined


def ranges_of(key: str, kind: Kind) -> list[Range]:
    """The ranges of the axes of a symbol, family first; an unsaid size has a name of its own."""
    return [span_of(kind.size(axis), f"{key}.{axis}") for axis in range(kind.order)]


def span_of(size: str, unsaid: str) -> Range:
    """From 1 to a size, which may be a number; an unsaid size has a name of its own."""
    return Range(index(1), index(int(size) if size.isdecimal() else size)) if size else unknown_range(unsaid)


def access(self: Elaborator, key: str, kind: Kind, indices: list[Index], node: Node) -> Value:
    if kind.of:
        return from_family(self, kind, indices, node)
    axes = ranges_of(key, kind)
    if kind.family == 1 == len(self.env.letters.get(key, ())) and is_turned(self.env, indices, *self.env.letters[key]):
        indices = indices[::-1]
    if len(indices) > kind.order:
        if indices[0].parts == ():
            raise Unsupported("an index that may be a number times a letter, or two indices", node.at)
        both = not kind.order and key in self.env.defined and key in self.env.indexed  # `v = 2`, `v_t` and `v_{t+1}`
        both = both or (not kind.order and isinstance(node, Script) and isinstance(node.sup, Group))  # y and `y^{(i)}`
        raise Clash(f"{written(key)} has {len(indices)} indices, and is {kind.describe()}", node.at, doubtful=both)
    standing = kind.element == "matrix" and len(indices) == kind.family + 1 and by_column(self, indices[-1], axes)
    for used, axis in zip(indices, [*axes[:-2], axes[-1]] if standing else axes, strict=False):
        meet(self.env, self.scope, used, axis)
    fixed, rest = tuple(indices), tuple(axes[len(indices) :])
    if kind.split and not indices:
        return scalar(Sym(f"{key}{ALONE}"))
    key = self.env.version.get(key, key)
    if kind.order == 0:
        return scalar(Sym(key))
    if not rest:
        return scalar(Entry(key, fixed))
    if standing:
        last = indices[-1]
        return Value((axes[-2],), lambda i: Entry(key, (*fixed[:-1], i, last)), "column")
    if len(indices) >= kind.family:
        form = kind.element if len(rest) == (2 if kind.element == "matrix" else 1) else "column"
        return entry_value(key, fixed, rest, form)
    return whole_family(self, key, kind, rest, node)


def is_turned(env: Environment, indices: list[Index], letter: str) -> bool:
    """The `z_{ij}` of a column that was defined as `z_j`: i numbers its components."""
    names = [str(used.name).split("#")[0] for used in indices]
    return len(names) == 2 and (names[1] == letter != names[0] or names[1] == env.put_back == f"{letter}'")


def by_column(self: Elaborator, used: Index, axes: list[Range]) -> bool:
    """`x_j` of a matrix is a column where j is known to run over the columns, not over the rows."""
    bound = {str(ix.name): rng for ix, rng in self.scope.bound.values()}
    known, letter = bound.get(str(used.name)), str(used.name).split("#")[0]
    if known is None or unknown(self.env.sizes.resolve(known).upper):
        known = self.env.index_ranges.get(letter) or self.env.seen_ranges.get(letter)
    if known is None:
        return False
    rows, columns = (self.env.sizes.resolve(a) for a in axes[-2:])
    return self.env.sizes.resolve(known) == columns != rows


def whole_family(self: Elaborator, key: str, kind: Kind, axes: tuple[Range, ...], node: Node) -> Value:
    """`u` without an index, where `u_w` are vectors: the matrix whose columns they are."""
    if kind.family != 1 or kind.element == "matrix":
        raise Unsupported(f"{key} without its index", node.at)
    if kind.element == "scalar":
        return column(axes[0], lambda i: Entry(key, (i,)))
    if kind.element == "row":
        return matrix(axes[0], axes[1], lambda i, j: Entry(key, (i, j)))
    self.scope.note(f"{key} without an index is read as the matrix whose columns are the {key}_i")
    return matrix(axes[1], axes[0], lambda i, j: Entry(key, (j, i)))


def from_family(self: Elaborator, kind: Kind, indices: list[Index], node: Node) -> Value:
    """A matrix whose columns (or rows) are a family of vectors."""
    family = self.env.kinds.get(kind.of)
    if family is None or family.order != 2:
        raise Unsupported(f"a matrix of the {kind.of}, which are no family of vectors here", node.at)
    axes = ranges_of(kind.of, family)
    self.scope.used[kind.of] = None
    columns = kind.layout != "rows"
    if kind.source.startswith("read as"):
        self.scope.note(f"{label_text(node)} is {kind.source}")
    if columns:
        value = matrix(axes[1], axes[0], lambda i, j: Entry(kind.of, (j, i)))
    else:
        value = matrix(axes[0], axes[1], lambda i, j: Entry(kind.of, (i, j)))
    for used in indices:
        value = pick(self, value, used, node)
    return value


def pick(self: Elaborator, value: Value, used: Index, node: Node) -> Value:
    if not value.axes:
        raise Clash("a scalar has no components", node.at)
    meet(self.env, self.scope, used, value.axes[0])
    at, rest = value.at, value.axes[1:]
    form = {0: "scalar", 1: "column", 2: "matrix"}.get(len(rest), "tensor")
    return replace(value, axes=rest, at=lambda *ix: at(used, *ix), form=form)


def constant_array(self: Elaborator, node: Number) -> Value:
    """`\\mathbf{1}` and `\\mathbf{0}`: vectors of ones and zeros, of whatever length fits."""
    if node.digits in self.env.own:
        raise Unsupported(self.env.own[node.digits].why, node.at)
    value = num(int(node.digits)) if node.digits.isdecimal() else None
    if value is None:
        raise Unsupported("a bold number", node.at)
    if node.digits == "0":
        return scalar(value, literal=True)
    return column(span_of(self.env.ones, self.env.fresh("ones")), lambda _: value, "column", flexible=True)


def guess(self: Elaborator, key: str, indices: list[Index], parts: Parts) -> Kind:
    """What an undeclared symbol is, from how it is written; inference may change it."""
    upper = parts.name.split(" ")[-1][:1].isupper()
    layer = layer_of(key)
    for name, kind in self.env.kinds.items() if layer is not None else ():
        if kind.certain and (other := layer_of(name)) is not None and layer is not None and other[0] == layer[0]:
            return Kind(kind.element, kind.family)  # `W^{(l+1)}` is a matrix, since `W^{(l)}` is said to be one
    bare = self.env.kinds.get(layer[0].rstrip("".join(LAYER.values()))) if layer is not None else None
    if bare is not None and bare.certain and not bare.of:
        return Kind(bare.element, bare.family)  # and `x^{(k)}` is a vector, since x is
    if (parts.name, len(parts.subs)) in self.env.transposed:
        element = "matrix" if upper and not indices else "column"
        return Kind(element, family=len(indices))
    if not indices and not parts.bold and parts.name.removeprefix("\\")[:1].isupper():
        kinds = [self.env.kinds.get(name) for name in self.env.beside.get(parts.name, ())]
        if any(kind is not None and kind.certain and kind.element in ("column", "matrix") for kind in kinds):
            return Kind("matrix")  # `A x` and `x^T A x` of a vector x: were A a number, nobody would write so
    if not indices:
        return Kind(("matrix" if upper else "column") if parts.bold else "scalar")
    if parts.bold:
        return Kind("column", family=len(indices))
    return PLAIN_KINDS.get(len(indices), Kind(family=len(indices)))
