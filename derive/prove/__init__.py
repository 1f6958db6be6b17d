"""The untrusted search for a proof."""

from __future__ import annotations

from derive.prove.search import Gap, establish, prove, prove_under

__all__ = ["Gap", "establish", "prove", "prove_under"]
