"""Analyses texts: the keys that words are indexed by, the same for every database.

analyser().word("asiakaspalvelupäälliköt", "fi", known)
# Word(exact="asiakaspalvelupaallikot", stems=("fi1asiakaspalvelupaallik",),
#      parts=("fi2asiakaspalvelupaallik", "fi2asiak", "fi2asiakaspalvel", …), …)
"""

from analysis.analyser import Analyser, Word, analyser, keeps_initials, version
from analysis.small_words import is_name, is_small, telling_tokens
from analysis.tokens import Token, fold, normalise, tokenise, words

__all__ = [
    "Analyser",
    "Token",
    "Word",
    "analyser",
    "fold",
    "is_name",
    "is_small",
    "keeps_initials",
    "normalise",
    "telling_tokens",
    "tokenise",
    "version",
    "words",
]
