"""A context file: the symbols, sizes, definitions and near-notation of a course, as data in LaTeX.

The format is TOML; `packs/word2vec.toml` is an example. A file may say `extends = "word2vec"` and rename what
it takes over: `[rename]` with `u = "q"`, `"hat y" = "tilde y"`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from derive.context.kinds import Kind
from derive.context.names import base_name, nodes_in
from derive.notation.errors import NotationError
from derive.notation.parse import parse
from derive.notation.tree import Accent, Node, Script, Symbol
from derive.source import DeriveError

KEYS = frozenset(
    {
        "name",
        "summary",
        "extends",
        "rename",
        "detect",
        "probability",
        "open",
        "sizes",
        "indices",
        "index_alias",
        "aliases",
        "symbols",
        "definitions",
        "losses",
        "distinct",
        "arguments",
    }
)


@dataclass(frozen=True)
class Definition:
    name: str
    index: str
    body: Node


@dataclass(frozen=True)
class Loss:
    """What a quantity of that name may be where a document gives it nowhere, and one of its gradients fits."""

    name: str
    words: str
    body: Node


@dataclass(frozen=True)
class Distinct:
    """The index `index` is none of `letter` = 1 .. `upper`."""

    index: str
    letter: str
    upper: str
    words: str


@dataclass(frozen=True)
class Pack:
    name: str
    summary: str = ""
    detect: tuple[tuple[str, ...], ...] = ()
    probability: str = ""
    open: tuple[str, ...] = ()
    sizes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    index_alias: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    one_hot: Mapping[str, str] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    losses: tuple[Loss, ...] = ()
    distinct: tuple[Distinct, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)


def packs() -> dict[str, Pack]:
    """The contexts that come with the program, by name."""
    folder = resources.files("derive.context.packs")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): build(tomllib.loads(f.read_text("utf-8")), f.name) for f in files}


def load(name: str) -> Pack:
    """A context by name, or from a file. Raises `DeriveError` when there is none, or it is malformed."""
    known = packs()
    if name in known:
        return known[name]
    path = Path(name)
    if not path.is_file():
        raise DeriveError(
            f"There is no context named {name!r}, and no such file. Known contexts: "
            f"{', '.join(known)}. See `derive list contexts`."
        )
    try:
        return build(tomllib.loads(path.read_text("utf-8")), name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeriveError(
            f"{name} is not a context file: {error}. It should be TOML, see `derive list contexts`."
        ) from error


def build(data: Mapping[str, Any], where: str) -> Pack:
    unknown = sorted(set(data) - KEYS)
    if unknown:
        raise DeriveError(f"{where}: {unknown[0]!r} is no entry of a context file. Entries: {', '.join(sorted(KEYS))}.")
    base = load(data["extends"]) if "extends" in data else Pack(where)
    base = renamed(base, data.get("rename", {}))
    try:
        return extended(base, data)
    except (KeyError, TypeError, AttributeError) as error:
        raise DeriveError(f"{where}: an entry is missing or of the wrong kind: {error}.") from error
    except NotationError as error:
        raise DeriveError(f"{where}: a formula cannot be read: {error.message}.") from error


def extended(base: Pack, data: Mapping[str, Any]) -> Pack:
    symbols = data.get("symbols", [])
    name = str(data.get("name", base.name))
    return replace(
        base,
        name=name,
        summary=str(data.get("summary", base.summary)),
        detect=tuple(tuple(group) for group in data["detect"]) if "detect" in data else base.detect,
        probability=str(data.get("probability", base.probability)),
        open=(*base.open, *data.get("open", ())),
        sizes={**base.sizes, **{k: tuple(v) for k, v in data.get("sizes", {}).items()}},
        indices={**base.indices, **data.get("indices", {})},
        index_alias={**base.index_alias, **data.get("index_alias", {})},
        aliases={**base.aliases, **data.get("aliases", {})},
        kinds={**base.kinds, **{s["name"]: kind_of(s, name) for s in symbols}},
        one_hot={**base.one_hot, **{s["name"]: s["one_hot"] for s in symbols if "one_hot" in s}},
        definitions=(*base.definitions, *(definition_of(d) for d in data.get("definitions", []))),
        losses=(*base.losses, *(Loss(d["name"], d["words"], parse(d["latex"])) for d in data.get("losses", []))),
        distinct=(*base.distinct, *(Distinct(**d) for d in data.get("distinct", []))),
        arguments={**base.arguments, **data.get("arguments", {})},
    )


def kind_of(symbol: Mapping[str, Any], pack: str) -> Kind:
    return Kind(
        element=symbol.get("element", "scalar"),
        family=symbol.get("family", 0),
        of=symbol.get("of", ""),
        layout=symbol.get("layout", ""),
        sizes=tuple(symbol.get("sizes", ())),
        domain=symbol.get("domain", "real"),
        traits=frozenset(symbol.get("traits", ())),
        certain="of" not in symbol or "layout" in symbol,
        source=f"context {pack}",
    )


def definition_of(data: Mapping[str, Any]) -> Definition:
    return Definition(data["name"], data.get("index", ""), parse(data["latex"]))


# --- renaming ------------------------------------------------------------------------------------------------
def renamed(pack: Pack, names: Mapping[str, str]) -> Pack:
    """The pack with other letters. Letters of symbols, indices and sizes are renamed alike."""
    if not names:
        return pack

    def new(name: str) -> str:
        return names.get(name, name)

    return replace(
        pack,
        detect=(),
        probability=new(pack.probability),
        open=tuple(map(new, pack.open)),
        sizes={new(k): tuple(a for a in v if a not in names.values()) for k, v in pack.sizes.items()},
        indices={new(k): new(v) for k, v in pack.indices.items()},
        index_alias={k: new(v) for k, v in pack.index_alias.items()},
        aliases={k: new(v) for k, v in pack.aliases.items() if k not in names.values()},
        kinds={new(k): replace(v, of=new(v.of), sizes=tuple(map(new, v.sizes))) for k, v in pack.kinds.items()},
        one_hot={new(k): new(v) for k, v in pack.one_hot.items()},
        definitions=tuple(Definition(new(d.name), new(d.index), rename_tree(d.body, names)) for d in pack.definitions),
        losses=tuple(Loss(new(d.name), d.words, rename_tree(d.body, names)) for d in pack.losses),
        distinct=tuple(Distinct(new(d.index), new(d.letter), new(d.upper), d.words) for d in pack.distinct),
    )


def rename_tree(node: Node, names: Mapping[str, str]) -> Node:
    name = base_name(node)
    if name is not None and name in names and not isinstance(node, Script):
        return symbol_node(names[name])
    changes = {}
    for key in node.__dataclass_fields__:
        value = getattr(node, key)
        if key != "at" and next(nodes_in(value), None) is not None:
            changes[key] = renamed_part(value, names)
    return replace(node, **changes) if changes else node


def renamed_part(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Node):
        return rename_tree(value, names)
    return tuple(renamed_part(v, names) for v in value) if isinstance(value, tuple) else value


def symbol_node(name: str) -> Node:
    accent, _, letter = name.rpartition(" ")
    return Accent(accent, Symbol(letter)) if accent else Symbol(letter)
