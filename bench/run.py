"""Every benchmark of the verifier, one after the other; `make bench` runs this.

    python bench/run.py [--only speed identities faults others numeric] [--python INTERPRETER] [--quick]

Each part is a program of its own with options of its own (`bench/README.md`); this runs them with their defaults.
`--python` is an interpreter that has the public tools to compare with. `--quick` makes every part small.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {
    "speed": ("Speed", "speed.py", ["--rounds", "2", "--limit", "10"]),
    "identities": ("Random identities", "identities.py", ["--count", "1000"]),
    "faults": ("Seeded faults", "faults/run.py", ["--each", "20", "--whole", "10"]),
    "others": ("The public tools on the same items", "faults/others.py", ["--steps", "1", "--each", "2"]),
    "numeric": ("Skip-gram in NumPy", "numeric_speed.py", ["--words", "100000", "--rounds", "1"]),
}


def run(part: str, quick: bool, python: str) -> int:
    title, program, small = PARTS[part]
    options = [*(small if quick else ()), *(("--python", python) if part == "others" else ())]
    print(f"\n## {title}\n", flush=True)
    # gensim and PyTorch are found only from within their own interpreter, where `numeric` is not installed
    elsewhere = part == "numeric"
    found = {**os.environ, "PYTHONPATH": str(HERE.parent)} if elsewhere else None
    command = [python if elsewhere else sys.executable, str(HERE / program), *options]
    return subprocess.run(command, check=False, env=found).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="Every benchmark of the verifier.")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the public tools")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    codes = [run(part, arguments.quick, arguments.python) for part in arguments.only]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
