"""What the analysis knows about each language. To add one is a row here (docs/search.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from analysis import endings


@dataclass(frozen=True)
class Language:
    """How words of a language are read.

    `stemmer` is Snowball's name, if it is used; it is given what `singular` makes of a word.
    `endings` says what is then left of a folded word, one way or several; `uninflected` the same
    where words that are derived from another stay apart. `has_compounds`: whether the language
    writes them as one word.
    `shortest_part` is the length from which a piece of a word may be a word: of a compound, or of
    words that someone has typed without a space. `digraphs` are what people type for letters that
    their keyboard lacks. `lemmas` and `splitter` name dictionaries that are used where they are
    installed (analysis.dictionaries). `stop_words` say little.
    """

    stemmer: str = ""
    singular: Callable[[str], str] = endings.no_singular
    uninflected: Callable[[str], tuple[str, ...]] = endings.no_suffixes
    endings: Callable[[str], tuple[str, ...]] = endings.no_suffixes
    has_compounds: bool = False
    shortest_part: int = 4
    digraphs: dict[str, str] = field(default_factory=dict)
    lemmas: str = ""
    splitter: str = ""
    stop_words: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES = {
    "en": Language(
        stemmer="english",
        singular=endings.english_singular,
        endings=endings.english,
        uninflected=endings.english_uninflected,
        stop_words=_words(
            "a an and are as at be by can do does for from has have how i in into is it its many "
            "me much my of on or that the their them they this to was what when where which who "
            "whose will with you your"
        ),
    ),
    "fi": Language(
        endings=endings.finnish,
        uninflected=endings.finnish,
        has_compounds=True,
        splitter="voikko",
        stop_words=_words(
            "ei eli ettei etta han he ja jo joka jos joten kanssa koska kuin kun mika millainen "
            "mina minka mita miten mutta myos ne niin ole olla on ovat se sen seka tai tama te vai"
        ),
    ),
    "nb": Language(
        endings=endings.norwegian,
        uninflected=endings.norwegian_uninflected,
        has_compounds=True,
        shortest_part=3,
        digraphs={"oe": "o", "ae": "a", "aa": "a"},
        stop_words=_words(
            "a at av de den der det du eller en er et etter for fra ha han har hun hva hvem hvor "
            "hvordan i ikke jeg kan mange med meg men mot mye nar og om pa sa seg ser skal som til "
            "ved vi vil"
        ),
    ),
    "pl": Language(
        endings=endings.polish,
        uninflected=endings.polish,
        lemmas="morfeusz",
        stop_words=_words(
            "a albo ale co czy dla do ds i ich ile jak jaka jakie jaki jako jest kto lub ma na nad "
            "mnie nie o od oraz po pod przez przy sa sie to u w we z za ze"
        ),
    ),
}
PLAIN = Language(shortest_part=0)


def language(code: str) -> Language:
    """A language's row; without one its words are found as they are written."""
    return LANGUAGES.get(code, PLAIN)
