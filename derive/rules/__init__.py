"""The rewrite rules, one file for each family. To add one, add an entry to the `RULES` of its file."""

from __future__ import annotations

from derive.catalogue import collect
from derive.rules.model import Rule

APART = ("definitions", "derivatives", "granted", "integrals", "intervals", "model", "monomials", "polynomials",
         "prepare", "proof", "ranges", "ring", "signs")
RULES = collect(__name__, __path__, "RULES", Rule, APART)

__all__ = ["RULES", "Rule"]
