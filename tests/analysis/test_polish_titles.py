import pytest

from analysis import polish_titles
from analysis.dictionaries import NullDictionary
from analysis.polish_titles import single_gender


@pytest.mark.parametrize(
    "title",
    [
        "Kierownik zespołu",
        "Starszy specjalista ds. obsługi klienta",
        "przedstawiciel handlowy",
        "Programista",
        "Księgowy",
        "Dyrektor ds. relacji z klientami (CCO)",
        "specjalista ds. importu i eksportu",
    ],
)
def test_title_names_men_only(title):
    assert single_gender(title) == "masculine"


@pytest.mark.parametrize(
    "title",
    [
        "Kierowniczka zespołu",
        "Starsza konsultantka ds. wsparcia klienta",
        "Doradczyni klienta",
        "Lekarka",
        "Programistka",
        "Księgowa",
        "sprzedawczyni w sklepie",
    ],
)
def test_title_names_women_only(title):
    assert single_gender(title) == "feminine"


@pytest.mark.parametrize(
    "title",
    [
        "Lider / liderka zespołu wsparcia klienta",
        "Starszy lider / starsza liderka zespołu",
        "kelner/kelnerka",
        "Kierownik(-czka) zespołu",
        "Lider/ka",
        "Lider*ka",
        "kierownik lub kierowniczka zespołu",
        "liderka lub lider zespołu",
        "Sprzedaż",
        "Zarządzanie produktem",
        "Customer success",
        "Team leader",
        "Customer support team leader",
        "Logistyka",
        "Obsługa klienta",
        "osoba do towarzystwa",
        "Zespół wsparcia klienta",
        "",
        "123",
    ],
)
def test_title_names_both_or_nobody(title):
    assert single_gender(title) == ""


def test_without_its_dictionary_no_title_has_a_gender(monkeypatch):
    polish_titles._tags.cache_clear()
    monkeypatch.setattr(polish_titles, "dictionary", lambda name: NullDictionary())

    assert single_gender("Kierownik") == ""

    polish_titles._tags.cache_clear()
