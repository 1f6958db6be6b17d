"""Why a point or a whole goal gives no value. Each is a plain reason, never a verdict by itself."""

from __future__ import annotations


class NoValue(Exception):
    """The term denotes nothing at this point: a zero denominator, an entry out of range, a logarithm of 0."""


class Unclear(Exception):
    """The balls are too wide to decide a comparison; a higher precision may."""


class Beyond(Exception):
    """This evaluator cannot treat the goal at all, at no point (an integral over the whole line)."""


class Spent(Exception):
    """The budget of evaluation steps is used up."""
