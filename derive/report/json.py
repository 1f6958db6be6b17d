"""JSON, as `schema.json` publishes it. Text stays as it stands in the document; what is invisible is escaped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from derive.report.data import Model
from derive.report.visible import is_hidden

INDENT = 1


def render(model: Model) -> str:
    return dumped(model) + "\n"


def dumped(data: object) -> str:
    """JSON in which no hidden character stands raw; such characters occur only inside strings, where `\\u` escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=INDENT, allow_nan=False)
    if text.isascii():  # below U+0020 the library has escaped already; U+007F alone is left
        return text.replace("\x7f", "\\u007f")
    return "".join(json.dumps(c)[1:-1] if is_hidden(c) else c for c in text)


def schema() -> dict[str, Any]:
    """The JSON Schema of the report, as it is published."""
    return cast(dict[str, Any], json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8")))
