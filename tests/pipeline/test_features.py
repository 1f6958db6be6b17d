"""An index that a section leaves out everywhere, and columns of a matrix that are named by one index."""

from __future__ import annotations

from pipeline_rows import rows, verdicts

FORWARD = r"""
## Forward pass

Let $x \in \mathbb{R}^{m \times d}$ be the input. For each feature $j$:

- The mean is $\mu_j = \frac{1}{m} \sum_{i=1}^{m} x_{ij}$
- The variance is $v_j = \frac{1}{m} \sum_{i=1}^{m} (x_{ij} - \mu_j)^2$
- The output is $y_{ij} = \frac{x_{ij} - \mu_j}{\sqrt{v_j + \epsilon}}$ with $\epsilon > 0$.
"""
BACKWARD = r"""
## Backward pass

$$\frac{\partial \mu}{\partial x_i} = \frac{1}{m}$$

$$\frac{\partial v}{\partial x_i} = FACTOR (x_i - \mu)$$

$$\sum_{i=1}^m y_i = 0$$

$$v = \frac{1}{m} \sum_{i=1}^m x_i^2 - \mu^2$$
"""
COLUMNS = r"""
Let $x \in \mathbb{R}^{m \times d}$. For each feature $x_j$ let $\mu_j = \frac{1}{m} \sum_{i=1}^{m} x_{ij}$ and
$z_j = x_j - \mu_j$. Then $\sum_{i=1}^m z_{ij} = 0$.
"""


def test_the_index_is_put_back() -> None:
    assert verdicts(FORWARD + BACKWARD.replace("FACTOR", r"\frac{2}{m}"))[-4:] == ["proved"] * 4


def test_what_is_false_then_is_found() -> None:
    row = rows(FORWARD + BACKWARD.replace("FACTOR", "2"))[-3]
    assert (row.verdict, [one.name for one in row.findings]) == ("disproved", ["lost-factor"])
    assert any("put back as j'" in reading for reading in row.readings)
    assert row.findings[0].repair is not None and "j'" not in row.findings[0].repair.latex + row.findings[0].message


def test_where_it_is_written_nothing_is_put_back() -> None:
    written = r"$$\frac{\partial v_j}{\partial x_{ij}} = \frac{2}{m} (x_{ij} - \mu_j)$$"
    row = rows(f"{FORWARD}\n\n## Backward pass\n\n{written}")[-1]
    assert row.verdict == "proved" and not any("put back" in reading for reading in row.readings)


def test_a_column_is_numbered_by_what_its_letter_runs_over() -> None:
    assert verdicts(COLUMNS)[-1] == "proved"
