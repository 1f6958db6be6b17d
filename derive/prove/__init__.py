"""The untrusted search for a proof."""

from __future__ import annotations

from derive.prove.search import Gap, prove, prove_under

__all__ = ["Gap", "prove", "prove_under"]
