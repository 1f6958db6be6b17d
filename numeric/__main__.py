"""`python -m numeric`."""

from numeric.cli import main

main(prog_name="python -m numeric")
