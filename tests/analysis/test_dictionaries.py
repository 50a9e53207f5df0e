from concurrent.futures import ThreadPoolExecutor

import morfeusz2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import dictionaries
from analysis.dictionaries import (
    Morfeusz,
    NullDictionary,
    Voikko,
    dictionary,
    installed,
    load_morfeusz,
)

PYTHON_INTERFACE = morfeusz2.Morfeusz(generate=False)


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


POLISH = st.text(st.sampled_from("aąbcćdeęfghijklłmnńoóprsśtuwyzźżABCKZŁ -/.'"))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.one_of(POLISH, WORDS))
@example("zespołu")
@example("Kierowniczka zespołu obsługi klienta " * 40)
@example("przyszedłbym")
def test_words_are_read_as_the_python_interface_of_the_package_reads_them(text):
    found = [reading[2] for reading in PYTHON_INTERFACE.analyse(text)]

    readings = [(base, tag) for _, base, tag, *_rest in found if tag != "ign"]
    assert Morfeusz().readings(text) == readings


def test_several_threads_read_words_at_once():
    words = ["liderka", "zespołu", "obsługi", "kierowniczka"] * 500
    expected = [*map(Morfeusz().readings, words)]

    with ThreadPoolExecutor(4) as threads:
        read = [*threads.map(lambda word: Morfeusz().readings(word), words)]

    assert read == expected


def test_morfeusz_that_is_not_there_keeps_nothing_from_starting(monkeypatch):
    monkeypatch.setattr(dictionaries, "find_spec", lambda name: None)

    load_morfeusz()

    with pytest.raises(ImportError):
        Morfeusz()


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
