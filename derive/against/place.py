"""Where in the user's own files something happened: `homework.py, line 3`."""

from __future__ import annotations

import os
import re
import sysconfig
import traceback
from collections.abc import Iterable
from pathlib import Path

FRAME = re.compile(r'^  File "(.*)", line (\d+) in ', re.MULTILINE)
LIBRARIES = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
FOREIGN = tuple(os.path.join(folder, "") for folder in (*LIBRARIES, str(Path(__file__).resolve().parents[1])))


def of_error(error: BaseException) -> str:
    """The innermost line of the user's own that an exception passed; nothing if there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    return _innermost((frame.filename, frame.lineno or 0) for frame in reversed(frames))


def of_dump(text: str) -> str:
    """The same of the frames that `faulthandler` wrote, the innermost first."""
    return _innermost((found[1], int(found[2])) for found in FRAME.finditer(text))


def _innermost(frames: Iterable[tuple[str, int]]) -> str:
    for name, line in frames:
        if not name.startswith("<") and not name.startswith(FOREIGN):
            return f"{os.path.basename(name)}, line {line}"
    return ""
