"""Texts in plain letters, for comparing what people type with what is written."""

import re

from anyascii import anyascii


def plain(text: str) -> str:
    """Small Latin letters, digits and signs, with single spaces."""
    return " ".join(anyascii(text).lower().split())


def plain_words(text: str) -> list[str]:
    """The words of a text, each of small Latin letters and digits alone."""
    return re.findall("[a-z0-9]+", plain(text))
