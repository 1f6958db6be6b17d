"""Small documents that once got a verdict that was not true. Each line of a document has the verdicts it may get."""

from __future__ import annotations

import pytest

from derive.verify import check_text

NO = {"disproved", "conditional", "ill-typed", "undecided"}  # what is false must not pass
TRUE = {"proved"}
OPEN = {"proved", "undecided"}  # what is true is not called false
CASES = {
    "a value at one number": (r"Let $g(0) = 1$. Then $$g(5) = 1$$", {r"g(5) = 1": NO}),
    "a range that begins later": (
        r"Let $a \in \mathbb{R}^n$. Then for all $j = 1, \dots, n$ $$\sum_{i=2}^n a_i \delta_{ij} = a_j$$",
        {r"\sum_{i=2}^n a_i \delta_{ij} = a_j": NO},
    ),
    "the square of a matrix": (
        r"Let $Q \in \mathbb{R}^{n\times n}$ be orthogonal. Then $$Q^2 = I$$ $$Q^T Q = I$$",
        {"Q^2 = I": NO, "Q^T Q = I": OPEN},
    ),
    "matrices that commute": (
        r"Let $A, B \in \mathbb{R}^{n\times n}$. Suppose that $AB = BA$. Then $$(A+B)^2 = A^2+2AB+B^2$$",
        {"(A+B)^2 = A^2+2AB+B^2": OPEN},
    ),
    "a constraint": (
        r"Let $a,b\in\mathbb{R}$ with $a+b=1$. Then $$a^2+b^2 = 1-2ab$$ $$a^2+b^2=1$$",
        {"a^2+b^2 = 1-2ab": TRUE, "a^2+b^2 = 1": NO},
    ),
    "a unit vector": (
        r"Let $u\in\mathbb{R}^n$ be a vector with $\|u\|=1$. $$u^Tu=1$$ $$u^T u = 2$$",
        {"u^Tu = 1": TRUE, "u^T u = 2": NO},
    ),
    "a recurrence": (
        r"Let $F_0=0$, $F_1=1$, $F_{n+2}=F_{n+1}+F_n$. Then $$F_3 = 3$$ $$F_4=F_3+F_2$$",
        {"F_3 = 3": NO, "F_4 = F_3+F_2": OPEN},
    ),
    "signs of the author": (
        r"Let $y\in\{-1, 1\}$. Then $$y^2 = 1$$ $$y^3 = y^2$$",
        {"y^2 = 1": TRUE, "y^3 = y^2": NO},
    ),
    "a symbol that was defined": (
        r"Let $s = a + b$. Then $$s^2 = a^2+b^2$$ $$s^2 = a^2+2ab+b^2$$",
        {"s^2 = a^2+b^2": NO, "s^2 = a^2+2ab+b^2": TRUE},
    ),
    "an inverse function": (
        r"Let $\sigma(z)=\frac{1}{1+e^{-z}}$. $$\sigma^{-1}(z) = 1+e^{-z}$$",
        {r"\sigma^{-1}(z) = 1+e^{-z}": NO},
    ),
    "declared matrices": (
        r"Let $A\in\mathbb{R}^{n\times n}$, $x\in\mathbb{R}^{n}$. Then $$(Ax)_{i} = \sum_k A_{ik}x_{k}$$ $$Ax = xA$$",
        {r"(Ax)_{i} = \sum_k A_{ik}x_{k}": TRUE, "Ax = xA": NO},
    ),
    "functions of functions": (
        r"Let $f(x)=2x$ and $g(x)=f(x)+1$. $$g(f(x)) = 4x+1$$ $$g(f(x)) = 2x+1$$ $$g(3)=7$$",
        {"g(f(x)) = 4x+1": TRUE, "g(f(x)) = 2x+1": NO, "g(3) = 7": TRUE},
    ),
    "data with the name of a parameter": (
        r"Let $h(x)=ax+b$ and $J=\frac12\sum_{i=1}^m(h(x_i)-y_i)^2$. Then "
        r"$$\frac{\partial J}{\partial a}=\sum_{i=1}^m(h(x_i)-y_i)x_i$$",
        {r"\frac{\partial J}{\partial a} = \sum_{i=1}^m(h(x_i)-y_i)x_i": TRUE},
    ),
    "the parameter of a network": (
        r"Let $f_\theta(x)$ be a network and $L=\frac12(f_\theta(x)-y)^2$. $$\nabla_\theta L = 0$$",
        {r"\nabla_\theta L = 0": NO},
    ),
    "an interval": (r"Let $x\in[-1,1]$. Then $$|x| = x$$", {"|x| = x": NO}),
    "negative numbers": (
        r"Let $z\in\mathbb{R}_{<0}$. Then $$|z| = z$$ $$|z| = -z$$",
        {"|z| = z": NO, "|z| = -z": TRUE},
    ),
    "complex numbers": (r"Let $c\in\mathbb{C}$. $$|c|^2=c^2$$", {"|c|^2 = c^2": NO}),
    "whole powers": (
        r"Let $x \in \mathbb{R}$ and let $n$ be a natural number. $$|x| x^n = x^{n+1}$$ $$|x| = x^{-1}x^2$$",
        {"|x| x^n = x^{n+1}": NO, "|x| = x^{-1}x^2": NO},
    ),
    "a square that is positive": (
        r"Let $x\in\mathbb{R}$. Since $x^2\ge0$, we have $x\ge0$ and therefore $$|x|=x$$",
        {r"x \geq 0": NO, "|x| = x": NO},
    ),
    "a logarithm of a product": (
        r"Let $a, b \in \mathbb{R}$ with $ab > 0$. $$\log(ab) = \log a + \log b$$",
        {r"\log(ab) = \log a + \log b": NO},
    ),
    "a denied assumption": (
        r"Let $x \in \mathbb{R}$. We do not assume $x > 0$. Then $$|x| = x.$$", {"|x| = x": NO},
    ),
    "a division by zero": (r"$$\frac10 = \frac20$$", {r"\frac10 = \frac20": NO}),
    "an infinite series": (r"$$\sum_{k=1}^{\infty}2^{-k} = 1$$", {r"\sum_{k=1}^{\infty}2^{-k} = 1": OPEN}),
    "the least size": (
        r"Let $m \ge 2$ be an integer. $$\sum_{k=3}^m 1 = m-2$$", {r"\sum_{k=3}^m 1 = m-2": OPEN},
    ),
    "a definition that is not understood": (
        r"Let $\ell = \max(0, 1-yz)$. $$\ell = 1-yz$$", {r"\ell = 1-yz": NO},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_verdict_is_true(name):
    text, wanted = CASES[name]
    report = check_text(text, f"{name}.md")
    assert not report.internal
    found = {row.latex: row.verdict for row in report.rows}
    for latex, allowed in wanted.items():
        assert found[latex] in allowed, (latex, found)
