"""The known functions, one file each. To add one, add a file with a `FUNCTION`."""

from __future__ import annotations

from derive.catalogue import collect
from derive.functions.model import Function

FUNCTIONS = collect(__name__, __path__, "FUNCTION", Function, apart=("model",))

__all__ = ["FUNCTIONS", "Function"]
