"""From a text to the keys it is found by, in any language, the same for every database.

analyser().word("asiakaspalvelupäälliköt", "fi", known)
# Word(exact="asiakaspalvelupaallikot", stems=("fi1asiakaspalvelupaallik",),
#      parts=("fi2asiakaspalvelupaallik", "fi2asiak", "fi2asiakaspalvel", …), …)
"""

from search.analysis.analyser import Analyser, Word, analyser, version
from search.analysis.tokens import Token, fold, plain, tokens, words

__all__ = ["Analyser", "Token", "Word", "analyser", "fold", "plain", "tokens", "version", "words"]
