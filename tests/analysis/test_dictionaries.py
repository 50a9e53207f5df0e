import pytest

from analysis import dictionaries
from analysis.dictionaries import Morfeusz, NullDictionary, Voikko, dictionary, installed


@pytest.fixture
def unopened(monkeypatch):
    """Dictionaries are opened anew, and again after the test."""
    dictionaries._open_all.cache_clear()
    yield monkeypatch
    dictionaries._open_all.cache_clear()


def test_polish_words_are_analysed_as_their_base_forms():
    assert Morfeusz().analyses("zespołu") == [["zespół"]]
    assert Morfeusz().analyses("xqzvw") == []


def test_polish_words_are_read_with_their_grammar():
    assert Morfeusz().readings("liderka") == [("liderka", "subst:sg:nom:f")]
    assert Morfeusz().readings("xqzvw") == []


class VoikkoReadings(Voikko):
    """Voikko with what its library says of two words, as (BASEFORM, STRUCTURE)."""

    READINGS = {
        b"asiakaspalvelup\xc3\xa4\xc3\xa4llik\xc3\xb6t": [
            ("asiakaspalvelupäällikkö", "=ppppppp=ppppppp=ppppppppp"),
        ],
        b"sinivalko-": [("sini-valko", "=pppp-=ppppp")],
    }

    def __init__(self) -> None:
        self._handle = None

    def _readings(self, word: bytes) -> list[tuple[str, str]]:
        return self.READINGS.get(word, [])


@pytest.mark.parametrize(
    ("word", "analyses"),
    [
        ("asiakaspalvelupäälliköt", [["asiakas", "palvelu", "päällikkö"]]),
        ("sinivalko-", [["sini", "valko"]]),
        ("xqzvw", []),
    ],
)
def test_finnish_compounds_are_split_with_the_last_part_in_its_base_form(word, analyses):
    assert VoikkoReadings().analyses(word) == analyses


@pytest.mark.parametrize("error", [ImportError, OSError, AttributeError])
def test_dictionary_that_cannot_be_opened_is_not_installed(unopened, error):
    def fail():
        raise error("not there")

    unopened.setattr(dictionaries, "DICTIONARIES", {"morfeusz": fail})

    assert installed() == ()
    assert isinstance(dictionary("morfeusz"), NullDictionary)
    assert dictionary("morfeusz").analyses("zespołu") == []


def test_dictionary_is_opened_once(unopened):
    opened = []

    def open_dictionary():
        opened.append(NullDictionary())
        return opened[-1]

    unopened.setattr(dictionaries, "DICTIONARIES", {"x": open_dictionary})

    assert installed() == ("x",)
    assert dictionary("x") is dictionary("x")
    assert len(opened) == 1
