"""`u_t` is the derivative of a function u(x, t), and `x \\odot A x` and `1[z > 0]` go by entries."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

WAVE = r"Let $u(x, t) = \sin(x - c t)$. "
GATE = r"Let $B \in \mathbb{R}^{n \times n}$, $x, z \in \mathbb{R}^n$ and $a = \operatorname{ReLU}(z)$. "


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (WAVE + "$$u_t + c u_x = 0$$", "proved"),
        (WAVE + "$$u_t - c u_x = 0$$", "disproved"),
        (WAVE + "$$u_{tt} = c^2 u_{xx}$$", "proved"),
        ("Let $f(x, y) = x^2 y$. Then $x f_x + y f_y = 3 f$.", "proved"),
        ("Let $f(x, y) = x^2 y$. Then $x f_x + y f_y = 2 f$.", "disproved"),
        (GATE + r"$$\operatorname{diag}(x) B x = x \odot B x$$", "proved"),
        (GATE + r"$$B x \odot x = B x$$", "disproved"),
        (GATE + r"$$a = z \odot \mathbb{1}[z > 0]$$", "proved"),
        (GATE + r"$$a = z \odot \mathbb{1}[z < 0]$$", "disproved"),
        (r"Let $u, v \in \mathbb{R}^3$. $$u \times v = -v \times u$$", "undecided"),
        (r"$$\sin 30^\circ = \frac12$$", "undecided"),
    ],
)
def test_common_notation_is_read_as_it_is_meant(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict


def test_an_upright_d_without_braces_is_one_token() -> None:
    assert verdicts(r"$$\frac{\mathrm d}{\mathrm dx} x^2 = 2x$$") == ["proved"]
    assert verdicts(r"$$\frac{\mathrm dy}{\mathrm dx} = 2x, \quad y = x^2$$")[0] != "disproved"
    assert verdicts(r"$$\int_0^1 x^2 \,\mathrm dx = \frac13$$") != ["unread"]
