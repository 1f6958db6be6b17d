"""Is a value given, or only spoken of? Each sentence stands in front of `x + b = x`, which holds for `b = 0` alone."""

from __future__ import annotations

import pytest

from derive.verify import check_text

GIVEN = (
    "Let $b = 0$.",
    "Let $b = 0$, as many authors do.",
    "Take $b = 0$.",
    "We set $b = 0$.",
    "We take $b = 0$ throughout.",
    "We can assume $b = 0$.",
    "Let us assume that $b = 0$.",
    "Without loss of generality, $b = 0$.",
    "Wlog $b = 0$.",
    "Here $b = 0$ is assumed.",
    "In what follows, $b = 0$.",
    "In this section we assume that $b = 0$.",
    "As in previous work, we assume $b = 0$.",
    "Following Smith (2010), we set $b = 0$.",
    "Like most authors, we set $b = 0$.",
    "Recall that we set $b = 0$.",
    "Consider the case $b = 0$.",
    "Consider the model with $b = 0$.",
    "Since $b = 0$, the term vanishes.",
)
SPOKEN_OF = (
    "Previous work assumes $b = 0$. We do not.",
    "Many authors take $b = 0$.",
    "In [3] the authors set $b = 0$.",
    "Smith (2010) assumes $b = 0$.",
    "In the last section we set $b = 0$.",
    "Unlike the last section, where $b = 0$, here $b$ is learned.",
    "A student might set $b = 0$.",
    "One could choose $b = 0$.",
    "We could set $b = 0$, but we will not.",
    "It is tempting to set $b = 0$.",
    "A common mistake is to assume $b = 0$.",
    "There is no reason to assume $b = 0$.",
    "Setting $b = 0$ recovers the linear model.",
    "Setting $b = 0$ would recover the linear model.",
    "The model with $b = 0$ is called linear.",
    "The special case where $b = 0$ is called linear.",
    "Note that $b = 0$ is a special case.",
    "For instance, $b = 0$ gives the linear model.",
    "When $b = 0$, the term vanishes.",
    "Can we assume $b = 0$? No.",
    "The default value is $b = 0$.",
    "The minimum is at $b = 0$.",
)
REPLACED = (
    r"Let $x = 2$. Then $x^2 = 4$. We now let $x$ vary. $$x^2 = 4$$",
    r"Let $x_1 = 2$. Then $x_1^2 = 4$. Now $x_1 = 3$. $$x_1^2 = 4$$",
    "**Example 1.** Let $a = 1$. Then $a^2 = 1$.\n\n**Example 2.** Let $b = 2a$. Then $$b = 2$$",
    "## Problem 1\n\nLet $A = I$ be the identity matrix. Then $AB = B$.\n\n"
    "## Problem 2\n\nLet $A, B \\in \\mathbb{R}^{n\\times n}$. $$AB = B$$",
)


def verdict(text: str) -> str:
    report = check_text(text)
    assert report.internal == ()
    return report.rows[-1].verdict


@pytest.mark.parametrize("sentence", GIVEN)
def test_what_the_author_lays_down_is_given(sentence: str) -> None:
    assert verdict(rf"Let $x, b \in \mathbb{{R}}$. {sentence} $$x + b = x$$") == "proved"


@pytest.mark.parametrize("sentence", SPOKEN_OF)
def test_what_is_only_spoken_of_is_not_given(sentence: str) -> None:
    assert verdict(rf"Let $x, b \in \mathbb{{R}}$. {sentence}" "\n\n$$x + b = x$$") not in ("proved", "hypothesis")


@pytest.mark.parametrize("text", REPLACED)
def test_a_value_is_given_no_longer_than_it_is_meant(text: str) -> None:
    assert verdict(text) not in ("proved", "hypothesis")
