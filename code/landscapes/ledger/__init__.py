"""The ledger: every statement of the sources with a verdict, and checks that were shown to be able to fail.

A chapter imports from here what it needs:

    check       a printed formula against what follows from the definitions
    define      a definition, instantiated
    cite        a statement that no computation can say anything about
    wording     an erratum of wording or of a reference
    undecided   tried, and left open
"""
from .check import check
from .declare import cite, define, undecided, wording
from .record import CheckFailed, Verdict, WeakCheck

__all__ = ["CheckFailed", "Verdict", "WeakCheck", "check", "cite", "define", "undecided", "wording"]
