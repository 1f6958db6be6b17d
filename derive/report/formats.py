"""The catalogue of formats: to add one, write its file with a `render` and add a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from derive.lazy import loaded
from derive.report.data import Model


@dataclass(frozen=True)
class Format:
    """How a report is written. `colours` says that a terminal may be shown the module's `coloured` instead."""

    name: str
    suffix: str
    colours: bool = False

    def render(self, model: Model) -> str:
        """The text of a file or a pipe."""
        return cast(str, loaded(f"derive.report.{self.name}", "render")(model))

    def coloured(self, model: Model) -> str:
        """The text for a terminal that shows colours."""
        return cast(str, loaded(f"derive.report.{self.name}", "coloured" if self.colours else "render")(model))


TABLE = (
    Format("text", ".txt", colours=True),
    Format("json", ".json"),
    Format("sarif", ".sarif"),
    Format("junit", ".xml"),
    Format("github", ".txt"),
    Format("markdown", ".md"),
    Format("html", ".html"),
    Format("latex", ".tex"),
)
FORMATS = {entry.name: entry for entry in TABLE}
