"""Texts in plain letters, for comparing what people type with what is written."""

import re

from anyascii import anyascii


def to_ascii(text: str) -> str:
    """Small Latin letters, digits and signs, with single spaces."""
    return " ".join(anyascii(text).lower().split())


def ascii_words(text: str) -> list[str]:
    """The words of a text, each of small Latin letters and digits alone."""
    return re.findall("[a-z0-9]+", to_ascii(text))
