"""Rules of writing that a program can be certain about: wrong characters, quotes, long sentences.

Each finds the first place in a text that breaks it. They know no database.
"""

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EXCERPT = 40  # characters on each side of what was found

# The quotation marks of each language; the apostrophe ’ is everybody's.
QUOTES = {"en": "“”‘", "fi": "”»", "nb": "«»‘", "pl": "„”«»"}
_ALL_QUOTES = "“”„‟«»‹›‘‚‛"
_FOREIGN_QUOTES = {
    language: re.compile(f"[{''.join(sign for sign in _ALL_QUOTES if sign not in own)}]")
    for language, own in QUOTES.items()
}
_STRAIGHT_QUOTE = re.compile(r"(?<!\d)\"|(?<=[^\W\d_])'(?=[^\W\d_])")
_TWO_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_SPACE_BEFORE = re.compile(r" [,;.?!](?=\s|$)")
_THREE_DOTS = re.compile(r"\.\.\.")
_HYPHEN_AS_DASH = re.compile(r"(?<=\w) - (?=\w)")
# Per cent: without a space in some languages, with a no-break space in others.
_PERCENT = {
    **dict.fromkeys(("en", "pl"), re.compile(r"\d\s+%")),
    **dict.fromkeys(("fi", "nb"), re.compile(r"\d(?:(?!\u00a0)\s)?%")),
}
# Thousands: with a comma in English, else with a no-break space.
_THOUSANDS = {
    "en": re.compile(r"(?<![\d.,])\d{1,3}[ \u00a0.]\d{3}(?![\d.,])"),
    **dict.fromkeys(("fi", "nb", "pl"), re.compile(r"(?<![\d.,])\d{1,3}[ ,.]\d{3}(?![\d.,])")),
}

# What may be among the wrong characters at all: most texts have none, and are not searched further.
_SUSPICIOUS = re.compile("[ÂÃâ\u0370-\u052f\ufffd\ue000-\uf8ff\uff01-\uff5e]")
_LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f"
# Letters that look like those of another alphabet: all of Cyrillic, some of Greek.
_ALIEN = "\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ"
_TWO_SCRIPTS = re.compile(f"[{_LATIN}][{_ALIEN}]|[{_ALIEN}][{_LATIN}]")
# The replacement character, private letters, full-width ones, and UTF-8 that was read as Latin-1.
_BROKEN = re.compile(
    "[\ufffd\ue000-\uf8ff\uff01-\uff5e]|[ÂÃ][\x80-\xbf]|Ã[…†‡‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€."
)
_MARKUP = re.compile(
    r"&(?:amp|nbsp|lt|gt|quot|apos|#\d+);|</?(?:a|b|br|div|em|i|li|p|span|strong|ul)\b[^<>]*>"
)

MAX_WORDS = 40  # of a sentence
# After these the sentence goes on, even with a capital. Ordinary words are not among them.
_ABBREVIATIONS = _words(
    "bl.a dr ds dvs e.g esim f.eks godz i.e inż jf ks mgr mr mrs ms nk np prof tk tj tzn tzw ul"
)
_END = re.compile(r"(\S+?)([.!?…]+)([”\"»’)\]]*)\s+(?=[“„«”\"(\[]*[A-ZÀ-ÖØ-Þ\u0100-\u024f0-9])")
_LETTER = re.compile(r"[^\W_]")


def excerpt(text: str, start: int, end: int) -> str:
    """What stands around a place in a text, on one line."""
    first, last = max(start - EXCERPT, 0), end + EXCERPT
    middle = text[first:last].replace("\n", " ")
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"


def first_match(pattern: re.Pattern[str], text: str) -> str:
    """An excerpt around the first match, "" without one."""
    match = pattern.search(text)
    return excerpt(text, *match.span()) if match else ""


def is_suspicious(text: str) -> bool:
    """Whether a text has characters that `two_scripts` and `broken_characters` ask about."""
    return not text.isascii() and _SUSPICIOUS.search(text) is not None


def two_scripts(text: str) -> str:
    """A word with letters from two alphabets that look alike."""
    return first_match(_TWO_SCRIPTS, text)


def broken_characters(text: str) -> str:
    """What a wrong encoding leaves behind."""
    return first_match(_BROKEN, text)


def markup(text: str) -> str:
    """Tags and entities of HTML: readers see them as they are."""
    return first_match(_MARKUP, text) if "&" in text or "<" in text else ""


def straight_quotes(text: str) -> str:
    """A straight quotation mark or apostrophe; after a figure it is a measure."""
    return first_match(_STRAIGHT_QUOTE, text) if '"' in text or "'" in text else ""


def foreign_quotes(text: str, language: str) -> str:
    """A quotation mark that the language does not write."""
    pattern = _FOREIGN_QUOTES.get(language)
    return first_match(pattern, text) if pattern and not text.isascii() else ""


def three_dots(text: str) -> str:
    """Three full stops in place of the one sign."""
    return first_match(_THREE_DOTS, text) if "..." in text else ""


def hyphen_as_dash(text: str) -> str:
    """A hyphen between spaces, in place of a dash."""
    return first_match(_HYPHEN_AS_DASH, text) if " - " in text else ""


def foreign_number(text: str, language: str) -> str:
    """Thousands or per cent that are not written as the language writes them."""
    for patterns in (_PERCENT, _THOUSANDS):
        if (pattern := patterns.get(language)) and (found := first_match(pattern, text)):
            return found
    return ""


def superfluous_spaces(text: str) -> str:
    """Two spaces in a row, or one before a comma and the like."""
    if "  " in text and (found := first_match(_TWO_SPACES, text)):
        return found
    has_one = any(signs in text for signs in (" ,", " ;", " .", " ?", " !"))
    return first_match(_SPACE_BEFORE, text) if has_one else ""


def longest_sentence(text: str) -> tuple[int, str]:
    """The number of words of the longest sentence, and how it begins; of a short text (0, "")."""
    if text.count(" ") < MAX_WORDS:
        return 0, ""
    counts = ((count_words(sentence), sentence) for sentence in sentences(text))
    count, sentence = max(counts, key=lambda pair: pair[0], default=(0, ""))
    return count, excerpt(sentence, 0, EXCERPT)


def count_words(sentence: str) -> int:
    """How many words there are between spaces; a dash is none."""
    return sum(bool(_LETTER.search(word)) for word in sentence.split())


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text. Each line is one at least."""
    for line in text.splitlines():
        start = 0
        for match in _END.finditer(line):
            if not _goes_on(match[1], match[2]):
                yield line[start : match.end()].strip()
                start = match.end()
        yield line[start:].strip()


def _goes_on(word: str, signs: str) -> bool:
    """Whether the full stop after a word belongs to it."""
    return signs == "." and word.lstrip('(„“”«"').lower() in _ABBREVIATIONS
