"""A verifier for mathematical derivations written in Markdown, LaTeX or a notebook."""

__version__ = "0.1.0"
