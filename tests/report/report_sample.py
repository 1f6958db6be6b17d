"""A report with every verdict and every kind of evidence, and one whose document tries to do harm."""

from __future__ import annotations

from dataclasses import replace

from derive.verdict import (
    DocumentReport,
    Failure,
    Finding,
    Numeric,
    PartSummary,
    ProofSummary,
    Repair,
    Report,
    Row,
    Witness,
)

PROOF = ProofSummary(
    steps=12,
    rules=("delta-contraction", "sum-split"),
    replayed=True,
    modular=True,
    uses=("definition of $\\hat y$ (line 5)", "y is one-hot (line 9)"),
    conditions=("Z > 0, a sum of exponentials",),
    lines=("unfold $\\hat y_w$", "contract the delta at w = o", "both sides are equal"),
)
REPAIR = Repair(
    latex=r"\frac{\partial J}{\partial v_c} = -u_o + \sum_{w=1}^W \hat{y}_w u_w",
    removed="-",
    added="+",
)
SIGN = Finding("sign-error", "D001", "the sum over the vocabulary enters with the wrong sign", REPAIR, (REPAIR,))
REMARK = Finding("index-capture", "D014", "w is free on the left and bound on the right", serious=False)
VALUES = {"u_1": "1/2", "u_2": "-1", "v_c": "3"}
WITNESS = Witness({"W": 2, "d": 1}, VALUES, "[-1.25 +/- 1e-30]", "[0.75 +/- 1e-30]", "1")

PROVED = Row(
    id="a1", line=12, column=31, kind="step",
    latex=r"CE(\mathbf{y}, \hat{\mathbf{y}}) = -\sum_{w=1}^W y_w \log(\hat{y}_w)",
    understood=r"-\sum_{w=1}^{W} y_w \log \hat{y}_w = -\log \hat{y}_o",
    verdict="proved", true=True, follows=True, hypotheses=("y is one-hot at o (line 9)",), proof=PROOF,
    numeric=Numeric(3.1e-16, 5, "W = 4, d = 3", True), part="(a) Two losses", excerpt="$$CE = ...$$\n     ^",
)
DISPROVED = Row(
    id="a2", line=29, column=101, kind="step",
    latex=r"\frac{\partial J}{\partial v_c} = -u_o - \sum_{w=1}^W \hat{y}_w u_w",
    understood=r"\frac{\partial J}{\partial v_{c,i}} = -u_{o,i} - \sum_{w=1}^{W} \hat{y}_w u_{w,i}",
    verdict="disproved", true=False, follows=False, readings=("u_0 is read as u_o",), findings=(SIGN, REMARK),
    witness=WITNESS, numeric=Numeric(0.5, 5, "W = 4, d = 3", False), part="(b) Gradients",
    excerpt=r"$$\frac{\partial J}{\partial v_c} = -u_o - \sum_w \hat y_w u_w$$" + "\n" + " " * 34 + "^",
)
CONDITIONAL = Row(
    id="a3", line=118, column=7, kind="step", latex=r"\sum_{k=1}^K \sigma(-u_k^\top v_c) = \sigma(-u_s^\top v_c)",
    understood=r"\sum_{k=1}^{K} \sigma(-u_k^\top v_c) = \sigma(-u_s^\top v_c)", verdict="conditional", true=None,
    condition="K = 1", findings=(Finding("missing-delta", "D003", "the sum was not collapsed"),), witness=WITNESS,
    proof=replace(PROOF, steps=3, rules=("sum-of-one",)), part="(b) Gradients",
)
ILL_TYPED = Row(
    id="a4", line=146, column=20, kind="step", latex=r"\frac{\partial J}{\partial v_c} = U (\hat y - y)^T",
    understood=r"U (\hat{y} - y)^\top", verdict="ill-typed", reason="U is d by W, (yhat - y)^T is 1 by W",
    part="(c) Layout",
)
DEFINITION = Row(
    id="a5", line=5, column=4, kind="definition", latex=r"\hat{\bm{y}} = \operatorname{softmax}(\bm{z})",
    understood=r"\hat{y}_w = \frac{e^{z_w}}{\sum_{x} e^{z_x}}", verdict="definition", part="(a) Two losses",
)
HYPOTHESIS = Row(
    id="a6", line=9, column=4, kind="hypothesis", latex=r"y_w = 0", understood=r"y_w = 0 \quad (w \neq o)",
    verdict="hypothesis", part="(a) Two losses",
)
UNDECIDED = Row(
    id="a7", line=150, column=3, kind="step", latex=r"F(0, v_c) = G(v_c)", understood=r"F(0, v_c) = G(v_c)",
    verdict="undecided", reason="the budget of 2000 rewrite steps is spent", part="(c) Layout",
)
UNREAD = Row(
    id="a8", line=160, column=12, kind="statement", latex=r"a \foo b = \begin{cases} x & y \end{cases}", understood="",
    verdict="unread", reason=r"the command \foo is not known", excerpt="$$a \\foo b$$\n    ^", part="(c) Layout",
)
ROWS = (DEFINITION, HYPOTHESIS, PROVED, DISPROVED, CONDITIONAL, ILL_TYPED, UNDECIDED, UNREAD)
DOCUMENT = DocumentReport(
    path="notes/solution.md", sha256="0" * 64, formulas=9, read=8, rows=ROWS,
    notices=("line 130: the placeholder F(0, v_c) stands for F(w_{c+j}, v_c)",),
    parts=(PartSummary("(a) Two losses", None, 0, "right"), PartSummary("(b) Gradients", 29, 2, "wrong")),
    symbols=("u_w: vector of length d, a column of U", "y: one-hot, length W"),
)
CLEAN = replace(DOCUMENT, path="clean.md", formulas=3, read=3, rows=(DEFINITION, HYPOTHESIS, PROVED), notices=())
REPORT = Report((DOCUMENT, CLEAN))

# Each of these must stay a picture of itself, wherever it stands in a report and whatever the format.
HARMS = (
    "<script>alert(1)</script>",
    "</title></style></code></pre><img src=x onerror=alert(1)>",
    r"\input{/etc/passwd}",
    r"$<script>alert(2)</script>$ $\href{javascript:alert(3)}{x}$ $\text{<img src=x onerror=alert(4)>}$ $",
    r"\immediate\write18{touch /tmp/harm}",
    r"\end{document}",
    "^^5cinput{x}",
    "]]>",
    "\n::error::harm",
    "\n- [x](javascript:alert(1))\n\n# Heading\n",
    "```\n<b>out</b>\n```",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202eesrever\u202c \u2066isolate\u2069",
    "zero\u200bwidth \ufeff\u2028line",
    "%0A::error::again",
    "{{ 7 * 7 }} {% raw %} << x >> <% y %>",
    "$a$ \\(b\\) & # _ ~ ' \" ` -- |",
    "\x00\x08\x7f\x9b31m",
    "\ud800",
)
HARM = " ".join(HARMS)


def harmful() -> Report:
    """Every text that can come from a document says something harmful."""
    repair = Repair(HARM, "proved", HARM, HARM, HARM)
    row = Row(
        id="h1", line=3, column=4, kind="step", latex=HARM, understood=HARM, verdict="disproved", true=False,
        follows=True, condition=HARM, hypotheses=(HARM,), readings=(HARM,),
        findings=(Finding(HARM, "D001", HARM, repair, (repair,)), Finding("note", "D002", HARM, serious=False)),
        witness=Witness({"W": 2, HARM: 1}, {HARM: HARM}, HARM, HARM, HARM),
        proof=ProofSummary(3, (HARM,), True, None, (HARM,), (HARM,), (HARM,)),
        numeric=Numeric(float("nan"), 1, HARM, False), reason=HARM, part=HARM, excerpt=HARM,
    )
    rows = (row, *(replace(row, id=verdict, verdict=verdict) for verdict in ("unread", "ill-typed", "conditional")))
    part = PartSummary(HARM, 3, 1, HARM)
    document = DocumentReport(HARM, "f" * 64, 4, 3, rows, (HARM,), (part,), (HARM,))
    return Report((document,), (HARM,), {}, (Failure(HARM, HARM, 1, 2, HARM),))
