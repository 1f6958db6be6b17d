"""How far words reach: what is assumed, named, solved or defined in one place is not in force in another.

Of each document in `WRONG` the last claim is not true where it stands, of each in `RIGHT` it is.
"""

from __future__ import annotations

import pytest

from derive.verify import check_text

PASSING = {"proved", "definition"}
WRONG = {
    "a definition lays nothing down": (
        "**Definition.** $A$ is symmetric if $A^T = A$.\n\n"
        r"**Theorem.** For every $A\in\mathbb{R}^{n\times n}$: $A^T = A$."
    ),
    "a condition is no property": (
        r"The matrix $A\in\mathbb{R}^{n\times n}$ is symmetric if $A=A^T$. Let $x,y\in\mathbb{R}^n$. "
        r"Then $x^TAy=y^TAx$."
    ),
    "what is called so": (
        r"A matrix $A$ is called orthogonal if $A^TA=I$. Let $A\in\mathbb{R}^{n\times n}$. Then $A^TA=I$."
    ),
    "not one-hot": (
        r"If $y\in\mathbb{R}^K$ is one-hot, then $\sum_ky_k=1$." "\n\n" r"If $y$ is not one-hot, then $\sum_ky_k=1$."
    ),
    "one-hot in a clause": (
        r"Let $y\in\mathbb{R}^n$; if $y$ is one-hot then $\sum_ky_k=1$. For general $y$, $\sum_ky_k=1$."
    ),
    "denied in brackets": r"Let $y\in\mathbb{R}^n$ (not one-hot). Then $\sum_{k=1}^n y_k=1$.",
    "the converse": r"$a = b \implies a^2 = b^2$. Conversely $a^2 = b^2 \implies a = b$.",
    "an arrow gives nothing": r"$a = b \implies a^2=b^2$." "\n\n" r"For all reals, $a^3=b^3$.",
    "an arrow defines nothing": r"$$ab = 0 \implies a = 0$$" "\n\n" r"Hence $ab=0$ always.",
    "an arrow between formulas": r"$x = 2$ $\implies$ $x^2 = 4$. Then $x^2 = 4$.",
    "a solution ends with its exercise": (
        r"**1.** Solve: $$2x + 3 = 7 \implies x = 2$$" "\n\n**2.** For real $x$,\n\n$$x^2 = 2x$$"
    ),
    "a solution is no value": (
        r"**1.** Solve: $$2x + 3 = 7 \implies x = 2$$" "\n\n**2.** For real $x$,\n\n" r"$$\frac{d}{dx} x^2 = 4$$"
    ),
    "solved in words": r"Solving $2x + 1 = 5$ gives $x = 2$. Then $x^2 = 4$. For real $x$, $x^2 = 4$.",
    "there exists": r"Suppose there exists $k$ such that $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "there is": r"There is a $k$ with $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "chosen": r"Choose $k$ such that $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "picked": r"We pick $k$ with $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "for some": r"For some $k$, $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "for one": r"For one $k$ we have $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "some": r"Some $k$ satisfies $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "an index": r"Let $k$ be an index with $a_k=1$. Then $\sum_{k=1}^n a_k=n$.",
    "an equation has roots": r"The equation $g(x)=0$ has two roots. Then $g(1)=0$.",
    "an equation to be solved": r"We solve $h(x)=x$ for $x$. Then $h(5)=5$.",
    "a fixed point": r"A fixed point satisfies $g(x)=x$. Then $g(3)=3$.",
    "a point": r"The point $x=0$ is a minimum of $f(x)=x^2$. Thus $f'(x)=0$ everywhere.",
    "a value is a minimum": r"$x = 0$ is a minimum of $f(x) = x^2$. Thus $f'(x) = 0$ everywhere.",
    "some, then all": r"There is an $x$ with $x^2=4$. For all $x$ we have $x^2=4$.",
    "some, then every": r"There exists an $x$ with $x = 2$. Then $x^2 = 4$. Every $x$ satisfies $x^2 = 4$.",
    "anew": r"Let $x>0$. Then $|x|=x$." "\n\n" r"Let $x$ be real. Then $|x|=x$.",
    "given arbitrary": "Given $a=1$, $ab=b$.\n\nGiven arbitrary $a$, $ab=b$.",
    "if all are equal": (
        r"If all $x_i$ are equal, $x_i=c$, then $\sum_{i=1}^nx_i=nc$." "\n\n" r"In general, $\sum_{i=1}^nx_i=nc$."
    ),
    "with bias": "For simplicity take $b=0$. Then $wx+b=wx$.\n\nWith bias, $wx+b=wx$.",
    "general numbers": r"Suppose $a = b$. Then $a-b=0$. In general, for real numbers $a$ and $b$: $a^2 = ab$",
    "back to the general problem": (
        r"As a sanity check set $\lambda = 0$: $Ax+\lambda x + b = Ax+b$. "
        r"Back to the general problem: $Ax + \lambda x + b = Ax + b$"
    ),
    "exercises in LaTeX": (
        r"\begin{exercise} Let $x=2$. Compute $x^2=4$. \end{exercise} "
        r"\begin{exercise} Show that $x^2=4$. \end{exercise}"
    ),
    "behind an example in LaTeX": "\\begin{example}\nLet $a = 1$. Then $ab=b$.\n\\end{example}\n\nWe have $ab = b$.",
    "a value of an earlier exercise": (
        "## Exercise 1\n\n$$m = 2$$\n\nThen $$m^2 = 4$$\n\n## Exercise 2\n\nFor all real $m$ show that\n\n$$m^2 = 4$$"
    ),
    "an optimum is no definition": (
        r"Let $x_1, \dots, x_n \in \mathbb{R}$ and $\ell = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2$. "
        "Setting this to zero gives\n\n" r"$$\mu = \frac{1}{n} \sum_{i=1}^n x_i$$" "\n\nIn terms of the residuals, "
        r"$\frac{\partial \ell}{\partial \mu} = -5 \sum_{i=1}^n (x_i - \mu)$."
    ),
    "a solution in the line": (
        r"Let $L = (wx - y)^2$. Setting the derivative to zero gives $w = \frac{y}{x}$. Then "
        r"$$\frac{\partial L}{\partial w} = 5x(wx-y)$$"
    ),
    "found, then in general": r"Find $x$ such that $2x = 4$. Then $x = 2$. Hence $x^2 = 4$. In general $x^2 = 4$.",
    "a mistake": r"A common mistake is to write $(a+b)^2=a^2+b^2$. Then $(a+b)^2-a^2=b^2$.",
    "behind a quantifier": r"$$a+b=b+a \quad \forall a,b\in\mathbb{R}, \qquad a-b=b-a$$",
    "behind a quantifier in words": r"$$a+b=b+a \text{ for all } a\in\mathbb{R}, \; a-b=b-a$$",
    "false for all": r"$\det A = 1$ for all $A\in\mathbb{R}^{n\times n}$.",
    "for other numbers": r"Suppose $x$ satisfies $x^2 = 4$. Then $x^4 = 16$. For other $x$, too, $$x^4 = 16.$$",
    "the general case": (
        r"Let $w, x \in \mathbb{R}^n$. When all weights are equal, $w_i = 1/n$, we get "
        r"$\sum_{i=1}^n w_i x_i = \frac{1}{n} \sum_{i=1}^n x_i$." "\n\n"
        r"In the general case, $$\sum_{i=1}^n w_i x_i = \frac{1}{n} \sum_{i=1}^n x_i.$$"
    ),
    "in the next example": r"Let $a = 1$ and $b = 2$. Then $a + b = 3$. In the next example, $b = 3$. $$a + b = 3$$",
    "with another function": (
        r"With the sigmoid, $g(z) = \frac{1}{1+e^{-z}}$, and $g'(z) = g(z)(1-g(z))$." "\n\n"
        r"With tanh, $g(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}}$, and $g'(z) = g(z)(1 - g(z))$."
    ),
    "in a special case only": r"Let $x, y \in \mathbb{R}$. $$(x - y)^2 = 0,$$ where $x = y$ in the special case only.",
    "a name for a name, in another theorem": (
        "**Theorem 1.** Let $a = b$. Then $a - b = 0$.\n\n**Theorem 2.** For all real $a$, $b$: $$a - b = 0$$"
    ),
    "for all of what was defined": (
        "Let $a = 2b$. Then $a - b = b$.\n\nFor all $a, b\\in\\mathbb{R}$, $$a - b = b$$"
    ),
}
RIGHT = {
    "symmetric": r"Let $A\in\mathbb{R}^{n\times n}$ be symmetric. Then $A^T=A$.",
    "symmetric in brackets": r"Let $A \in \mathbb{R}^{n\times n}$ (symmetric). Then $A^T = A$.",
    "symmetric behind": (
        r"Let $\Sigma \in \mathbb{R}^{d \times d}$ symmetric positive definite. Then $\Sigma^T = \Sigma$."
    ),
    "one-hot behind": r"Let $z, y \in \mathbb{R}^K$ with $y$ one-hot. Then $\sum_{k=1}^K y_k = 1$.",
    "one-hot in brackets": r"Let $y \in \mathbb{R}^K$ (one-hot). Then $\sum_{k=1}^K y_k = 1$.",
    "one-hot in an item": "- One-hot target: $y \\in \\mathbb{R}^K$\n\n" r"Then $\sum_{k=1}^K y_k = 1$.",
    "for a vector": r"$x^Tx = \|x\|^2$ for $x\in\mathbb{R}^n$.",
    "what has a norm": r"Suppose $x\in\mathbb{R}^n$ has $\|x\|=1$. Then $x^Tx=1$.",
    "a value for some": r"There is a number $c$ such that $c^2 = 2$. Then $c^4 = 4$.",
    "an implication": r"$a = b \implies a^2 = b^2$.",
    "a definition in front of an arrow": (
        r"$z = Wx + b \implies \frac{\partial z}{\partial x} = W$ for $W\in\mathbb{R}^{m\times n}$, "
        r"$x \in\mathbb{R}^n$."
    ),
    "a function in front of an arrow": r"$$f(x) = x^2 \implies f'(x) = 2x$$",
    "a theorem and its proof": (
        r"\begin{theorem} Let $a = 1$. \end{theorem} \begin{proof} We have $ab = b$. \end{proof}"
    ),
    "a line": r"Consider the line $y = 2x + 1$. Then $\frac{dy}{dx} = 2$.",
    "an equation and its roots": (
        r"The equation $x^2 - 5x + 6 = 0$ factors. We get $x^2 - 5x + 6 = (x-2)(x-3)$."
    ),
    "the slope and the optimum": (
        r"Let $x_1, \dots, x_n \in \mathbb{R}$ and $\ell = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^2$. "
        "Setting this to zero gives\n\n" r"$$\mu = \frac{1}{n} \sum_{i=1}^n x_i$$" "\n\nIn terms of the residuals, "
        r"$\frac{\partial \ell}{\partial \mu} = \sum_{i=1}^n (x_i - \mu)$."
    ),
    "a function behind a function": (
        r"Write $\sigma(t) = \frac{1}{1 + e^{-t}}$ for the sigmoid and $p_i = \sigma(w^\top x_i)$." "\n\n"
        r"$$\frac{\partial}{\partial w} \log p_i = (1 - p_i) x_i$$"
    ),
    "the loss of this part": (
        r"Let $u_w, v \in \mathbb{R}^d$ for $w = 1, \dots, W$." "\n\n"
        r"(a) The loss is $J = -u_o^\top v + \log \sum_{w=1}^W \exp(u_w^\top v)$. "
        r"Then $\frac{\partial J}{\partial v} = -u_o + "
        r"\sum_{w=1}^W \frac{\exp(u_w^\top v)}{\sum_{x=1}^W \exp(u_x^\top v)} u_w$." "\n\n"
        r"(b) The second loss is $J_{neg-sample}(v, o, U) = \frac12 v^\top v$. Then "
        r"$$\frac{\partial J}{\partial v} = v.$$"
    ),
    "without the bracket that closes nothing": (
        r"Let $a, b \in \mathbb{R}$. Write $c = (a + b)(a - b))$. Then $$c = a^2 - b^2.$$"
    ),
}
LEAST_SQUARES = r"Let $A\in\mathbb{R}^{m\times n}$, $x\in\mathbb{R}^n$, $b\in\mathbb{R}^m$ and $f(x)=\|Ax-b\|^2$. "
NORMAL = "\n\n" r"$$A^\top A x = A^\top b$$"
NO_CLAIM = {
    "a circle": r"The unit circle $x^2+y^2=1$ is a curve.",
    "a plane": r"The plane $x+y+z=0$ is a subspace.",
    "a hyperplane": r"The hyperplane $w^Tx+b=0$ separates the classes.",
    "differentiated": r"Differentiating $x^2+y^2=1$ gives $2x + 2yy' = 0$.",
    "absurd": r"This would give $1=0$, which is absurd.",
    "a contradiction": r"Hence we get $1=0$, a contradiction.",
    "at the minimum": LEAST_SQUARES + "At the minimum this is zero:" + NORMAL,
    "first order": LEAST_SQUARES + "The first-order condition is" + NORMAL,
    "the minimiser": LEAST_SQUARES + "The minimiser satisfies" + NORMAL,
    "the normal equations": LEAST_SQUARES + "The optimal $x$ satisfies the normal equations" + NORMAL,
    "a premise": r"$$2x + 3 = 7 \implies x = 2$$",
    "two solutions": r"$$ab = 0 \implies a = 0 \text{ or } b = 0$$",
    "a condition that goes on": (
        r"Let $a, b \in \mathbb{R}$. When $a = b$, the difference vanishes: $a - b = 0$. Then $$a^2 - b^2 = 0.$$"
    ),
    "concluded under a setting": (
        r"Let $y \in \{0,1\}^n$ and $\hat{y} \in (0,1)^n$. Suppose $y_i = 1$. Then $l = -\log \hat{y}_i$." "\n\n"
        r"In general, $$l = -y_i \log \hat y_i - (1-y_i)\log(1-\hat y_i).$$"
    ),
    "another test": (
        r"Under the null hypothesis, $\mu = 0$ and $\bar{x} = \mu$. So $\bar x = 0$." "\n\n"
        r"Under the alternative, $\bar x = 1$."
    ),
}


def told(text: str) -> list[str]:
    report = check_text(text)
    assert not report.internal
    return [row.verdict for row in report.rows]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_said_elsewhere_proves_nothing(name: str) -> None:
    assert told(WRONG[name])[-1] not in PASSING


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_said_here_does(name: str) -> None:
    assert told(RIGHT[name])[-1] == "proved"


@pytest.mark.parametrize("name", NO_CLAIM)
def test_what_claims_nothing_is_not_false(name: str) -> None:
    verdicts = told(NO_CLAIM[name])
    assert verdicts
    assert "disproved" not in verdicts


FREED = (
    r"For all real $x$, $|x| = x$.",
    r"For any $x \in \mathbb{R}$ we have $|x| = x$.",
    r"For every real number $x$, $|x| = x$.",
    r"$|x| = x$ for all real $x$.",
    r"For $x \in \mathbb{R}$, $$|x| = x.$$",
)
NOT_FREED = (
    r"For all $x$, $|x| = x$.",
    r"For all $y \in \mathbb{R}$, $|x| = x$.",
    r"For $x \in \mathbb{R}^+$, $|x| = x$.",
)


def verdicts(text: str) -> list[str]:
    return [row.verdict for row in check_text(text).rows]


@pytest.mark.parametrize("words", FREED)
def test_a_letter_that_ranges_over_its_whole_space_has_no_sign(words: str) -> None:
    assert verdicts(f"Let $x > 0$.\n\n{words}")[-1] == "conditional"
    assert verdicts(f"Let $x > 0$.\n\n{words.replace('= x', '= |-x|')}")[-1] == "proved"


@pytest.mark.parametrize("words", NOT_FREED)
def test_other_quantifiers_leave_a_sign(words: str) -> None:
    assert verdicts(f"Let $x > 0$.\n\n{words}")[-1] == "proved"


def test_behind_a_quantifier_a_sign_may_hold_again() -> None:
    text = r"Let $x > 0$. For all $x \in \mathbb{R}$, $x^2 \ge 0$. Then $|x| = x$. For $x > 0$, $|x| = x$."
    assert verdicts(text) == ["hypothesis", "proved", "undecided", "hypothesis", "proved"]


RENEWED = (
    "Part 2. Let $f$ be differentiable.",
    "Now let $f$ be another function.",
    "## Another\n\nLet $f$ be a convex function.",
    "Let $f$ be an arbitrary function.",
)


@pytest.mark.parametrize("words", RENEWED)
def test_a_function_that_is_declared_anew_is_another(words: str) -> None:
    text = "Part 1. Let $f(x) = x^2$. Then $f'(x) = 2x$.\n\n" + words + " Then $$f'(x) = 2x.$$"
    assert verdicts(text) == ["definition", "proved", "undecided"]
    assert verdicts(text + "\n\nLet $f(x) = x^3$. Then $f(2) = 8$.")[-1] == "proved"


def test_a_function_of_which_more_is_said_stays() -> None:
    text = "Let $f(x) = x^2$. Then $f'(x) = 2x$.\n\nLet $f$ be applied to $3$. Then $f(3) = 9$. Then $f(3) = 8$."
    assert verdicts(text) == ["definition", "proved", "proved", "disproved"]


def test_there_is_one_and_all_are_such() -> None:
    text = "There is an $x$ with $x = 2y$. $$x - 2y = 0$$\n\nFor all $x$, $x - 2y = 0$."
    assert verdicts(text) == ["hypothesis", "proved", "disproved"]
