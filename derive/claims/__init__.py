"""Claims and facts of a document: `read_claims`."""

from derive.claims.read import read_claims

__all__ = ["read_claims"]
