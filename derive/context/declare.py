"""What sentences declare: kinds, domains and sizes of symbols, from the facts of a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from derive.claims.model import Fact
from derive.claims.scope import says_vector
from derive.claims.walk import is_capital, is_letter
from derive.context.environment import SPELLINGS, Environment, Routine, Scope
from derive.context.kinds import Kind
from derive.context.names import base_name, is_zero, label_text, of_layer, parts_of, strip
from derive.context.ranges import Indices, size_key
from derive.context.routines import head_and_arguments
from derive.context.symbols import is_layer
from derive.notation.tree import (
    Big,
    Blank,
    Chain,
    Dots,
    Font,
    Group,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Sequence,
    Symbol,
)
from derive.terms.term import Range, index

BLACKBOARD = {
    "bb R": "real",
    "\\R": "real",
    "\\Reals": "real",
    "\\reals": "real",
    "bb Z": "integer",
    "bb N": "natural",
    "\\Z": "integer",
    "\\N": "natural",
}
PARTS = {">0": "positive", "+": "nonnegative", "++": "positive", "\\geq0": "nonnegative", "<0": "negative",
         "\\neq0": "nonzero"}
HALVES = {"+": "positive", "-": "negative"}
TRAITS = frozenset({"symmetric", "invertible", "orthogonal", "diagonal", "distribution"})
UNIT = {("0", "1", "("): "unit", ("0", "1", "["): "nonnegative"}
ARRAYS = re.compile(r"\b(vector|matrix)[- ]?(?:valued|fields?)\b", re.IGNORECASE)
UNIVERSAL = re.compile(r"[$,\s]*(?:for (?:all|every|each|any)\b|\\forall\b)[$\s]*[A-Za-z]\$*\s*(?:[.,;:]|\Z)")
SAID = re.compile(r"\$ (?:is|be|are|denotes?) ", re.IGNORECASE)
COLUMNS = re.compile(r"\bcolumns?\b", re.IGNORECASE)
NEAR = 40
NATURAL = re.compile(r"\bnatural numbers?\b", re.IGNORECASE)
DOMAINS = frozenset({"positive", "nonnegative", "nonzero", "negative"})
DEFINITE = {"\\succ": ("symmetric", "invertible"), "\\succeq": ("symmetric",)}
CONES = {"++": ("symmetric", "invertible"), "+": ("symmetric",)}
SYMMETRIC = frozenset({"S", "bb S", "cal S", "bf S"})
NORMAL = frozenset({"N", "cal N"})
ELEMENTS = {"scalar": "scalar", "vector": "column", "row-vector": "row", "matrix": "matrix", "constant": "scalar"}


class Declarations:
    """Turns facts into kinds. A symbol that is said to be a thing is `certain`."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.one_hot: dict[str, Node | None] = {}
        self.by_columns: set[str] = set()
        self.domains: dict[str, str] = {}
        self.traits: dict[str, set[str]] = {}
        self.spoken: set[str] = set()
        self.foreign: set[str] = set()
        self.depending: set[tuple[str, str]] = set()
        self.least: dict[str, int] = {}

    def take(self, fact: Fact) -> None:
        handler = HANDLERS.get(fact.predicate)
        if handler is not None:
            handler(self, fact)

    def names(self, fact: Fact) -> list[str]:
        """The symbols that a fact speaks of."""
        subjects = [one for s in fact.subjects for one in listed(s.items[0] if isinstance(s, Chain) else s)]
        return [found[0] for found in map(self.key, subjects) if found is not None]

    # --- helpers -------------------------------------------------------------------------------------------
    def key(self, node: Node) -> tuple[str, int] | None:
        """The name and the number of indices of a declared symbol: `x_i` is one of a family."""
        parts = parts_of(strip(node))
        if parts is None:
            return None
        indices, labels = 0, []
        for item in parts.subs:
            named = f"{parts.name}_{label_text(item)}" in self.env.labels
            if named or Indices(self.env, Scope()).read(item) is None or (
                isinstance(strip(item), Number) and parts.name not in self.env.lettered
            ):
                labels.append(label_text(item))
            else:
                indices += 1
        layer = is_layer(self.env, parts)
        if isinstance(parts.sup, Group) and parts.sup.left == "(" and not layer:
            indices += 1
        own = of_layer(parts.name, parts.sup) if layer else parts.name  # type: ignore[arg-type]
        name = own + "'" * parts.primes + (f"_{','.join(labels)}" if labels else "")
        return name, indices

    def set(self, node: Node, kind: Kind, fact: Fact) -> None:
        found = self.key(node)
        if found is None:
            return
        name, indices = found
        if name in self.env.size_names and not indices and kind.element == "scalar":
            return
        if name in self.env.kinds and self.env.kinds[name].source.startswith("context"):
            return
        if name in self.env.kinds and self.env.kinds[name].certain and self.env.kinds[name].element != "scalar":
            kind = replace(self.env.kinds[name], domain=kind.domain) if indices else kind
        elif indices and kind.element == "scalar" and indices == 1:
            kind = replace(kind, element="column")
        elif indices and kind.element == "scalar" and indices == 2:
            kind = replace(kind, element="matrix")
        else:
            kind = replace(kind, family=indices)
            if indices and kind.sizes:
                kind = replace(kind, sizes=(*self.counted(node, indices), *kind.sizes))
        known = self.env.kinds.get(name)
        if known is not None and known.certain and known.element == kind.element and not any(kind.sizes):
            kind = replace(kind, sizes=known.sizes)
        self.env.kinds[name] = replace(kind, certain=True, source=f"line {fact.where.line}")

    def counted(self, node: Node, indices: int) -> tuple[str, ...]:
        """How many there are of a family: n of the `x_i` "for $i = 1, \\dots, n$", where that is said."""
        parts = parts_of(strip(node))
        letters = [base_name(strip(item)) for item in parts.subs] if parts is not None else []
        spans = [self.env.index_ranges.get(str(letter)) for letter in letters]
        if len(spans) != indices:
            return ("",) * indices
        return tuple(span.upper.name or "" if span is not None and span.lower == index(1) else "" for span in spans)

    def values(self, node: Node, kind: Kind, fact: Fact) -> bool:
        """`A(t)` is said to be an array: then A is a function with such values."""
        split = head_and_arguments(node)
        name = base_name(strip(split[0])) if split is not None and not split[2] else None
        if split is None or name is None or name in SPELLINGS:
            return False
        given = listed(split[1].body)
        plain = tuple(given) if all(parts_of(one) is not None for one in given) else ()
        said = f"line {fact.where.line}"
        known = self.env.routines.get(name)
        if kind.element != "scalar" and (known is None or known.kind in ("open", "array")):
            sized = known.value if known is not None and not any(kind.sizes) else None
            self.env.routines[name] = Routine(name, "array", plain, source=said, value=sized or kind)
        return True

    # --- membership ------------------------------------------------------------------------------------------
    def relation(self, fact: Fact) -> None:
        chain = fact.subjects[0] if fact.subjects else None
        if not isinstance(chain, Chain):
            return
        sign = chain.signs[-1].name
        if [each.name for each in chain.signs[:2]] == [":", "\\to"]:
            self.function(replace(fact, subjects=chain.items[:1]), self.kind_of_set(chain.items[2]))
            self.points(chain.items[0], self.kind_of_set(chain.items[1]), fact)
        self.spoken |= {found[0] for found in map(self.key, chain.items) if found is not None}
        if [s.name for s in chain.signs] == ["\\leq", "\\leq"]:
            self.between(chain)
        if sign == "=" and declares_total(chain):
            found = self.key(strip(chain.items[0].body))  # type: ignore[attr-defined]
            if found is not None:
                alone = len(parts_of(strip(chain.items[0].body)).subs) < 2  # type: ignore[attr-defined, union-attr]
                trait = "sums-to-one" if alone or is_universal(fact) else "some-total"
                self.traits.setdefault(found[0], set()).add(trait)
        if sign == "\\in":
            for one in listed(chain.items[0]):
                self.member(one, chain.items[1], fact)
        elif sign == "\\sim" and (normal := head_and_arguments(chain.items[-1])) is not None:
            given = listed(normal[1].body)
            if base_name(normal[0]) in NORMAL and len(given) > 1 and is_capital(given[1]):
                self.definite(given[1], ("symmetric",), fact)
        elif sign in DEFINITE and is_zero(chain.items[1]):
            for one in listed(chain.items[0]):
                self.definite(one, DEFINITE[sign], fact)
        elif sign in (">", "\\geq") and len(chain.signs) == 1 and isinstance(strip(chain.items[1]), Number):
            self.at_least(chain, sign)
        if sign in (">", "\\geq", "<", "\\neq", "\\leq") and len(chain.signs) == 1 and is_zero(chain.items[1]):
            domain = {">": "positive", "\\geq": "nonnegative", "<": "negative", "\\neq": "nonzero"}.get(sign)
            found = self.key(chain.items[0])
            if domain and found and not is_power(chain.items[0]) and self.is_general(chain.items[0], fact):
                self.domains.setdefault(found[0], domain)

    def is_general(self, node: Node, fact: Fact) -> bool:
        """Is `x_i > 0` said of all components? `x_1 > 0`, `A_{ii} > 0` and `a_{ij} > 0 for i < j` are of some."""
        parts = parts_of(strip(node))
        letters = [base_name(strip(item)) for item in parts.subs] if parts is not None else []
        return len(set(letters)) == len(letters) and self.env.index_names.issuperset(filter(None, letters)) and (
            None not in letters) and not any(isinstance(s, Chain) for s in fact.subjects[1:])

    def at_least(self, chain: Chain, sign: str) -> None:
        """`n >= 2` for a size; any other symbol that is at least a positive number is positive."""
        name, digits = base_name(strip(chain.items[0])), strip(chain.items[1]).digits  # type: ignore[attr-defined]
        if name in self.env.size_names and digits.isdecimal():
            self.least[self.env.size_names[name]] = int(digits) + (sign == ">")
        elif name is not None and float(digits) > 0:
            whole = self.domains.get(name) == "integer"
            self.domains[name] = "natural" if whole else self.domains.get(name, "positive")

    def between(self, chain: Chain) -> None:
        """`1 \\leq k \\leq n` for an index k."""
        name = base_name(strip(chain.items[1]))
        low, high = (Indices(self.env, Scope()).read(n) for n in (chain.items[0], chain.items[2]))
        if name is not None and name in self.env.index_names and low is not None and high is not None:
            self.env.index_ranges[name] = Range(low, high)

    def member(self, node: Node, collection: Node, fact: Fact) -> None:
        kind, found = self.kind_of_set(collection), self.key(node)
        if kind is not None and found is not None and found[0] not in self.env.paired:
            kind = thin(kind)
        if is_ones(node) and kind is not None and len(kind.sizes) == 1:
            self.env.ones = kind.sizes[0]
        cone = strip(collection)
        traits = CONES.get(label_text(cone.sub)) if isinstance(cone, Script) and cone.sub is not None else None
        if traits and isinstance(cone, Script) and base_name(cone.base) in SYMMETRIC:
            self.definite(node, traits, fact)
        of_foreign = base_name(strip(collection)) in self.foreign
        if found is not None and (of_foreign or is_foreign(collection)):
            self.foreign.add(found[0])
        elif kind is not None:
            if not self.values(node, kind, fact):
                self.set(node, kind, fact)
        elif isinstance(strip(collection), Group):
            self.listed_set(node, strip(collection))
        else:
            kind = self.kind_of_product(collection)
            if kind is not None:
                self.set(node, kind, fact)

    def definite(self, node: Node, traits: tuple[str, ...], fact: Fact) -> None:
        """`A \\succ 0`, `A \\in \\mathbb{S}^n_{++}`: the order is one of symmetric matrices."""
        for trait in traits:
            self.trait(replace(fact, predicate=trait, subjects=(node,)))

    def kind_of_set(self, node: Node) -> Kind | None:
        """`\\mathbb{R}^{n \\times d}`, `\\{0, 1\\}^C`, `\\mathbb{R}_{>0}`."""
        node = strip(node)
        base, sup, sub = (node.base, node.sup, node.sub) if isinstance(node, Script) else (node, None, None)
        domain = domain_of_set(strip(base), sub)
        if domain is None:
            return None
        sizes = self.dimensions(sup) if sup is not None else ()
        if sup is not None and base_name(strip(sup)) in HALVES:
            sizes, domain = (), HALVES[str(base_name(strip(sup)))]
        return Kind(("scalar", "column", "matrix")[min(len(sizes), 2)], sizes=sizes, domain=domain)

    def kind_of_product(self, node: Node) -> Kind | None:
        """`y \\in W \\times 1`, as some write for the shape."""
        if isinstance(node, Product) and set(node.ops) == {"times"}:
            return thin(Kind("matrix", sizes=self.dimensions(node)))
        return None

    def dimensions(self, node: Node) -> tuple[str, ...]:
        return tuple(self.size(p) for p in factors_of_shape(strip(node)))

    def size(self, node: Node) -> str:
        node = strip(node)
        if isinstance(node, Number):
            return node.digits
        key = size_key(node) or size_of_product(node)
        if key is None:
            return ""
        return self.env.size_names.setdefault(key, key)

    def listed_set(self, node: Node, group: Node) -> None:
        """`i \\in \\{1, \\ldots, n\\}`, `k \\in [1, K]`, `t \\in [0, 1]`."""
        if not isinstance(group, Group):
            return
        items = listed(group.body)
        found = self.key(node)
        if found is None or len(items) < 2:
            return
        name = found[0]
        high = strip(items[-1])
        if isinstance(high, Number):
            ends = (label_text(items[0]), high.digits, group.left)
            if ends in UNIT:
                self.domains.setdefault(name, UNIT[ends])
        elif name in self.env.index_names or (group.left == "{" and any(isinstance(one, Dots) for one in items)):
            low = strip(items[0])
            size = self.size(high)
            if size and isinstance(low, Number):
                self.env.index_ranges[name] = Range(index(int(low.digits)), index(size))

    def understands(self, collection: Node) -> bool:
        """Is membership in this set read? A set with a name alone says nothing that could be missed."""
        plain = strip(collection)
        group = plain if isinstance(plain, Group) else None
        if group is not None and self.kind_of_set(collection) is None:
            ends = [label_text(item) for item in listed(group.body)]
            return (len(ends) == 2 and (ends[0], ends[1], group.left) in UNIT) or "\\ldots" in ends or "\\dots" in ends
        base = plain.base if isinstance(plain, Script) else plain
        return base_name(strip(base)) not in BLACKBOARD or self.kind_of_set(collection) is not None

    # --- words -------------------------------------------------------------------------------------------------
    def element(self, fact: Fact) -> None:
        for node in (one for s in fact.subjects for one in listed(s)):
            if fact.predicate not in ("scalar", "constant"):
                self.values(node, Kind(ELEMENTS[fact.predicate]), fact)
            found = self.key(node)
            if found is None or (found[0] in self.env.index_names and not found[1]):
                continue
            if fact.predicate == "constant" and found[0] in self.env.kinds:
                continue
            if not found[1] and found[0] in self.env.size_names and fact.predicate != "matrix":
                continue
            known = self.env.kinds.get(found[0])
            if known is not None and known.certain and known.element == "row" and says_vector(fact):
                continue
            self.set(node, Kind(ELEMENTS[fact.predicate]), fact)
            if found is not None and NATURAL.search(fact.words):
                self.domains.setdefault(found[0], "natural")

    def trait(self, fact: Fact) -> None:
        for node in (one for s in fact.subjects for one in listed(s)):
            found = self.key(node)
            if found is None or (is_power(node) and fact.predicate not in TRAITS):
                continue
            if fact.predicate in TRAITS:
                distribution = fact.predicate == "distribution"
                trait, element = ("simplex", "column") if distribution else (fact.predicate, "matrix")
                self.traits.setdefault(found[0], set()).add(trait)
                if found[0] not in self.env.kinds:
                    self.env.kinds[found[0]] = Kind(element, source=f"line {fact.where.line}")
            elif self.domains.get(found[0]) == "integer" and fact.predicate == "positive":
                self.domains[found[0]] = "natural"
            else:
                self.domains.setdefault(found[0], fact.predicate)

    def whole(self, fact: Fact) -> None:
        """`k` is an integer; a positive one where that was said before."""
        for node in (one for s in fact.subjects for one in listed(s)):
            found = self.key(node)
            if found is not None:
                positive = self.domains.get(found[0]) == "positive"
                self.domains[found[0]] = "natural" if positive else "integer"

    def onehot(self, fact: Fact) -> None:
        found = self.key(fact.subjects[0]) if fact.subjects else None
        if found is not None:
            target = fact.subjects[1] if len(fact.subjects) > 1 else None
            if COLUMNS.search(fact.where.source.text, max(0, fact.where.start - NEAR), fact.where.end):
                self.by_columns.add(found[0])
            if self.one_hot.get(found[0]) is None:
                self.one_hot[found[0]] = target
            if found[0] not in self.env.kinds:
                self.env.kinds[found[0]] = Kind("column", family=found[1], source=f"line {fact.where.line}")

    def members(self, fact: Fact) -> None:
        """The rows (columns) of X are the x_i."""
        if len(fact.subjects) < 2:
            return
        whole, part = self.key(fact.subjects[0]), self.key(fact.subjects[1])
        if whole is None or part is None or whole[0] == part[0]:
            return
        of, name = part[0], whole[0]
        known = self.env.kinds.get(name, Kind("matrix"))
        if known.source.startswith("context") and known.certain:
            return
        sizes = known.sizes if known.element == "matrix" else ()
        if fact.predicate == "columns":
            sizes = sizes[::-1]
        old = self.env.kinds.get(of)
        transposed = isinstance(strip(fact.subjects[1]), Script) and fact.predicate == "rows"
        if old is None or not old.source.startswith("context"):
            self.env.kinds[of] = Kind(
                "column",
                family=1,
                sizes=sizes or (old.sizes if old else ()),
                certain=True,
                source=f"line {fact.where.line}",
            )
        if name != of and transposed is not None:
            self.env.kinds[name] = Kind(
                "matrix", of=of, layout=fact.predicate, certain=True, source=f"line {fact.where.line}"
            )

    def size_fact(self, fact: Fact) -> None:
        for node in (one for s in fact.subjects for one in listed(s)):
            key = size_key(node)
            if key is not None and key not in self.env.index_names:
                self.env.size_names.setdefault(key, key)

    def length(self, fact: Fact) -> None:
        found = self.key(fact.subjects[0])
        if found is None or len(fact.subjects) < 2:
            return
        kind = self.env.kinds.get(found[0], Kind("column"))
        if not kind.sizes and kind.order == 1:
            self.env.kinds[found[0]] = replace(kind, sizes=(self.size(fact.subjects[1]),), certain=True)

    def sized(self, fact: Fact) -> None:
        """"Let $A$ and $B$ be $n \\times d$ matrices": the size is the last subject."""
        kind = self.kind_of_product(strip(fact.subjects[-1]))
        if kind is not None:
            for node in fact.subjects[:-1]:
                if not self.values(node, kind, fact):
                    self.set(node, kind, fact)

    def complex(self, fact: Fact) -> None:
        nodes = [one for s in fact.subjects for one in listed(s.items[0] if isinstance(s, Chain) else s)]
        self.foreign |= {found[0] for node in nodes if (found := self.key(node)) is not None}

    def dependence(self, fact: Fact) -> None:
        """"$x$ is a function of $t$": the last subject is what the others depend on."""
        *names, by = [found[0] if (found := self.key(node)) is not None else None for node in fact.subjects]
        self.depending |= {(name, by) for name in names if name and by}

    def named(self, fact: Fact) -> None:
        """`g` is the logistic function; so is g where `g(z)` is said to be it."""
        split = head_and_arguments(fact.subjects[0])
        called = split is not None and not split[2] and parts_of(strip(split[1].body)) is not None and SAID.search(
            fact.words) is not None
        name = base_name(strip(split[0] if split is not None and called else fact.subjects[0]))
        word = base_name(strip(fact.subjects[1])) if len(fact.subjects) > 1 else None
        known = SPELLINGS.get(str(word))
        if name is not None and known is not None:
            self.env.routines[name] = Routine(name, "known", known=known, source=f"line {fact.where.line}")

    def function(self, fact: Fact, value: Kind | None = None) -> None:
        arrays = ARRAYS.search(fact.words)
        if arrays:
            value = Kind("matrix" if arrays[1].lower() == "matrix" else "column")
        kind = "array" if value is not None and value.element != "scalar" else "open"
        for node in (one for s in fact.subjects for one in listed(s)):
            name = base_name(strip(node))
            if name is not None and name not in SPELLINGS:
                made = Routine(name, kind, source=f"line {fact.where.line}", value=value)
                self.env.routines.setdefault(name, made)
            elif value is not None:
                self.values(node, value, fact)


    def derivative(self, fact: Fact) -> None:
        """"Let $H$ be the Hessian of $f$": a function where it is taken of something, a symmetric matrix elsewhere."""
        head, order = fact.subjects[0], 2 if fact.predicate == "hessian" else 1
        of = head_and_arguments(fact.subjects[1])
        function = of[0] if of is not None else fact.subjects[1]
        name, calls = base_name(strip(head)), self.env.applied.get(str(base_name(strip(function))), [])
        point = next((call[0] for call in calls if len(call) == 1 and is_letter(call[0])), Symbol("x"))
        if name is not None and self.env.applied.get(name) and parts_of(function) is not None:
            value = Product((function, Group("(", ")", point)), ("",))
            self.env.routines.setdefault(name, Routine(name, "macro", (point,), Nabla(point, value, order),
                                                       source=f"line {fact.where.line}"))
        elif name is not None and name not in self.env.kinds:
            self.set(head, Kind("matrix" if order == 2 else "column"), fact)
            if order == 2:
                self.trait(replace(fact, predicate="symmetric", subjects=(head,)))

    def points(self, node: Node, kind: Kind | None, fact: Fact) -> None:
        """The x of `f(x)` where f goes from `\\mathbb{R}^n` is a vector, unless it is declared itself."""
        for call in self.env.applied.get(str(base_name(strip(node))), ()) if kind is not None and kind.order else ():
            found = self.key(call[0]) if len(call) == 1 else None
            known = self.env.kinds.get(found[0]) if found is not None else None
            if found is not None and kind is not None and (known is None or not known.certain):
                self.set(call[0], kind, fact)


def thin(kind: Kind) -> Kind:
    """An `n x 1` matrix is a column, a `1 x n` one a row, and a `1 x 1` one a number."""
    if kind.element != "matrix" or "1" not in kind.sizes:
        return kind
    kept = tuple(size for size in kind.sizes if size != "1")
    return replace(kind, element="scalar" if not kept else "row" if kind.sizes[0] == "1" else "column", sizes=kept)


def factors_of_shape(node: Node) -> list[Node]:
    """`n \\times d` gives two sizes, and so does `HW \\times C`, of which the first is a product."""
    if not isinstance(node, Product):
        return [node]
    found = [[node.factors[0]]]
    for op, factor in zip(node.ops, node.factors[1:], strict=True):
        if op == "times":
            found.append([])
        found[-1].append(factor)
    return [one[0] if len(one) == 1 else Product(tuple(one), ("",) * (len(one) - 1), at=node.at) for one in found]


def size_of_product(node: Node) -> str | None:
    """`HW` is a size of its own, whatever H and W are."""
    if not isinstance(node, Product) or any(node.ops):
        return None
    names = [size_key(factor) for factor in node.factors if not isinstance(factor, Number)]
    return "".join(sorted(map(str, names))) if None not in names and len(names) == len(node.factors) else None


def domain_of_set(base: Node, sub: Node | None) -> str | None:
    name = base_name(base)
    if name in BLACKBOARD:
        return BLACKBOARD[name] if sub is None else PARTS.get(part_of_set(sub))
    if isinstance(base, Group) and base.left == "{":
        values = sorted(label_text(i).lstrip("+") for i in listed(base.body))
        return {("0", "1"): "bit", ("-1", "1"): "sign"}.get((values[0], values[-1])) if len(values) == 2 else None
    return None


def part_of_set(sub: Node) -> str:
    """`>0`, `\\geq0`, `+`: what a subscript makes of the set of numbers."""
    if isinstance(sub, Chain) and isinstance(sub.items[0], Blank) and len(sub.signs) == 1:
        return sub.signs[0].name + label_text(sub.items[1])
    return label_text(sub)


def is_foreign(node: Node) -> bool:
    """`\\mathbb{C}^n`: complex numbers."""
    plain = strip(node)
    return base_name(strip(plain.base if isinstance(plain, Script) else plain)) in ("bb C", "\\C", "\\Complex", "bb H")


def is_ones(node: Node) -> bool:
    """`\\mathbf{1}`"""
    return isinstance(node, Font) and isinstance(node.body, Number) and node.body.digits == "1"


def listed(node: Node) -> list[Node]:
    return [item for part in node.items for item in listed(part)] if isinstance(node, Sequence) else [node]


def declares_total(chain: Chain) -> bool:
    """`\\sum_k q_k = 1`"""
    total, one = chain.items[0], chain.items[-1]
    if not isinstance(total, Big) or total.kind != "sum" or getattr(strip(one), "digits", "") != "1":
        return False
    return parts_of(strip(total.body)) is not None and not is_power(total.body)


def is_universal(fact: Fact) -> bool:
    """`\\sum_k \\gamma_{nk} = 1` for all n, and not for some of them."""
    return UNIVERSAL.match(fact.where.source.text[fact.where.end :]) is not None


def is_power(node: Node) -> bool:
    """`x^2 >= 0` says nothing of the sign of x."""
    parts = parts_of(strip(node))
    return parts is not None and parts.sup is not None and not (isinstance(parts.sup, Group) and parts.sup.left == "(")


HANDLERS: dict[str, Callable[[Declarations, Fact], None]] = {
    "relation": Declarations.relation,
    "one-hot": Declarations.onehot,
    "rows": Declarations.members,
    "columns": Declarations.members,
    "integer": Declarations.whole,
    "size": Declarations.size_fact,
    "length": Declarations.length,
    "sized": Declarations.sized,
    "depends": Declarations.dependence,
    "complex": Declarations.complex,
    "named": Declarations.named,
    "function": Declarations.function,
    "hessian": Declarations.derivative,
    "gradient": Declarations.derivative,
    **dict.fromkeys(ELEMENTS, Declarations.element),
    **dict.fromkeys((*sorted(TRAITS), *sorted(DOMAINS)), Declarations.trait),
}
