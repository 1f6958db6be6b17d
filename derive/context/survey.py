"""What a document's formulas show at a glance: which letters are indices, sizes, functions; what is defined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from derive.claims.model import Claim, Reading
from derive.claims.walk import every
from derive.context.environment import SPELLINGS
from derive.context.events import events_in, indicated
from derive.context.names import (
    Parts,
    base_name,
    children,
    is_transpose,
    label_text,
    layer_letter,
    parts_of,
    strip,
)
from derive.context.ranges import conditions, size_key
from derive.notation.tree import (
    Apply,
    Big,
    Chain,
    Derivative,
    Dots,
    Fraction,
    Given,
    Group,
    Matrix,
    Node,
    Number,
    Product,
    Relation,
    Script,
    Sum,
    Symbol,
)
from derive.notation.tree import Sequence as Items


@dataclass(frozen=True)
class Occurrence:
    """A symbol where it stands: `group` is the bracket that follows it without an operator between."""

    parts: Parts
    group: Group | None = None
    index: bool = False
    differentiated: bool = False


@dataclass
class Survey:
    """Counts over all formulas, in the order of the document."""

    binders: dict[str, list[tuple[Node | None, Node | None]]] = field(default_factory=dict)
    subscripts: dict[str, list[str]] = field(default_factory=dict)
    standing: Counter[str] = field(default_factory=Counter)
    applied: dict[str, list[tuple[Node, ...]]] = field(default_factory=dict)
    bare: Counter[str] = field(default_factory=Counter)
    primed: set[str] = field(default_factory=set)
    numerators: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    summed: dict[str, set[str]] = field(default_factory=dict)
    sizes: dict[str, None] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    counted_from: dict[str, set[int]] = field(default_factory=dict)
    spaces: set[str] = field(default_factory=set)
    ranges: dict[str, set[tuple[Node, Node]]] = field(default_factory=dict)
    scripted: set[str] = field(default_factory=set)
    indexed: Counter[str] = field(default_factory=Counter)
    paired: set[str] = field(default_factory=set)
    led: Counter[str] = field(default_factory=Counter)
    numbered: set[str] = field(default_factory=set)
    alone: dict[str, set[str]] = field(default_factory=dict)
    beside_others: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    beside: dict[str, set[str]] = field(default_factory=dict)
    transposed: set[tuple[str, int]] = field(default_factory=set)
    powers: set[tuple[str, int]] = field(default_factory=set)
    certain: set[tuple[str, int]] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    divisors: set[str] = field(default_factory=set)
    bracketed: set[str] = field(default_factory=set)
    raised: dict[str, set[tuple[str, bool] | None]] = field(default_factory=dict)


def survey(reading: Reading) -> Survey:
    found = Survey()
    for tree in trees(reading):
        seen = list(occurrences(tree))
        for occurrence in seen:
            note(found, occurrence)
        for node in every(tree):
            if (relation := indicated(node)) is not None:
                note_relation(found, relation)
        found.values |= {letter for value in values_of_events(tree) if (letter := letter_of(value)) is not None}
        found.indexed.update({one.parts.name for one in seen if one.parts.subs and not one.index})
        for node in every(tree):
            if isinstance(node, Big):
                note_range(found, node)
            elif isinstance(node, Derivative):
                note_numerator(found, node.body)
            elif isinstance(node, Apply):
                note_extremum(found, node)
            elif isinstance(node, Fraction) and isinstance(node.top, Number) and isinstance(node.bottom, Symbol):
                found.divisors.add(node.bottom.name)
            elif isinstance(node, Product):
                note_product(found, node)
            elif isinstance(node, Matrix):
                for row in lists_in(node):
                    note_ends(found, row)
            elif isinstance(node, Sum) and any(isinstance(term, Dots) for term in node.terms):
                found.last |= last_number(node)
            elif isinstance(node, Items) and any(isinstance(item, Dots) for item in node.items):
                note_ends(found, node.items)
    found.called -= {name for tree in trees(reading) for name in words_alone(tree)}
    for running, low, high in reading.ranges:
        note_listed(found, running, low, high)
    for fact in reading.facts:
        for subject in fact.subjects:
            note_relation(found, subject)
            if isinstance(subject, Chain) and subject.signs[-1].name == "\\in":
                found.spaces |= {name for part in every(subject.items[-1]) if (name := letter_of(part)) is not None}
    for claim in reading.claims:
        if claim.condition is not None:
            note_relation(found, claim.condition)
        if claim.role in ("when", "since"):
            note_relation(found, Chain((claim.left, claim.right), (Relation(claim.sign),)))
    note_made_of(found, reading)
    found.numbers = {letter for claim in reading.claims if not claim.link for letter in numbered_by(claim)}
    written = {text for texts in found.subscripts.values() for text in texts}
    found.sizes |= dict.fromkeys(sorted(found.ends - written - found.binders.keys()))  # `n` of a sum to n - 1
    found.sizes |= dict.fromkeys(sorted(name for name in found.last - found.binders.keys() - found.related
                                        if found.bare[name] or name.isupper()))
    if "t" in written | found.sizes.keys() | found.binders.keys():
        found.transposed -= found.powers - found.certain  # t is a number here
    return found


def numbered_by(claim: Claim) -> set[str]:
    """The n of `a_n = n^2`: an index that is a number as well."""
    return subscripts_of(claim.left) & {one.parts.name for one in occurrences(claim.right) if is_bare(one)}


def subscripts_of(node: Node) -> set[str]:
    """The letters in subscripts."""
    return {one.parts.name for one in occurrences(node) if one.index}


def is_bare(one: Occurrence) -> bool:
    return not (one.index or one.parts.subs or one.group or one.parts.primes)


def transposed_among(claims: Iterable[Claim]) -> set[tuple[str, int]]:
    """What stands transposed in these claims, each with how many subscripts."""
    found = Survey()
    for claim in claims:
        for side in (claim.left, claim.right):
            for occurrence in occurrences(side):
                note(found, occurrence)
    return found.transposed


def trees(reading: Reading) -> Iterator[Node]:
    for claim in reading.claims:
        sides = [claim.right] if claim.link and not claim.carried else [claim.left, claim.right]
        compared = claim.sign in ("<", ">", "\\leq", "\\geq", "\\neq")
        yield from (side for side in sides if not (compared and parts_of(side)))
    for node, _ in reading.mentions:
        if not parts_of(node):
            yield node


def occurrences(node: Node, index: bool = False) -> Iterator[Occurrence]:
    """Every symbol in the tree, with the bracket behind it, and whether it stands in a subscript."""
    parts = parts_of(node)
    if parts is not None:
        yield Occurrence(parts, None, index)
        yield from inside(parts)
    elif isinstance(node, Script):
        yield from occurrences(node.base, index)
        for part, inner in ((node.sub, True), (node.sup, index)):
            if part is not None and not (part is node.sup and is_transpose(part)):
                yield from occurrences(part, inner)
    elif isinstance(node, Product):
        for k, factor in enumerate(node.factors):
            head = parts_of(factor)
            group = following(node, k) if head is not None else None
            if head is None:
                yield from occurrences(factor, index)
            else:
                yield Occurrence(head, group, index)
                yield from inside(head)
    elif is_word_call(node):
        yield Occurrence(parts_of(node.head), node.argument, index)  # type: ignore[attr-defined, arg-type]
        yield from occurrences(node.argument, index)  # type: ignore[attr-defined]
    elif isinstance(node, Big):
        for part in (node.upper, node.body):
            if part is not None:
                yield from occurrences(part, index)
    elif isinstance(node, Chain):
        for item in node.items:  # the k of `P(X = k)`, `1\\{y = k\\}` stands where an index stands
            yield from occurrences(item, index or letter_of(strip(item)) in INDEX_LETTERS)
    else:
        for child in children(node):
            yield from occurrences(child, index)


def values_of_events(node: Node) -> Iterator[Node]:
    """The k of `P(X = k)`."""
    for head, group in events_in(node):
        chains = (part for part in every(group) if isinstance(part, Chain)) if parts_of(head) is not None else ()
        yield from (strip(item) for chain in chains for item in chain.items[1:])


def is_word_call(node: Node) -> bool:
    """`\\mathrm{NLL}(w)`: a function with a name of its own."""
    head = parts_of(node.head) if isinstance(node, Apply) else None
    bracket = isinstance(node, Apply) and isinstance(node.argument, Group) and node.argument.left in "(["
    return head is not None and bracket and head.name.removeprefix("\\") not in {*SPELLINGS, "max", "min"}


def inside(parts: Parts) -> Iterator[Occurrence]:
    for item in parts.subs:
        yield from occurrences(item, True)
    if parts.sup is not None and not is_transpose(parts.sup):
        yield from occurrences(parts.sup, isinstance(parts.sup, Group))


def following(node: Product, k: int) -> Group | None:
    if k + 1 >= len(node.factors) or node.ops[k] != "":
        return None
    after = node.factors[k + 1]
    after = after.base if isinstance(after, Script) else after
    return after if isinstance(after, Group) and after.left in "([" else None


def note(found: Survey, one: Occurrence) -> None:
    name = one.parts.name
    if one.index:
        return
    if one.parts.primes:
        found.primed.add(name)
    if is_transpose(one.parts.sup):
        place = name, len(one.parts.subs)
        found.transposed.add(place)
        (found.powers if base_name(strip(one.parts.sup)) == "t" else found.certain).add(place)  # type: ignore[arg-type]
    for item in one.parts.subs:
        item = strip(item)
        text = item.digits if isinstance(item, Number) else base_name(item)
        if text:
            found.subscripts.setdefault(name, []).append(text)
    if one.parts.subs:
        note_subscripts(found, name, one.parts)
    if isinstance(one.parts.sup, Group) and not isinstance(one.parts.sup.body, Number):
        found.raised.setdefault(name, set()).add(layer_letter(one.parts.sup.body))
    if one.group is not None:
        found.applied.setdefault(full_name(one.parts), []).append(arguments_of(one.group))
        if not one.parts.subs:
            found.applied.setdefault(name, [])
    elif not one.parts.subs:
        found.bare[name] += 1
    found.standing[name] += 1


def note_subscripts(found: Survey, name: str, parts: Parts) -> None:
    first, *others = map(strip, parts.subs)
    letters = {base_name(item) for item in (first, *others)}
    found.scripted.add(name)
    if others:
        found.paired.add(name)
        found.beside_others |= {letter for letter in letters if letter is not None}
    elif isinstance(first, Number):
        found.numbered.add(name)
    else:
        found.alone.setdefault(name, set()).update(letter for letter in letters if letter is not None)
    if others and isinstance(first, Number) and letters != {None}:
        found.led[name] += len(others)
    if (None in letters and not isinstance(first, Number)) or isinstance(parts.sup, Group):
        found.computed.add(name)


def full_name(parts: Parts) -> str:
    """The name with its subscripts, as a key for functions: `J_{naive-softmax}`."""
    labels = [label_text(s) for s in parts.subs]
    return parts.name + (f"_{','.join(labels)}" if labels else "")


def arguments_of(group: Group) -> tuple[Node, ...]:
    def flat(node: Node) -> Iterator[Node]:
        if isinstance(node, Items):
            for item in node.items:
                yield from flat(item)
        elif isinstance(node, Given):
            yield from flat(node.body)
            yield from flat(node.condition)
        else:
            yield node

    return tuple(flat(group.body))


def note_range(found: Survey, node: Big) -> None:
    if node.lower is None or node.kind == "lim":
        return
    for part in conditions(node.lower):
        if isinstance(part, Chain):
            letter_node = strip(part.items[1 if len(part.signs) == 2 else 0])
            low = part.items[1] if part.signs[0].name == "=" else None
        else:
            letter_node, low = strip(part), None
        letter = letter_of(letter_node)
        if letter is not None:
            found.binders.setdefault(letter, []).append((low, node.upper))
            for one in occurrences(node.body):
                if not one.parts.subs:
                    found.summed.setdefault(one.parts.name, set()).add(letter)
    ends = [node.upper] if node.upper is not None else []
    for part in conditions(node.lower):
        if isinstance(part, Chain) and part.signs[0].name == "\\in":
            ends.append(part.items[1])
        elif isinstance(part, Chain) and len(part.signs) == 2:
            ends.append(part.items[2])
    for end in ends:
        key = size_key(end)
        if key is not None and not isinstance(strip(end), Number):
            found.sizes[key] = None
        elif isinstance(strip(end), Sum | Product):
            found.ends |= {letter for part in every(end) if (letter := letter_of(part)) is not None}


def note_made_of(found: Survey, reading: Reading) -> None:
    """What stands in a sum stands there with what it is made of: the z of `p = z^2` in a sum of the p."""
    made = [(head.parts.name, {one.parts.name for one in occurrences(claim.right) if not one.parts.subs})
            for claim in reading.claims if not claim.link and claim.sign in ("=", ":=", "\\equiv")
            for head in [*occurrences(claim.left)][:1]]
    for claim in reading.claims:
        parts = parts_of(claim.left)
        letters = {letter for item in (parts.subs if parts is not None else ()) if (letter := letter_of(strip(item)))}
        for one in occurrences(claim.right) if letters and not claim.link else ():
            if not one.parts.subs:
                found.summed.setdefault(one.parts.name, set()).update(letters)  # of the z in `p_i = z^2`, too
    changed = True
    while changed:
        changed = False
        for head, names in made:
            for name in sorted(names):
                more = found.summed.get(head, set()) - found.summed.get(name, set())
                if more:
                    found.summed.setdefault(name, set()).update(more)
                    changed = True


def note_listed(found: Survey, running: Node, low: Node, high: Node) -> None:
    """`k = 1, \\dots, K`"""
    letter, key = letter_of(strip(running)), size_key(high)
    if letter is not None:
        found.ranges.setdefault(letter, set()).add((strip(low), strip(high)))
        found.related.add(letter)
        if key is not None and not isinstance(strip(high), Number):
            found.sizes[key] = None


def words_in_front(node: Product) -> list[Symbol]:
    """The words that stand before a factor without a sign between them: `\\operatorname{grad} f`."""
    pairs = zip(node.factors, node.ops, strict=False)
    return [word for factor, op in pairs if op == "" and (word := word_of(factor)) is not None]


def word_of(node: Node) -> Symbol | None:
    base = node.base if isinstance(node, Script) else node
    return base if isinstance(base, Symbol) and base.word and len(base.name) > 1 else None


def words_alone(tree: Node) -> set[str]:
    """The words that stand somewhere without an argument, and so are quantities."""
    nodes = every(tree)
    called = {id(word) for node in nodes if isinstance(node, Product) for word in words_in_front(node)}
    called |= {id(word) for node in nodes if isinstance(node, Apply) and (word := word_of(node.head)) is not None}
    return {word.name for node in nodes if (word := word_of(node)) is not None and id(word) not in called}


def note_call(found: Survey, node: Product, k: int) -> None:
    """`f^{(n)}(x)`; neither `a^{(l)} (1 - a^{(l)})` nor `a^{(l)} (b^{(l)})^T`."""
    head, after = parts_of(node.factors[k]), node.factors[k + 1]
    group = following(node, k)
    turned = isinstance(after, Script) and is_transpose(after.sup)
    if head is not None and group is not None and not turned and not isinstance(group.body, Sum):
        found.bracketed.add(head.name)


def note_product(found: Survey, node: Product) -> None:
    """Which symbols stand side by side: `x^T A x`; and which have a bracket behind them."""
    found.called |= {word.name for word in words_in_front(node)}
    for k in range(len(node.factors) - 1):
        note_call(found, node, k)
    factors = [parts_of(factor) for factor in node.factors if not isinstance(factor, Number)]
    for one, other in pairwise(factors):
        if one is not None and other is not None:
            found.beside.setdefault(one.name, set()).add(other.name)
            found.beside.setdefault(other.name, set()).add(one.name)


def note_extremum(found: Survey, node: Apply) -> None:
    parts = parts_of(node.head)
    if parts is not None and parts.name.removeprefix("\\") in ("max", "min", "argmax", "argmin"):
        for item in parts.subs:
            letter = letter_of(strip(item))
            if letter:
                found.binders.setdefault(letter, []).append((None, None))


def lists_in(node: Matrix) -> Iterator[tuple[Node, ...]]:
    """The rows with dots, and the one column with dots."""
    lines = (*node.rows, tuple(row[0] for row in node.rows if len(row) == 1))
    return (line for line in lines if any(isinstance(cell, Dots) for cell in line))


def last_number(node: Sum) -> set[str]:
    """The n of `1 + 2 + \\dots + n` and `1 + 2 + \\dots + (n - 1)`."""
    leaves = [part for part in every(strip(node.terms[-1])) if not isinstance(part, Sum | Product | Group)]
    letters = {letter_of(part) for part in leaves if isinstance(part, Symbol)} - {None}
    plain = isinstance(node.terms[0], Number) and all(isinstance(part, Symbol | Number) for part in leaves)
    return {str(letter) for letter in letters} if plain and len(letters) == 1 else set()


def note_ends(found: Survey, items: tuple[Node, ...]) -> None:
    """Of the list `x_1, \\dots, x_n` the n, and where it begins, as `s(x)_1, \\dots` does."""
    last, first = parts_of(items[-1]), items[0]
    found.last |= {str(letter_of(item)) for item in (last.subs if last is not None else ()) if letter_of(item)}
    if isinstance(first, Product) and len(first.factors) == 2 and isinstance(first.factors[1], Script):
        parts, place = parts_of(first.factors[0]), first.factors[1].sub
    else:
        parts = parts_of(first)
        place = parts.subs[0] if parts is not None and len(parts.subs) == 1 else None
    if parts is not None and isinstance(place, Number) and place.digits.isdecimal():
        found.counted_from.setdefault(parts.name, set()).add(int(place.digits))


def letter_of(node: Node) -> str | None:
    if isinstance(node, Script) and node.primes and node.sub is None and node.sup is None:
        base = base_name(node.base)
        return None if base is None else base + "'" * node.primes
    return base_name(node)


def note_numerator(found: Survey, body: Node) -> None:
    if isinstance(body, Product):
        body = body.factors[0]
    parts = parts_of(body)
    if parts is not None:
        found.numerators.add(parts.name)


def note_relation(found: Survey, node: Node) -> None:
    """`w = o`, `x \\neq y`: letters that are compared in conditions are indices, if they are used as such."""
    for part in every(node):
        if isinstance(part, Chain) and all(s.name in ("=", "\\neq", "==") for s in part.signs):
            for item in part.items:
                letter = letter_of(strip(item))
                if letter is not None:
                    found.related.add(letter)


def lettered(found: Survey, letters: set[str]) -> set[str]:
    """Symbols that have letters for indices. Those of `W_{1,ij}` count the components of `W_1`, where that stands
    alone as well, and not the W."""
    counts = {name: sum(text in letters for text in texts) for name, texts in found.subscripts.items()}
    return {name for name, count in counts.items() if count > (found.led[name] if name in found.numbered else 0)}


INDEX_LETTERS = frozenset("abcijklmnopqrstuvwxyz")
COUNTING = frozenset("ijklmn")  # of a random variable that has such a value, the value is a whole number


def layered(found: Survey) -> frozenset[str]:
    """The W of `W^{(l)}`, where l names a layer, as something with `(l-1)` shows, and no sum runs over it. Nobody says
    whether `f^{(n)}(x)` is a derivative."""
    seen = {one for letters in found.raised.values() for one in letters if one is not None}
    letters = {letter for letter, beside in seen if beside} - found.binders.keys()
    return frozenset(
        name for name, own in found.raised.items()
        if None not in own and {one[0] for one in own if one is not None} & letters
        and {one[0] for one in own if one is not None} <= letters | found.sizes.keys()
        and name not in found.bracketed)


def index_letters(found: Survey) -> set[str]:
    """Letters that name indices: bound by a sum, compared in a condition, or lower-case subscripts that
    stand for nothing else."""
    used = {letter for letters in found.subscripts.values() for letter in letters}
    names = {letter for letter in found.binders if letter in used or len(letter.rstrip("'")) <= 2}
    names |= {letter for letter in found.related if letter in used and not letter.isdecimal()}
    names |= found.values & COUNTING
    for letter in used:
        standing = found.bare[letter] + (letter in found.scripted)
        small = letter.islower() and letter.upper() in found.sizes.keys() | found.spaces  # `W_{kd}` beside `R^{K x D}`
        if (letter in INDEX_LETTERS or small) and not standing and letter not in found.spaces:  # `x_n` beside `R^n`
            names.add(letter)
    return {name for name in names if name not in found.sizes or any(map(is_finite, found.binders.get(name, ())))}


def is_finite(ends: tuple[Node | None, Node | None]) -> bool:
    """Of an n that is the end of one sum, `\\sum_{n=0}^\\infty` in another does not make an index."""
    return ends[1] is None or all(letter_of(part) != "\\infty" for part in every(ends[1]))
