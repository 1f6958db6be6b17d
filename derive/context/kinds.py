"""What a symbol is: how many indices name one of a family, and the shape of one member."""

from __future__ import annotations

from dataclasses import dataclass, replace

ORDERS = {"scalar": 0, "column": 1, "row": 1, "matrix": 2}


@dataclass(frozen=True)
class Kind:
    """`family` subscripts choose a member; a member is an `element` (`scalar`, `column`, `row`, `matrix`).

    `u_w` with `family=1, element="column"` is a column vector; `y_i` of a plain column is a component.
    `of`: for a matrix, the family whose members are its columns or rows (`layout`): `U` of the `u_w`.
    `sizes`: size names of the axes, family first ("" where it is not said).
    `split`: with indices it is data (`x_n`), and without any it is a number of its own (`f(x)`).
    `turned`: of what is defined by a derivative whose layout the author has not said, whether it stands transposed.
    `whole`: a family of vectors, and without its index it is the matrix of them, not any one of them.
    `certain`: declared, so that inference must not change it. `source` says by what.
    """

    element: str = "scalar"
    family: int = 0
    of: str = ""
    layout: str = ""
    sizes: tuple[str, ...] = ()
    domain: str = "real"
    traits: frozenset[str] = frozenset()
    split: bool = False
    turned: bool | None = None
    whole: bool = False
    certain: bool = False
    source: str = ""

    @property
    def order(self) -> int:
        """How many indices reach a number."""
        return self.family + ORDERS[self.element]

    def size(self, axis: int) -> str:
        return self.sizes[axis] if axis < len(self.sizes) else ""

    @property
    def member(self) -> Kind | None:
        """Of a family of vectors that is declared in the document, what `x` is beside the `x_t`: any one of them."""
        own = self.certain and not self.source.startswith("context") and not (self.whole or self.split or self.of)
        if not own or self.family != 1 or self.element not in ("column", "row"):
            return None
        return replace(self, family=0, sizes=self.sizes[1:])

    def describe(self) -> str:
        text = f"a {self.element}"
        if self.family:
            text = f"a family of {self.element}s"
        if self.of:
            text += f" whose {self.layout} are the {self.of}"
        if self.split:
            text += ", and a number where it has no index"
        return text
