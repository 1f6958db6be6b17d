"""What is said when a formula cannot be read."""

from __future__ import annotations


class NotationError(Exception):
    """A formula, or a part of it, that cannot be read.

    `message` says what was expected or what to do, for the person who wrote the formula. `at` is the
    half-open range of offsets in the formula's text that the caret belongs under.
    """

    def __init__(self, message: str, at: tuple[int, int]) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
