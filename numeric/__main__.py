"""`python -m numeric`.

The matrix products of a training step are small: a second BLAS thread costs more than it gives, several times
over on a busy machine.  So one thread is the default; it must be set before NumPy is loaded.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from numeric.cli import main

main(prog_name="python -m numeric")
