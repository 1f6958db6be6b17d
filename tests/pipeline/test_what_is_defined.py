"""What defines a symbol and what does not: conditions, ranges, domains, indices, random variables, later sections."""

from __future__ import annotations

import pytest

from derive.verify import check_text

OPEN = {"undecided", "hypothesis"}
DEFINED = {"definition"}
TRUE = {"proved"}
FALSE = {"disproved"}
NOT_TRUE = {"undecided", "hypothesis", "disproved", "ill-typed"}
NOT_FALSE = {"undecided", "hypothesis", "proved", "conditional"}

DOCUMENTS = {
    # an equation under a condition in front of it
    "if": (r"If $y = 1$ then $c = 5$." "\n\n" r"We get $c + 1 = 6$.", {"c = 5": OPEN, "c + 1 = 6": OPEN}),
    "for indices that differ": (
        r"For $i \neq j$, $A_{ij} = 0$. Then $\sum_{i=1}^n\sum_{j=1}^n A_{ij} = 0$.",
        {"A_{ij} = 0": OPEN, r"\sum_{i=1}^n\sum_{j=1}^n A_{ij} = 0": OPEN}),
    "Kronecker's delta stays what it is": (
        r"If $i \ne j$ then $\delta_{ij} = 0$." "\n\n" r"So $\sum_{i=1}^n\sum_{j=1}^n\delta_{ij} = 0$.",
        {r"\delta_{ij} = 0": TRUE, r"\sum_{i=1}^n\sum_{j=1}^n\delta_{ij} = 0": FALSE}),
    "two branches in words": (
        r"If $y = 1$, the loss is $L=-\log p$, and if $y=0$ it is $L=-\log(1-p)$." "\n\n"
        r"$\frac{\partial L}{\partial p} = -\frac1p$",
        {r"L = -\log p": OPEN, r"L = -\log(1-p)": OPEN, r"\frac{\partial L}{\partial p} = -\frac1p": OPEN}),
    "one value of an index": (
        r"For $k = 3$ we have $a_k = 1$. Then $\sum_{i=1}^n a_i = n$.",
        {"a_k = 1": OPEN, r"\sum_{i=1}^n a_i = n": OPEN}),
    "one value of a function": (
        r"At $t = 0$, $x(t) = 1$. Then $x(2) = 1$.", {"x(t) = 1": OPEN, "x(2) = 1": OPEN}),
    "one value, said behind": (
        r"Let $x(t)=1$ at $t=0$. Then $\frac{dx}{dt}=0$.", {"x(t) = 1": OPEN, r"\frac{dx}{dt} = 0": OPEN}),
    "the diagonal": (
        r"For $i=j$, $\Sigma_{ij}=\sigma^2$; for $i\neq j$, $\Sigma_{ij}=0$. "
        r"Then $\sum_{i=1}^n\sum_{j=1}^n\Sigma_{ij} = n^2\sigma^2$.",
        {r"\Sigma_{ij} = \sigma^2": OPEN, r"\Sigma_{ij} = 0": OPEN,
         r"\sum_{i=1}^n\sum_{j=1}^n\Sigma_{ij} = n^2\sigma^2": NOT_TRUE}),
    "else": (r"If $y=1$ then $s=1$. Else $s=-1$. Then $s + 1 = 2$.",
             {"s = 1": OPEN, "s = -1": OPEN, "s + 1 = 2": OPEN}),
    "two signs": (
        r"For $t>0$, $g(t)=t$. For $t<0$, $g(t)=-t$. Then $g(-1) = -1$.",
        {"g(t) = t": OPEN, "g(t) = -t": OPEN, "g(-1) = -1": OPEN}),
    "else, in a formula": (
        r"For $x < 0$ the activation is $a = 0.1 x$, else $a = x$. Hence $\frac{da}{dx} = 0.1$.",
        {"a = 0.1 x": OPEN, r"\frac{da}{dx} = 0.1": OPEN}),
    "in case": (
        r"In case $y = 1$, $L = -\log p$. Then $\frac{dL}{dp} = -\frac{1}{p}$.",
        {r"L = -\log p": OPEN, r"\frac{dL}{dp} = -\frac{1}{p}": OPEN}),
    "in another section": (
        "If $i = j$, then $K_{ij} = 1$.\n\n### Total\n\n$\\sum_{i=1}^n\\sum_{j=1}^n K_{ij} = n^2$",
        {"K_{ij} = 1": OPEN, r"\sum_{i=1}^n\sum_{j=1}^n K_{ij} = n^2": OPEN}),
    # no such conditions
    "the heading of a case": (
        "Case 1: $w = o$\n\n$$h = x^2$$\n\nThen $h + 1 = x^2 + 1$.", {"h = x^2": DEFINED, "h + 1 = x^2 + 1": TRUE}),
    "a range": (
        r"For $i = 1, \dots, n$, let $z_i = w x_i$. Then $z_i^2 = w^2 x_i^2$.",
        {"z_i = w x_i": DEFINED, "z_i^2 = w^2 x_i^2": TRUE}),
    "all indices": (
        r"For all $i$, $z_i = w x_i$. Then $\sum_{i=1}^n z_i = w\sum_{i=1}^n x_i$.",
        {"z_i = w x_i": DEFINED, r"\sum_{i=1}^n z_i = w\sum_{i=1}^n x_i": TRUE}),
    "a space": (
        r"For every $x \in \mathbb{R}^n$, let $f(x) = x^Tx$. Then $f(x) = \sum_{i=1}^n x_i^2$.",
        {"f(x) = x^Tx": DEFINED, r"f(x) = \sum_{i=1}^n x_i^2": TRUE}),
    "the sign of a constant": (
        "For $\\lambda > 0$ the ridge objective is\n\n$$R(w) = \\frac{\\lambda}{2} w^2$$\n\nThen $R'(w) = \\lambda w$.",
        {r"R(w) = \frac{\lambda}{2} w^2": DEFINED, r"R'(w) = \lambda w": TRUE}),
    # a condition behind: a chain, an interval, words
    "a chain": (
        r"The density is $p(x) = 2x$ for $0 \leq x \leq 1$. Then $p(3) = 6$.", {"p(x) = 2x": OPEN, "p(3) = 6": OPEN}),
    "where": (r"$f(x) = 2x$, where $0 \le x \le 1$. Then $f(4) = 8$.", {"f(x) = 2x": OPEN, "f(4) = 8": OPEN}),
    "two pieces": (
        r"Let $f(x)=x$ for $0\le x\le 1$ and $f(x)=2-x$ for $1<x\le 2$. Then $f(3/2)=3/2$. Then $f(3/2)=1/2$.",
        {"f(x) = x": OPEN, "f(x) = 2-x": OPEN, "f(3/2) = 3/2": OPEN, "f(3/2) = 1/2": OPEN}),
    "in the formula": (
        "$$p(x)=\\frac{1}{b-a}, \\quad a\\le x\\le b$$\n\nThen $p(b+1)=\\frac{1}{b-a}$.",
        {r"p(b+1) = \frac{1}{b-a}": OPEN}),
    "an interval": (
        r"Let $p(x)=\frac{1}{b-a}$ for $x\in[a,b]$. Then $p(b+1)=\frac{1}{b-a}$.", {r"p(b+1) = \frac{1}{b-a}": OPEN}),
    "even and odd": (
        r"Let $f(n) = n/2$ if $n$ is even and $f(n)=3n+1$ if $n$ is odd. Then $f(3)=3/2$.",
        {"f(n) = n/2": OPEN, "f(n) = 3n+1": OPEN, "f(3) = 3/2": OPEN}),
    "on an interval": (r"Let $f(x)=x^2$ on $[0,1]$. Then $f(5)=25$.", {"f(x) = x^2": OPEN, "f(5) = 25": OPEN}),
    "zero elsewhere": (
        r"The density is $f(x)=e^{-x}$ for $x\geq 0$. The density is zero elsewhere. For all real $x$: $\log f(x)=-x$.",
        {"f(x) = e^{-x}": OPEN, r"\log f(x) = -x": OPEN}),
    # what a symbol without an index depends on
    "through a definition": (
        "Let $z = w x_i$, $p = z^2$. Then\n\n$$\\sum_{i=1}^n p = n p$$\n\n$$\\sum_{i=1}^n p = w^2\\sum_{i=1}^n x_i^2$$",
        {r"\sum_{i=1}^n p = n p": FALSE, r"\sum_{i=1}^n p = w^2\sum_{i=1}^n x_i^2": TRUE}),
    "of what has an index": (
        r"Let $z = w x_i$ and $p_i = z^2$. Then $\sum_{i=1}^n p_i = n z^2$. "
        r"Then $\sum_{i=1}^n p_i = w^2\sum_{i=1}^n x_i^2$.",
        {r"\sum_{i=1}^n p_i = n z^2": FALSE, r"\sum_{i=1}^n p_i = w^2\sum_{i=1}^n x_i^2": TRUE}),
    "logistic regression": (
        r"Let $z=w^Tx_i+b$, $p=\sigma(z)$ and $J=-\sum_{i=1}^n[y_i\log p+(1-y_i)\log(1-p)]$ with "
        r"$x_i,w\in\mathbb{R}^d$." "\n\n" r"$\frac{\partial J}{\partial b}=np-\sum_{i=1}^ny_i$" "\n\n"
        r"$\frac{\partial J}{\partial w}=\sum_{i=1}^n(p-y_i)x_i$",
        {r"\frac{\partial J}{\partial b} = np-\sum_{i=1}^ny_i": NOT_TRUE,
         r"\frac{\partial J}{\partial w} = \sum_{i=1}^n(p-y_i)x_i": TRUE}),
    "one example": (
        r"For the $i$-th example let $h=Wx_i$, $o=v^Th$, $\ell=\frac12(o-y_i)^2$. The total loss is "
        r"$L=\sum_{i=1}^n\ell$ where $x_i\in\mathbb{R}^d$, $h,v\in\mathbb{R}^m$." "\n\n$$L=n\\ell$$",
        {r"L = n\ell": NOT_TRUE}),
    # later sections
    "the loss again": (
        r"Let $y, z \in \mathbb{R}^K$ and $L = -\sum_{i=1}^K y_i z_i$." "\n\n### Summary\n\n"
        r"The loss is $L = \sum_{k=1}^K y_k z_k$." "\n\n" r"$$\frac{\partial L}{\partial z} = y$$",
        {r"L = \sum_{k=1}^K y_k z_k": NOT_TRUE, r"\frac{\partial L}{\partial z} = y": NOT_TRUE}),
    "another loss": (
        r"Let $y, z \in \mathbb{R}^K$ and $L = -\sum_{i=1}^K y_i z_i$." "\n\n### Again\n\n"
        r"For the second model the loss is $L = \sum_{k=1}^K y_k z_k$." "\n\n" r"$$\frac{\partial L}{\partial z} = y$$",
        {r"L = \sum_{k=1}^K y_k z_k": DEFINED, r"\frac{\partial L}{\partial z} = y": TRUE}),
    # random variables
    "a mean": (
        r"Let $X$ have mean $\mathbb{E}[X]=\mu$. Then $\mathbb{E}[aX+b]=a\mu+b$." "\n\n" r"$\mathbb{E}[2X]=\mu$",
        {r"\mathbb{E}[X] = \mu": OPEN, r"\mathbb{E}[aX+b] = a\mu+b": NOT_FALSE, r"\mathbb{E}[2X] = \mu": OPEN}),
    "a variance": (
        r"Let $\operatorname{Var}(X)=\sigma^2$. Then $\operatorname{Var}(2X)=4\sigma^2$.",
        {r"\operatorname{Var}(2X) = 4\sigma^2": NOT_FALSE}),
    "noise": (
        r"Let $\mathbb{E}[\epsilon]=0$ and $y=\theta+\epsilon$. Then $\mathbb{E}[y]=\theta$.",
        {r"\mathbb{E}[y] = \theta": NOT_FALSE}),
    "events": (
        r"Let $P(A)=0.3$ and $P(B)=0.5$. Since $A$ and $B$ are independent, $P(A\cap B)=P(A)P(B)=0.15$.",
        {r"P(A\cap B) = P(A)P(B)": NOT_FALSE, "P(A)P(B) = 0.15": NOT_FALSE}),
    "the probability of an event": (
        r"Let $w, x \in \mathbb{R}^d$ and $p(y = 1 \mid x) = \sigma(w^\top x)$." "\n\n"
        r"Then $p(y = 0 \mid x) = 1 - p(y = 1 \mid x) = \sigma(-w^\top x)$." "\n\n"
        r"We get $\log\frac{p(y = 1 \mid x)}{p(y = 0 \mid x)} = w^\top x$." "\n\n"
        r"We get $\log\frac{p(y = 0 \mid x)}{p(y = 1 \mid x)} = w^\top x$." "\n\n"
        r"Then $p(y = 0 \mid x) = \sigma(w^\top x)$.",
        {r"p(y = 1 \mid x) = \sigma(w^\top x)": DEFINED, r"p(y = 0 \mid x) = 1 - p(y = 1 \mid x)": DEFINED,
         r"1 - p(y = 1 \mid x) = \sigma(-w^\top x)": TRUE,
         r"\log\frac{p(y = 1 \mid x)}{p(y = 0 \mid x)} = w^\top x": TRUE,
         r"\log\frac{p(y = 0 \mid x)}{p(y = 1 \mid x)} = w^\top x": FALSE,
         r"p(y = 0 \mid x) = \sigma(w^\top x)": FALSE}),
    "the other value of a binary label": (
        r"Let $w, x \in \mathbb{R}^d$, $y \in \{0, 1\}$ and $p(y = 1 \mid x) = \sigma(w^\top x)$." "\n\n"
        r"$$p(y = 0 \mid x) = 1 + p(y = 1 \mid x)$$" "\n\n"
        r"$$p(y = 0 \mid x) = 1 - p(y = 1 \mid x) = 1 - \sigma(w^\top x) = \sigma(-w^\top x)$$" "\n\n"
        r"$$p(y = 0 \mid x) = \sigma(w^\top x)$$",
        {r"p(y = 1 \mid x) = \sigma(w^\top x)": DEFINED, r"p(y = 0 \mid x) = 1 + p(y = 1 \mid x)": FALSE,
         r"p(y = 0 \mid x) = 1 - p(y = 1 \mid x)": TRUE, r"1 - p(y = 1 \mid x) = 1 - \sigma(w^\top x)": TRUE,
         r"1 - \sigma(w^\top x) = \sigma(-w^\top x)": TRUE, r"p(y = 0 \mid x) = \sigma(w^\top x)": FALSE}),
    "the other value first": (
        r"Let $y_i \in \{-1, +1\}$ and $w, x_i \in \mathbb{R}^d$." "\n\n"
        r"$$P(y_i = -1 \mid x_i) = \sigma(-w^\top x_i)$$" "\n\n" r"$$P(y_i = +1 \mid x_i) = \sigma(w^\top x_i)$$"
        "\n\n" r"$$P(y_i = 1 \mid x_i) = 1 - \sigma(w^\top x_i)$$",
        {r"P(y_i = -1 \mid x_i) = \sigma(-w^\top x_i)": DEFINED, r"P(y_i = +1 \mid x_i) = \sigma(w^\top x_i)": TRUE,
         r"P(y_i = 1 \mid x_i) = 1 - \sigma(w^\top x_i)": FALSE}),
    "what is given a binary label": (
        r"Let $y \in \{0, 1\}$ and $p(y = 1) = \phi$." "\n\n" r"$$p(x \mid y = 1) = a$$" "\n\n"
        r"$$p(x \mid y = 0) = b$$" "\n\n" r"$$p(y = 0) = \phi - 1$$",
        {r"p(x \mid y = 1) = a": DEFINED, r"p(x \mid y = 0) = b": DEFINED, r"p(y = 0) = \phi - 1": FALSE}),
    "the other value in another model": (
        r"Let $w, v, x \in \mathbb{R}^d$, $y \in \{0, 1\}$ and $p(y = 1 \mid x) = \sigma(w^\top x)$." "\n\n"
        r"Another model is" "\n\n" r"$$p(y = 0 \mid x) = \sigma(v^\top x)$$",
        {r"p(y = 0 \mid x) = \sigma(v^\top x)": DEFINED}),
    "a third value": (
        r"Let $y \in \{0, 1, 2\}$ and $p(y = 1 \mid x) = a$." "\n\n" r"$$p(y = 0 \mid x) = 1 - p(y = 1 \mid x) - b$$",
        {r"p(y = 0 \mid x) = 1 - p(y = 1 \mid x) - b": DEFINED}),
    "a binary label in words": (
        r"The binary label is $y \in \{0, 1\}$." "\n\n" "$$y^2 = -y$$" "\n\n" "$$y^2 = y$$",
        {"y^2 = -y": FALSE, "y^2 = y": TRUE}),
    "more than binary": (
        r"The binary labels $y_i \in \{0, 1\}$ are independent." "\n\n" "$$y_i^2 = -y_i$$", {"y_i^2 = -y_i": OPEN}),
    "an event for every class": (
        r"Let $w_k, x \in \mathbb{R}^d$ and $p(y=k \mid x) = \frac{\exp(w_k^\top x)}{\sum_{j=1}^K\exp(w_j^\top x)}$."
        "\n\n" r"Then $\sum_{k=1}^K p(y=k \mid x) = 1$ and $\sum_{k=1}^K p(y=k \mid x) = K$. "
        r"Then $\log\frac{p(y=k \mid x)}{p(y=l \mid x)} = (w_k - w_l)^\top x$.",
        {r"\sum_{k=1}^K p(y=k \mid x) = 1": TRUE, r"\sum_{k=1}^K p(y=k \mid x) = K": FALSE,
         r"\log\frac{p(y=k \mid x)}{p(y=l \mid x)} = (w_k - w_l)^\top x": TRUE}),
    "an event for every example": (
        r"Let $x_i, w \in \mathbb{R}^d$ and $P(y_i = 1 \mid x_i; w) = \sigma(w^\top x_i)$. Then" "\n\n"
        r"$$\sum_{i=1}^n\nabla_w\log P(y_i = 1 \mid x_i; w) = \sum_{i=1}^n\sigma(-w^\top x_i) x_i$$" "\n\n"
        r"$$\sum_{i=1}^n\nabla_w\log P(y_i = 1 \mid x_i; w) = \sum_{i=1}^n\sigma(w^\top x_i) x_i$$",
        {r"\sum_{i=1}^n\nabla_w\log P(y_i = 1 \mid x_i; w) = \sum_{i=1}^n\sigma(-w^\top x_i) x_i": TRUE,
         r"\sum_{i=1}^n\nabla_w\log P(y_i = 1 \mid x_i; w) = \sum_{i=1}^n\sigma(w^\top x_i) x_i": FALSE}),
    "a value of an event": (
        r"Let $P(Y = k) = (1 - p)^{k-1} p$. Then $P(Y = 2) = p - p^2$. Then $P(Y = 1) = p^2$.",
        {"P(Y = k) = (1 - p)^{k-1} p": DEFINED, "P(Y = 2) = p - p^2": TRUE, "P(Y = 1) = p^2": FALSE}),
    "an event at the end of a line": (
        r"Let $p(y = 1) = a$ and $q = p(y = 1)$. Then $q = a$. Then $q^2 = 2a$.",
        {"q = p(y = 1)": DEFINED, "q = a": TRUE, "q^2 = 2a": FALSE}),
    "two distributions": (
        r"A geometric variable has $P(X = k) = (1 - p)^{k-1} p$." "\n\n" r"A Poisson variable has "
        r"$P(X = k) = e^{-\lambda}\lambda^k$.",
        {"P(X = k) = (1 - p)^{k-1} p": DEFINED, r"P(X = k) = e^{-\lambda}\lambda^k": OPEN}),
    "events that nothing defines": (
        r"$$p(y = 1 \mid x) = p(y = 1, x)$$" "\n\n" r"$$\sum_{k=1}^K p(y = k) = K p(y = k)$$" "\n\n"
        r"$$\sum_{i=1}^n p(y_i = 1 \mid x_i) = n p(y_i = 1 \mid x_i)$$" "\n\n" r"$$2 p(z = 1) - p(z = 1) = p(z = 1)$$",
        {r"p(y = 1 \mid x) = p(y = 1, x)": OPEN | DEFINED, r"\sum_{k=1}^K p(y = k) = K p(y = k)": OPEN,
         r"\sum_{i=1}^n p(y_i = 1 \mid x_i) = n p(y_i = 1 \mid x_i)": OPEN,
         "2 p(z = 1) - p(z = 1) = p(z = 1)": TRUE}),
    "an error function": (r"Let $E(w) = w^2$. Then $E'(w) = 2w$.", {"E(w) = w^2": DEFINED, "E'(w) = 2w": TRUE}),
    # sets and ranges
    "a set and all": (r"$\sum_{i\in S}a_i=\sum_i a_i$", {r"\sum_{i\in S}a_i = \sum_i a_i": OPEN}),
    "a set and a range": (r"$\sum_{i\in S}a_i=\sum_{i=1}^n a_i$", {r"\sum_{i\in S}a_i = \sum_{i=1}^n a_i": OPEN}),
    "two sets": (r"$\sum_{x\in C_1}f(x)=\sum_{x\in C_2}f(x)$", {r"\sum_{x\in C_1}f(x) = \sum_{x\in C_2}f(x)": OPEN}),
    "one set": (r"$\sum_{i\in S} a_i = \sum_{j \in S} a_j$", {r"\sum_{i\in S} a_i = \sum_{j \in S} a_j": TRUE}),
    "two deltas": (r"$\sum_j\delta_{ij}\delta_{jk}=\delta_{ik}$",
                   {r"\sum_j\delta_{ij}\delta_{jk} = \delta_{ik}": NOT_FALSE}),
    # letters of two meanings
    "an index with the name of a function": (
        r"Let $k(x)=x^2$. Then $k'(x)=2x$. Then $\sum_{k=1}^n k = \frac{n(n+1)}{2}$.",
        {"k'(x) = 2x": TRUE, r"\sum_{k=1}^n k = \frac{n(n+1)}{2}": TRUE}),
    "a delta beside a vector of that name": (
        r"Let $\hat y, y \in \mathbb{R}^n$ and $\delta = \hat y - y$. Then $\sum_{j=1}^n \delta_{ij} y_j = y_i$. "
        r"And $\delta_i = \hat y_i - y_i$.",
        {r"\sum_{j=1}^n \delta_{ij} y_j = y_i": TRUE, r"\delta_i = \hat y_i - y_i": TRUE}),
    "a total with the name of its terms": (
        r"Let $L_i=(y_i-wx_i)^2$ and $L=\frac1n\sum_i L_i$. "
        r"Then $\frac{\partial L}{\partial w}=-\frac2n\sum_i x_i(y_i-wx_i)$.",
        {r"L = \frac1n\sum_i L_i": NOT_FALSE | DEFINED,
         r"\frac{\partial L}{\partial w} = -\frac2n\sum_i x_i(y_i-wx_i)": NOT_FALSE}),
    # what is held fixed, and what goes on
    "held fixed": (
        r"Let $r_{ik} = \frac{e^{-\mu_k^2}}{\sum_{j=1}^K e^{-\mu_j^2}}$ and $J = \sum_{k=1}^K r_{ik}\mu_k$. "
        "Holding $r_{ik}$ fixed,\n\n" r"$$\frac{\partial J}{\partial \mu_k} = r_{ik}$$",
        {r"\frac{\partial J}{\partial \mu_k} = r_{ik}": OPEN}),
    "an update": (
        r"The update is $w_{t+1}=w_t-\eta g_t$. Then $w_{t+1}-c=w_t-c-\eta g_t$.",
        {r"w_{t+1}-c = w_t-c-\eta g_t": NOT_FALSE}),
    "a gate": (
        r"We have $h_t=(1-z_t)h_{t-1}+z_tg_t$. Then $h_t-h_{t-1}=z_t(g_t-h_{t-1})$.",
        {"h_t-h_{t-1} = z_t(g_t-h_{t-1})": NOT_FALSE}),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_verdicts(name: str) -> None:
    text, wanted = DOCUMENTS[name]
    found = {row.latex: row.verdict for row in check_text(text).rows}
    assert not {latex: found.get(latex) for latex, allowed in wanted.items() if found.get(latex) not in allowed}, found


def test_a_domain_is_told() -> None:
    rows = check_text(r"The density is $f(x)=e^{-x}$ for $x\geq 0$. Then $\log f(x)=-x$.").rows
    assert rows[0].verdict == "definition"
    assert rows[-1].verdict == "proved"
    assert any(r"x \geq 0" in reading for reading in rows[-1].readings)


def test_a_decimal_is_no_factor_of_an_index() -> None:
    assert [row.verdict for row in check_text("If $x = 0.3y$, then $x + x = 0.6y$.").rows] == ["hypothesis", "proved"]
