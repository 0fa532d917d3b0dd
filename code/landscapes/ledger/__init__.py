"""The ledger: every statement of the sources with a verdict, and checks that were shown to be able to fail.

A chapter imports from here what it needs:

    check       a printed formula against what follows from the definitions
    certify     an inequality or an implication, decided by a prover
    exact       a statement about finitely many cases, computed exactly
    experiment  a predicted law against a measurement, with a control
    theorem     a theorem, as strong as the weakest step of its proof
    define      a definition, instantiated
    cite        a statement that no computation can say anything about
    wording     an erratum of wording or of a reference
    undecided   tried, and left open
"""
from .certify import Exact, certify, exact
from .check import check
from .declare import cite, define, undecided, wording
from .experiment import experiment
from .record import CheckFailed, Verdict, WeakCheck
from .rules import Probability, Rate, Slope, Value
from .theorem import theorem

__all__ = ["CheckFailed", "Exact", "Probability", "Rate", "Slope", "Value", "Verdict", "WeakCheck", "certify", "check",
           "cite", "define", "exact", "experiment", "theorem", "undecided", "wording"]
