"""The untrusted search for a proof."""

from __future__ import annotations

from derive.prove.search import Gap, prove

__all__ = ["Gap", "prove"]
