"""Analyses texts: the keys that words are indexed by, the same for every database.

analyser().word("asiakaspalvelupäälliköt", "fi", known)
# Word(exact="asiakaspalvelupaallikot", stems=("fi1asiakaspalvelupaallik",),
#      parts=("fi2asiakaspalvelupaallik", "fi2asiak", "fi2asiakaspalvel", …), …)
"""

from analysis.analyser import Analyser, Word, analyser, version
from analysis.tokens import Token, fold, normalise, tokenise, words

__all__ = [
    "Analyser",
    "Token",
    "Word",
    "analyser",
    "fold",
    "normalise",
    "tokenise",
    "version",
    "words",
]
