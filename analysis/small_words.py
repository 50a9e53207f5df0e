"""Small words, which say little: each in its own language, and never an abbreviation."""

from collections.abc import Sequence

from analysis.languages import language
from analysis.tokens import Token, fold, tokenise


def is_small(word: str, code: str) -> bool:
    """Whether a word is small in a language, however it is written."""
    return fold(word) in language(code).stop_words


def telling_tokens(text: str, code: str) -> list[Token]:
    """The words of a text that are not small in its language; all if there are no others."""
    tokens, small = tokenise(text), language(code).stop_words
    if not small:
        return tokens
    kept = [
        token for token in tokens if fold(token.text) not in small or is_name(token, tokens, text)
    ]
    return kept or tokens


def is_name(token: Token, tokens: Sequence[Token], text: str) -> bool:
    """Whether a word is no small one as it is written in a text: “IT manager”, “check-in”."""
    return _is_abbreviation(token, tokens) or _is_hyphenated(token, text)


def _is_abbreviation(token: Token, tokens: Sequence[Token]) -> bool:
    """In capitals, with small letters around. A single letter may begin a text, or be “I”."""
    if not token.text.isupper() or all(other.text.upper() == other.text for other in tokens):
        return False
    return len(token.text) > 1 or (token.start > tokens[0].start and token.text != "I")


def _is_hyphenated(token: Token, text: str) -> bool:
    before, after = text[: token.start][-2:], text[token.end :][:2]
    return (before.endswith("-") and before[:1].isalnum()) or (
        after.startswith("-") and after[1:].isalnum()
    )
