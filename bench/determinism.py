"""Are the bytes of the JSON the same for ten orders of hashes, and for one worker and four?

    python bench/determinism.py [FILE...]

Without arguments it takes the examples and the documents of `tests/cases`. Exit code 1 and the names of the documents
of which something else was said, if there are any.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = range(10)
WORKERS = (1, 4)
FOLDERS = ("examples", "tests/cases", "tests/cases/documents", "tests/cases/homework")
SUFFIXES = (".md", ".tex", ".txt", ".ipynb")


def documents() -> list[str]:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).iterdir())]
    return [path.relative_to(ROOT).as_posix() for path in paths if path.suffix in SUFFIXES]


def digests(files: list[str], seed: int, workers: int) -> dict[str, str]:
    """The digest of what is said of each document."""
    command = [sys.executable, "-m", "derive.cli", "check", *files, "--format", "json", "--workers", str(workers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONHASHSEED": str(seed)})
    report = json.loads(done.stdout)
    parts = {document["path"]: document for document in report["documents"]}
    parts["the rest"] = {"failures": report["failures"], "internal": report["internal"], "order": list(parts)}
    return {name: hashlib.sha256(json.dumps(part).encode()).hexdigest() for name, part in parts.items()}


def main() -> int:
    files = sys.argv[1:] or documents()
    first = digests(files, SEEDS[0], WORKERS[0])
    different: set[str] = set()
    for seed in SEEDS:
        for workers in WORKERS:
            start = time.perf_counter()
            found = digests(files, seed, workers)
            wrong = {name for name in first.keys() | found.keys() if first.get(name) != found.get(name)}
            different |= wrong
            said = f"{len(wrong)} different" if wrong else "the same"
            print(f"seed {seed}, {workers} workers: {said}, {time.perf_counter() - start:.1f} s", flush=True)
    print("\n".join(sorted(different)) or f"the same bytes for {len(files)} documents")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
