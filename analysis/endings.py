"""Strips suffixes from folded words, so that all forms of a word share a stem.

`finnish("paallikkojen")`, `finnish("paallikon")` and `finnish("paallikko")` share a stem. So do
words derived from another, e.g. “leading”, “leader”, “leadership”: ranking tells them apart again
by the similarity of their spelling. A stem need not be a word. docs/search.md compares the
Finnish and Norwegian rules with Snowball's.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

SHORTEST = 3  # letters that a stem has at least
VOWELS = "aeiouy"
RULE = ""  # the key of a node's rule

# How many letters a rule removes, and its alternative replacements. A table is a trie of endings,
# from the last letter to the first.
Rule = tuple[int, tuple[str, ...]]
Table = dict[str, Any]


def _table(text: str, **lists: str) -> Table:
    """The table of some rules, one a line: “stays·goes other·goes → comes|or comes”.

    [ab] is either letter, {name} any item of a list. The first rule for an ending counts.
    """
    table: Table = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        endings, _, instead = line.partition("→")
        for ending in endings.split():
            for expanded in _expand(ending, lists):
                stays, _, goes = expanded.rpartition("·")
                _add_rule(table, stays + goes, (len(goes), tuple(instead.strip().split("|"))))
    return table


def _add_rule(table: Table, ending: str, rule: Rule) -> None:
    for letter in reversed(ending):
        table = table.setdefault(letter, {})
    table.setdefault(RULE, rule)


def _expand(ending: str, lists: Mapping[str, str]) -> Iterator[str]:
    pieces = re.findall(r"\[(.+?)\]|\{(.+?)\}|([^\[\]{}]+)", ending)
    ways = (letters or (lists[name].split() if name else [text]) for letters, name, text in pieces)
    return map("".join, product(*ways))


def _strip_suffix(word: str, table: Table) -> tuple[str, ...]:
    """The word without its longest ending in the table; several if the rule has alternatives."""
    longest: Rule | None = None
    for letter in reversed(word):
        if letter not in table:
            break
        table = table[letter]
        if RULE in table and len(word) - table[RULE][0] >= SHORTEST:
            longest = table[RULE]
    if longest is None:
        return (word,)
    stem = word[: len(word) - longest[0]]
    return tuple([stem + replacement for replacement in longest[1]])


def _without_final_vowels(word: str) -> str:
    """The word without its final vowels."""
    return word[:SHORTEST] + word[SHORTEST:].rstrip(VOWELS)


def _undouble(word: str) -> str:
    """The word with a single consonant instead of a double one at its end."""
    return word[:-1] if word[-2:-1] == word[-1:] and word[-1:] not in VOWELS else word


def no_singular(word: str) -> str:
    """Returns the word as is."""
    return word


def no_suffixes(stem: str) -> tuple[str, ...]:
    """Returns the stem as is."""
    return (stem,)


SINGULAR = "n en t ssa sta lla lta lle ksi na"
PLURAL = "a n en ssa sta lla lta lle ksi na in"
FINNISH_POSSESSIVES = _table(
    """
    {case}·{own} a·an lle·en →
    [aei]ks·een → i
    [aeiouy]·nsa [aeiouy]·mme → n
    [aeiouy]·ni → ni|n
    [aeiouy]·si → si|n
    [aeiouy]·nne → nne|n
    """,
    case="ssa sta lla lta lle na ta",
    own="ni si nsa mme nne",
)
FINNISH_CASES = _table(
    """
    mieste[na] miehe{sg} miehi{pl} → mies
    [aeiouy]·minen [aeiouy]·mise{sg} [aeiouy]·misten [aeiouy]·misi{pl} →
    [aeiouy]·mista → |m
    [aeouy]·[uy]de{sg} [aeouy]·[uy]teen → us
    [aeouy]·[uy]tta → us|ut
    [uy]s [uy]kse{sg} [uy]ksi{pl} [uy]sten → us
    okse{sg} oksi{pl} osten → os
    [uy]sta → us|
    osta → os|
    nen → s
    i·sta → s|
    i·sten [gklmnprtvs]i·siin → s
    ai·siin → s|
    j·ana j·ina →
    [aeiouy]·ton → tom|t
    [aeiouy]·ttoma{sg} [aeiouy]·ttomi{pl} → tom
    ita iden itten ihin siin →
    [aeiouy]·nei{pl} → n
    [eouy]·jen [eouy]·ja e·sta e·na e·tta →
    as asta ssa lla lta lle ksi aa·seen ee·seen →
    [abdfghjklmnoprstv]·in → in|
    [aei][aei]·ta [eiy]o·ta yo·sta →
    [aeiouy]·n [aeiouy]·t →
    """,
    sg=SINGULAR,
    pl=PLURAL,
)
FINNISH_GRADES = _table("[nlr]·[td] m·p →\nn·g → k\nd → t\nv → p")


def finnish(word: str) -> tuple[str, ...]:
    """The stems of a word without possessive and case suffix, two where a form is ambiguous."""
    without_cases = (
        stem
        for unpossessed in _strip_suffix(word, FINNISH_POSSESSIVES)
        for stem in _strip_suffix(unpossessed, FINNISH_CASES)
    )
    return tuple(dict.fromkeys(map(_finnish_stem, without_cases)))


def _finnish_stem(word: str) -> str:
    word = _without_final_vowels(word)
    if word[-1] == "j":
        word = _without_final_vowels(word[:-1])
    if word[-2:] in ("in", "im") and len(word) > SHORTEST + 1:  # keitin, keittimen
        return _finnish_grade(word[:-2]) + "in"
    return _finnish_grade(word)


def _finnish_grade(word: str) -> str:
    return _strip_suffix(_undouble(word), FINNISH_GRADES)[0]


NORWEGIAN_PLURALS = _table(
    """
    menn mennene → mann
    m·odre m·odrene br·odre br·odrene → or
    fedre fedrene → far
    dotre dotrene → datter
    krefter kreftene → kraft
    hender hendene → hand
    tenner tennene → tann
    stenger stengene → stang
    """
)
NORWEGIAN_CASES = _table("er ers en ens et ets ene enes erne ernes e es erte a um →")
NORWEGIAN_MORE = _table("er ert et e els ing ning →")


def norwegian_uninflected(word: str) -> tuple[str, ...]:
    """A word without suffixes of number, definiteness and genitive. Derived words stay apart."""
    return _strip_suffix(_strip_suffix(word, NORWEGIAN_PLURALS)[0], NORWEGIAN_CASES)


def norwegian(word: str) -> tuple[str, ...]:
    """The stem of a word without suffixes of number, definiteness, genitive and derivation."""
    (word,) = norwegian_uninflected(word)
    for table in (NORWEGIAN_MORE, NORWEGIAN_MORE):
        (word,) = _strip_suffix(word, table)
    word = _undouble(word)
    if word.endswith("el") and len(word) > SHORTEST + 1:  # artikkel, artikler
        word = _undouble(word[:-2]) + "l"
    elif word.endswith("r") and len(word) > SHORTEST and word[-2] not in VOWELS:  # mester, mestre
        word = word[:-1]
    return (word,)


ENGLISH_PLURALS = _table(
    """
    men men's mens → man
    women → woman
    people → person
    children → child
    feet → foot
    teeth → tooth
    """
)
ENGLISH_MORE = _table(
    """
    ership orship ship eri er or ist istri ian i e →
    ysi yse yst yt ytic → ys
    """
)
ENGLISH_MUTE = _table("e i →\nv ve → f")


ENGLISH_NUMBER = _table("s →\n[sxz]·es [cs]h·es →\nies → y|ie\nics → ics\nss → ss")


def english_uninflected(word: str) -> tuple[str, ...]:
    """What the singular of a word may be: “skill” of “skills”. Derived words stay apart."""
    return _strip_suffix(word, ENGLISH_NUMBER)


def english_singular(word: str) -> str:
    """The singular of an irregular plural; any other word unchanged."""
    return _strip_suffix(word, ENGLISH_PLURALS)[0]


def english(stem: str) -> tuple[str, ...]:
    """Strips -er, -or, -ship, -ist … from an English stem: “leader”, “leadership” → “lead”."""
    (stem,) = _strip_suffix(stem, ENGLISH_MORE)
    (stem,) = _strip_suffix(stem, ENGLISH_MUTE)
    return (_undouble(stem),)


POLISH_CASES = _table(
    """
    iego iemu iami iach ymi imi ego emu owie ami ach owi iem iom iow iej →
    ych ich om ow em ym im ej ie ia iu ii io um ium a e i o u y →
    """
)
POLISH_SOFT = _table("rz → r\ndz → d\n[kns]·c → t\nc iec iek ek → k")
POLISH_MORE = _table("ow owk →")


def polish(word: str) -> tuple[str, ...]:
    """The stems of a folded Polish word without case ending."""
    (word,) = _strip_suffix(word, POLISH_CASES)
    (word,) = _strip_suffix(_without_final_vowels(word) if word[-1] == "i" else word, POLISH_SOFT)
    return _strip_suffix(word, POLISH_MORE)
