"""A program of the user's own, held against the formulas that a document proves."""

from derive.against.held import held_against

__all__ = ["held_against"]
