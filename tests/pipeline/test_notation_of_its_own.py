"""Signs that a document gives a meaning of its own, and conventions that it announces: what they make of the claims
that use them, and that their neighbours are decided as ever."""

from __future__ import annotations

import pytest

from derive.verify import check_text


def verdicts(text: str) -> list[str]:
    return [row.verdict for row in check_text(text + "\n").rows]


REAL = r"Let $x, y, a, b \in \mathbb{R}^n$, $A, B \in \mathbb{R}^{n \times n}$. "
DEFINED = {
    "an operation": (r"Define $a \circ b = a + b + ab$. $$a \circ b = ab$$ $$a \circ 0 = a$$", "dp"),
    "a norm": (r"Let $\|x\| = \max_i |x_i|$ be the norm. $$\|x\|^2 = x^\top x$$", "d"),
    "a sum of absolute values": (r"For $x \in \mathbb{R}^n$ define $\|x\| := \sum_i |x_i|$. $$\|2x\| = 2\|x\|$$", "p"),
    "an integer part": (r"Define $[x] = x + 1$ for $x \in \mathbb{R}$. $$[x] = x$$ $$[x] = 1 + x$$", "dp"),
    "a function": (r"Define $\log x = x + 1$. $$\log 1 = 0$$ $$\log 1 = 2$$", "dp"),
    "a factorial": (r"Define $x! = x + 1$. $$3! = 6$$ $$3! = 4$$", "dp"),
    "a sum sign": (r"Define $a \oplus b = a + b + 1$. $$a \oplus b = b \oplus a$$ $$a \oplus b = a + b$$", "pd"),
}
LETTERS = {"p": "proved", "d": "disproved", "u": "undecided", "i": "ill-typed", "h": "hypothesis", "=": "definition"}


def read(short: str) -> list[str]:
    return [LETTERS[letter] for letter in short]


@pytest.mark.parametrize("name", DEFINED)
def test_an_operation_is_read_as_it_is_defined(name: str) -> None:
    text, short = DEFINED[name]
    assert verdicts(text) == ["definition", *read(short)]


AS_EVER = {
    r"Define $\langle x, y\rangle = x^\top y$. "
    r"$$\langle x, y\rangle = \sum_i x_i y_i$$ $$\langle x, y\rangle = 2 y^\top x$$",
    r"Define $\|x\|^2 = \sum_i x_i^2$. $$\|x\|^2 = x^\top x$$ $$\|x\|^2 = 2 x^\top x$$",
    r"Write $a \cdot b = \sum_i a_i b_i$. $$a \cdot b = b^\top a$$ $$a \cdot b = 2 a^\top b$$",
    r"Define $a \odot b = (a_i b_i)_i$. $$a \odot b = b \odot a$$ $$a \odot b = a + b$$",
}


@pytest.mark.parametrize("text", sorted(AS_EVER))
def test_a_definition_that_agrees_changes_nothing(text: str) -> None:
    assert verdicts(REAL + text)[-3:] == ["proved", "proved", "disproved"]


OPEN = {
    "it may be said of one x and y": r"Let $\langle x, y\rangle = x^\top A y$. $$\langle x, y\rangle = x^\top y$$",
    "the maximum norm": r"Let $\|x\|$ be the maximum norm. $$\|x\|^2 = x^\top x$$",
    "any inner product": r"Let $\langle \cdot, \cdot\rangle$ be an inner product. $$\langle x, y\rangle = x^\top y$$",
    "the trace": r"Let $|A|$ denote the trace of $A$. $$|A| = \det A$$",
    "an outer product": r"Here $\odot$ denotes the outer product. $$a \odot b = b \odot a$$",
    "a composition": r"Let $\circ$ denote composition of functions. $$f \circ g = g \circ f$$",
    "an integer part in words": r"Let $[t]$ be the integer part of $t$. $$[t] = t$$",
    "a change": r"Let $\Delta t$ be the change of $t$. $$\Delta(ts) = t \Delta s$$",
    "an interval": r"Let $I$ be the interval $[0, 1]$. $$I A = A$$",
    "an information matrix": r"Let $I_n$ denote the Fisher information. $$I_n A = A$$",
    "an error signal": r"Let $\delta_{ij}$ be the error signal of unit $j$. $$\delta_{ij}\delta_{ij} = \delta_{ij}$$",
    "a policy": r"Let $\pi$ be the policy. $$\pi > 0$$",
    "a residual": r"Let $e$ denote the residual. $$\log e = 1$$",
    "iterates": r"Let $f^2(t) = f(f(t))$. $$f^2(t) = f(t) f(t)$$",
    "a Kronecker product": r"$$A \otimes B = A B$$",
    "an exponential of a matrix": r"$$e^{A + B} = e^A e^B$$",
    "a logarithm of a matrix": r"$$\log(e^A) = A$$",
    "the reciprocal of a matrix": r"$$A \frac{1}{A} = I$$",
    "values that are vectors": r"Let $f: \mathbb{R}^n \to \mathbb{R}^m$. $$f(x) f(y)^\top = f(y) f(x)^\top$$",
    "values that are matrices": r"Let $R(t) \in \mathbb{R}^{n \times n}$. $$R(t) R(s) = R(s) R(t)$$",
    "a function beside a matrix": r"Let $M(t)$ be an $n \times n$ matrix. $$M(t) N(t) = N(t) M(t)$$",
    "order statistics": r"Let $x_{(i)}$ be the order statistics. $$\sum_i x_{(i)} = \sum_i x_i$$",
    "samples": r"$$\sum_i x^{(i)} = \sum_i x_i$$",
    "vectors as rows": r"All vectors are row vectors. $$x^\top y = \sum_i x_i y_i$$",
    "numerator layout": r"We use numerator layout. $$\frac{\partial (Ax)}{\partial x} = A^\top$$",
    "denominator layout": r"We use denominator layout. $$\frac{\partial (Ax)}{\partial x} = A$$",
    "Einstein's convention": r"We sum over repeated indices. $$a_i b_i = a_1 b_1$$",
    "degrees": r"Angles are measured in degrees. $$\frac{d}{dt} \sin t = \cos t$$",
    "modulo": r"All arithmetic is modulo $p$. $$(s + t)^2 = s^2 + t^2$$",
    "two elements": r"All matrices are over GF(2). $$A + B = A - B$$",
    "complex numbers": r"All numbers are complex. $$|t|^2 = t^2$$",
    "products by entries": r"All products are elementwise. $$A B = B A$$",
    "up to a constant": r"Here $=$ denotes equality up to a constant. $$(t + 1)^2 = t^2 + 2t$$",
    "counting from zero": r"We count from zero. $$\sum_i x_i = \sum_{i=1}^n x_i$$",
    "operators": r"Let $s, t$ be operators. $$s t = t s$$",
    "elements of a group": r"Let $G$ be a group and $s, t \in G$. $$s t = t s$$",
    "a conjugate": r"Let $z^*$ be the complex conjugate of $z$. $$z z^* = z^2$$",
}


@pytest.mark.parametrize("name", OPEN)
def test_nothing_is_decided_that_means_something_else(name: str) -> None:
    assert verdicts(REAL + OPEN[name])[-1] == "undecided"


DECIDED = {
    "a Euclidean norm": (
        r"Let $\|x\|$ denote the Euclidean norm. $$\|x\|^2 = x^\top x$$ $$\|x\|^2 = 2x^\top x$$",
        "pd"),
    "an identity matrix": (r"Let $I$ be the $n \times n$ identity. $$I A = A$$ $$I A = 2A$$", "pd"),
    "Kronecker's delta": (r"Let $\delta_{ij}$ be the Kronecker delta. $$\sum_j \delta_{ij} x_j = x_i$$", "p"),
    "a number": (r"$$\pi > 0$$", "p"),
    "exponentials by entries": (r"Functions act elementwise. $$\exp(A)^\top = \exp(A^\top)$$", "p"),
    "a sigmoid": (r"$$\sigma(A)^\top = \sigma(A^\top)$$", "p"),
    "the sizes of sets": (r"Let $|V|$ be the number of words. $$|V| t + |V| t = 2 |V| t$$", "p"),
    "the inner product": (
        r"Here $\langle\cdot,\cdot\rangle$ denotes inner product. $$\langle x, y\rangle = x^\top y$$", "p"),
    "no square matrix": (
        r"Let $X \in \mathbb{R}^{m \times d}$, $W \in \mathbb{R}^{d \times k}$. "
        r"$$\exp(XW)^\top = \exp(W^\top X^\top)$$", "p"),
    "order is kept": (
        r"Let $M(t)$ be an $n \times n$ matrix. $$\frac{d}{dt}(M(t)^2) = M'(t) M(t) + M(t) M'(t)$$ "
        r"$$\frac{d}{dt}(M(t)^2) = 2 M(t) M'(t)$$", "pd"),
    "a curve": (
        r"Let $r(t) \in \mathbb{R}^n$. $$\frac{d}{dt} r(t)^\top r(t) = 2 r(t)^\top r'(t)$$ "
        r"$$\frac{d}{dt} r(t)^\top r(t) = r(t)^\top r'(t)$$", "pd"),
    "numbers as values": (
        r"Let $g : \mathbb{R} \to \mathbb{R}$. $$\frac{d}{dt} g(t)^2 = 2 g(t) g'(t)$$", "p"),
    "order statistics alone": (r"$$\sum_{i=1}^n (x_{(i)} - t) = \sum_{i=1}^n x_{(i)} - n t$$", "p"),
    "base two": (r"All logarithms are to base 2. $$\log 8 = 3$$ $$\log e = 1$$", "pd"),
    "base two by an equation": (r"Let $\log = \log_2$. $$\log 2 = 1$$", "p"),
    "a logarithm with its base": (
        r"Here $\log_2 t$ is the logarithm to base 2. Let $t > 0$. $$\frac{d}{dt} \log t = \frac{1}{t}$$", "p"),
    "a logarithm in passing": (r"The logarithm to base 2 of 8 is an integer. $$\log e = 1$$", "p"),
    "said of its slope": (
        r"The derivative of $|t|$ is the sign of $t$. Let $t \in \mathbb{R}$. $$|t|^2 = t^2$$", "p"),
    "base e": (r"Logarithms are natural (base $e$). $$\log e = 1$$", "p"),
    "columns": (r"All vectors are column vectors. $$x^\top y = \sum_i x_i y_i$$", "p"),
    "numerator layout": (r"We use numerator layout. $$\frac{\partial (Ax)}{\partial x} = A$$", "p"),
    "another's layout": (
        r"Unlike texts in numerator layout, we use columns. $$\frac{\partial (Ax)}{\partial x} = A^\top$$",
        "p"),
    "nothing repeated": (r"We sum over repeated indices. $$a_i + b_i = b_i + a_i$$ $$a_i + b_i = a_i - b_i$$", "pd"),
    "matrices do not commute": (
        r"Matrix multiplication is not commutative. Let $s, t \in \mathbb{R}$. $$s t = t s$$",
        "p"),
}


@pytest.mark.parametrize("name", DECIDED)
def test_their_neighbours_are_decided(name: str) -> None:
    text, short = DECIDED[name]
    assert verdicts(REAL + text)[-len(short) :] == read(short)
