r"""A quantity that is given nowhere but below a derivative, and a loss that is given nowhere at all."""

from __future__ import annotations

import pytest
from pipeline_rows import names, rows, verdicts

# --- below a derivative ----------------------------------------------------------------------------------------------
ERROR = r"""For real numbers $y$, $w$ and $x$:

$$\frac{\partial E}{\partial w} = \frac{\partial}{\partial w} \frac12 (y - w x)^2 = -(y - w x) x$$

$$\frac{\partial^2 E}{\partial w^2} = RESULT$$
"""
FAMILY = r"""For real numbers $y$ and $\eta$:

$$\frac{\partial}{\partial \eta} p(y; \eta) = \frac{\partial}{\partial \eta} \big( b(y) \exp(\eta y - a(\eta)) \big)
= y p(y; \eta) - p(y; \eta) \frac{\partial}{\partial \eta} a(\eta)$$

$$\frac{\partial}{\partial \eta} \big( y p(y; \eta) - p(y; \eta) \frac{\partial}{\partial \eta} a(\eta) \big)
= y^2 p(y; \eta) - 2 y p(y; \eta) \frac{\partial}{\partial \eta} a(\eta)
+ p(y; \eta) \big( \frac{\partial}{\partial \eta} a(\eta) \big)^2
- p(y; \eta) \frac{\partial^2}{\partial \eta^2} a(\eta) EXTRA$$
"""


@pytest.mark.parametrize(("result", "verdict"), [("x^2", "proved"), ("-x^2", "disproved"), ("2 x^2", "disproved")])
def test_what_stands_below_the_derivative_is_what_is_differentiated(result: str, verdict: str) -> None:
    assert verdicts(ERROR.replace("RESULT", result)) == ["definition", "proved", verdict]


def test_a_function_of_several_letters() -> None:
    assert verdicts(FAMILY.replace("EXTRA", "")) == ["definition", "proved", "proved"]


def test_a_term_too_many_in_its_second_derivative() -> None:
    found = rows(FAMILY.replace("EXTRA", r"+ p(y; \eta)"))[-1]
    assert (found.verdict, names(found)) == ("disproved", ["extra-term"])


@pytest.mark.parametrize(
    "given",
    [
        r"Let $E = 3 w$.",  # it is given in another way
        r"$$\frac{\partial E}{\partial w} = \frac{\partial}{\partial w} (y - w^2)$$",  # and by another formula so
        r"$$\frac{\partial E}{\partial w} = \frac{\partial F}{\partial w}$$ Let $E = F$.",
    ],
)
def test_what_is_given_otherwise_is_not_given_below(given: str) -> None:
    found = rows(ERROR.replace("RESULT", "x^2") + given)
    assert all(row.kind != "definition" for row in found if row.latex.startswith(r"\frac{\partial E}{\partial w}"))


# --- the losses of a course ------------------------------------------------------------------------------------------
OUTSIDE = r"$$\frac{\partial J}{\partial u_o} = -(1 - \sigma(u_o^T v_c)) v_c$$" + "\n\n"
NEGATIVE = r"$$\frac{\partial J}{\partial u_k} = (1 - \sigma(ARGUMENT u_k^T v_c)) v_c$$" + "\n"
NOTE = "J, which nothing here defines, is read as the loss of negative sampling of the context"


@pytest.mark.parametrize(("argument", "verdict"), [("-", "proved"), ("", "disproved")])
def test_a_loss_that_is_given_nowhere_is_that_of_which_a_gradient_is_true(argument: str, verdict: str) -> None:
    found = rows(OUTSIDE + NEGATIVE.replace("ARGUMENT", argument))
    assert [row.verdict for row in found] == ["proved", verdict]
    assert all(NOTE in row.readings for row in found)
    assert argument or names(found[1]) == ["wrong-function"]


def test_the_naive_softmax() -> None:
    text = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_{w=1}^W \hat{y}_w u_w$$"
    assert verdicts(text) == ["proved"]


@pytest.mark.parametrize(
    "given",
    [
        r"Let $J = H(u_o, v_c)$. ",  # it is given, though not said what H is
        r"Let $J = \lVert u_o \rVert_7$. ",  # it is given, and not understood
        r"Let $J_{\text{ns}} = u_o^T v_c$. ",
        r"## One" + "\n\n" + r"$$J = u_o^T v_c + \zeta$$" + "\n\n## Two\n\n",
    ],
)
def test_a_loss_that_is_given_is_not_taken_from_the_course(given: str) -> None:
    found = rows(given + OUTSIDE + NEGATIVE.replace("ARGUMENT", "-"))
    assert not any(NOTE in row.readings for row in found)


def test_a_loss_none_of_whose_gradients_fits_stays_unknown() -> None:
    text = NEGATIVE.replace("ARGUMENT", "") + r"$$\frac{\partial J}{\partial u_o} = \sigma(u_o^T v_c) v_c$$"
    assert set(verdicts(text)) == {"undecided"}
