"""Reading: a file becomes prose and formulas, each with its span."""

from derive.document.model import Document, Kind, Notice, Piece
from derive.document.read import read, read_text

__all__ = ["Document", "Kind", "Notice", "Piece", "read", "read_text"]
