"""Opens a file, decides what it is, and reads it."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from derive.document.latex import read_latex
from derive.document.macros import Part, assemble
from derive.document.markdown import read_markdown
from derive.document.model import Document, Notice
from derive.lazy import loaded
from derive.source import DeriveError, Source, Span, Text, text_of

MAX_BYTES = 20 * 1024 * 1024


def read_notebook(text: Text) -> tuple[list[Part], list[Notice]]:
    """Only a notebook pays for the library that knows its format."""
    found: tuple[list[Part], list[Notice]] = loaded("derive.document.notebook", "read_notebook")(text)
    return found


_READERS = {"markdown": read_markdown, "latex": read_latex, "notebook": read_notebook}
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".tex": "latex", ".ipynb": "notebook"}


def read(path: str) -> Document:
    """The document in the file at `path`.

    `.md`, `.markdown`, `.tex` and `.ipynb` say what a file is; anything else is looked at.

    Fails with DeriveError: no such file, a directory, an unreadable file, binary data, text that is not
    UTF-8, a file above 20 MB, a notebook that is no JSON, a LaTeX source that includes other files.
    """
    data = _bytes(path)
    return _document(Source(path, _decoded(path, data), hashlib.sha256(data).hexdigest()), None)


def read_text(text: str, name: str = "<text>", kind: str | None = None) -> Document:
    """The document in a text. `kind` is "markdown", "latex" or "notebook"; None decides by name and content."""
    if kind is not None and kind not in _READERS:
        raise DeriveError(f"{kind!r} is no kind of document: use one of {', '.join(_READERS)}")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(Source(name, text.removeprefix("\ufeff"), digest), kind)


def _document(source: Source, kind: str | None) -> Document:
    kind = kind or _SUFFIXES.get(Path(source.path).suffix.lower()) or _sniffed(source.text)
    parts, notices = _READERS[kind](text_of(source, 0, len(source.text)))
    return assemble(source, parts, notices)


def _sniffed(text: str) -> str:
    if "\\documentclass" in text or "\\begin{document}" in text:
        return "latex"
    if text.lstrip().startswith("{") and '"cells"' in text and '"nbformat"' in text:
        return "notebook"
    return "markdown"


def _bytes(path: str) -> bytes:
    file = Path(path)
    try:
        if file.is_dir():
            raise DeriveError(f"{path} is a directory: name the files to check, for example {path.rstrip('/')}/*.md")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DeriveError(f"{path}: there is no such file; check the spelling and the folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeriveError(f"{path} cannot be read: {reason}; check its permissions") from None
    if len(data) > MAX_BYTES:
        raise DeriveError(f"{path} is larger than {MAX_BYTES // 1024**2} MB: split it into smaller documents")
    return data


def _decoded(path: str, data: bytes) -> str:
    if b"\0" in data:
        place = data.index(b"\0")
        raise DeriveError(
            f"{path} is binary data or not in UTF-8 (a zero byte at offset {place}): "
            "give the Markdown, LaTeX or notebook source, saved as UTF-8"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error) from None


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> DeriveError:
    bad = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    before = data[:bad].decode("utf-8-sig", "replace")
    source = Source(path, data.decode("utf-8-sig", "replace"))
    message = (
        f"{path} is not UTF-8: line {before.count(chr(10)) + 1}, byte offset {bad} (0x{data[bad]:02x}); "
        "save it again as UTF-8, for example with: iconv -f latin1 -t utf-8"
    )
    return DeriveError(message, Span(source, len(before), len(before) + 1))
