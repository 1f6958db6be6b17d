"""Problems without numbers and sections of lemmas: their letters are their own."""

from __future__ import annotations

from pipeline_rows import rows, verdicts

from derive.claims.read import read_claims
from derive.document.read import read_text

FAMILY = r"""
## Poisson regression

### Part (a)

With $p(y) = b(y) \exp(\eta y - a(\eta))$, where $a(\eta) = e^\eta$ and $b(y) = 1/y!$, and $x \in \mathbb{R}$,

$$\frac{d}{d\eta} a(\eta) = e^\eta.$$
"""
NEWTON = r"""
## Newton's method

### Part (a)

Suppose that the matrix $A$ is invertible, and let $H$ be the Hessian of $f$, a function of the column vector $x$. The
vectors go on with

$$x^{(i+1)} = x^{(i)} - H^{-1}(x^{(i)}) \nabla f(x^{(i)}).$$

### Part (b)

Therefore

$$x^{(i)} - STEP \nabla f(x^{(i)}) = x^{(i+1)}.$$

For column vectors $a$ and $b$ and symmetric $A$, $\nabla_b \left[(a-b)^T A (a-b)\right] = -2A(a-b)$
and $a^T A b = b^T A a$.
"""
LEMMAS = r"""
# Estimates

**Some lemmas**

Given column vectors $a$ and $b$ and a symmetric matrix $C$, let $x = (a-b)^T C (a-b)$. Then

$$\nabla_b [(a-b)^T C (a-b)] = -2C(a-b).$$

**The solution**

Let $S$ be an invertible matrix.

$$\frac{\partial}{\partial S}\left(C + \frac{1}{2} (x-m)^T S (x-m)\right) = \frac12 (x-m)(x-m)^T$$

$$\frac{\partial}{\partial S}\left(C + (x-m)^T S (x-m)\right) = (x-m)(x-m)^T$$

$$\frac{\partial}{\partial S}\left(C - (x-m)^T S (x-m)\right) = (x-m)(x-m)^T$$
"""


def test_the_problems_of_a_set_are_its_headings_where_parts_begin_again() -> None:
    reading = read_claims(read_text(FAMILY + NEWTON, "a.md"))
    assert len(reading.chapters) == 2
    assert not read_claims(read_text(FAMILY.replace("### Part (a)", "") + NEWTON, "a.md")).chapters


def test_a_letter_is_a_function_in_one_problem_and_a_vector_in_the_next() -> None:
    both = verdicts(FAMILY + NEWTON.replace("STEP", "H(x^{(i)})^{-1}"))
    assert both == verdicts(FAMILY) + verdicts(NEWTON.replace("STEP", "H(x^{(i)})^{-1}"))
    assert both[-3:] == ["proved", "proved", "proved"]


def test_an_inverse_that_was_dropped_is_named_and_put_back() -> None:
    row = rows(FAMILY + NEWTON.replace("STEP", "H(x^{(i)})"))[-3]
    assert (row.verdict, [one.name for one in row.findings]) == ("disproved", ["wrong-function"])
    assert row.findings[0].repair is not None and "H^{-1}" in row.findings[0].repair.latex


def test_what_follows_upon_lemmas_has_their_letters_again() -> None:
    assert verdicts(LEMMAS)[-4:] == ["proved", "proved", "proved", "disproved"]
