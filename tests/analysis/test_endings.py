import pytest

from analysis import Analyser, fold

FORMS = {
    "fi": [
        "opettaja opettajat opettajien opettajille opettajaksi",
        "päällikkö päälliköt päällikön päälliköiden päällikköjä",
        "hitsaus hitsauksen hitsauksia",
        "tutkiminen tutkimisen tutkimista tutkimisesta",
        "lakimies lakimiehen lakimiehiä lakimiesten",
        "luotettavuus luotettavuuden luotettavuutta",
        "suodatin suodattimen suodattimia",
        "potilas potilaan potilaita",
        "tuotanto tuotannon tuotannossa",
        "sosiaalinen sosiaalisen sosiaalisia sosiaalista sosiaaliseen",
        "koulutus koulutuksen koulutukseen",
        "tavoite tavoitteen tavoitteeseen tavoitteita",
        "kokenut kokeneen kokeneet kokeneita",
        "tiimi tiimini tiimimme tiimissämme tiimistä tiimistään",
        "taito taitonsa taitojaan taitojensa taidoistani",
        "asiakas asiakkaani asiakkaansa asiakkaillemme asiakkaitaan",
        "palkka palkkani palkkasi palkkanne palkallaan palkakseen",
        "osaaminen osaamisensa osaamistaan osaamisellanne",
        "sairaanhoitaja sairaanhoitajamme sairaanhoitajillemme",
        "työ työni työstään työstämme",
        "analyysi analyysin analyysini",
        "tilanne tilanteen tilannetta",
    ],
    "nb": [
        "snekker snekkeren snekkerens snekkere snekkerne snekkernes",
        "brannmann brannmannen brannmenn brannmennene",
        "bestemor bestemødre bestemødrene",
        "artikkel artikkelen artikler artiklene",
        "håndbok håndboken håndbøker håndbøkene",
        "bonde bonden bønder bøndene",
        "museum museet museer museene",
        "mester mesteren mestere mestre mestrene",
        "ferdighet ferdigheten ferdigheter ferdighetene",
    ],
    "en": [
        "midwife midwives",
        "salesman salesmen",
        "shelf shelves",
        "bakery bakeries",
        "analysis analyses",
    ],
    "pl": [
        "stolarz stolarze stolarzom stolarzami",
        "prawnik prawnicy prawników prawnikiem",
        "architekt architekci architektów",
        "projekt projekty projektów projektami",
    ],
}
MADE = [
    ("en", "lead leading leader leadership"),
    ("en", "bake baker bakery baking"),
    ("en", "analyse analyst analysis"),
    ("en", "plan planner planning"),
    ("fi", "johtaa johtaja johtaminen"),
    ("nb", "veilede veileder veiledning veiledningene"),
    ("nb", "lede leder ledelse ledelsen"),
    ("nb", "registrere registrert registrerte registrering"),
    ("pl", "autobus autobusowy"),
]
UNLIKE = [
    ("en", "nurse manager"),
    ("fi", "kokki kokous"),
    ("nb", "lege leder"),
    ("pl", "kucharz kurier"),
    ("sv", "ledare ledaren"),
]


@pytest.fixture
def shared(monkeypatch):
    """Says which stems all of some words have, where no dictionary helps."""
    monkeypatch.setattr("analysis.dictionaries.installed", tuple)
    reader = Analyser()

    def shared(words: list[str], code: str) -> set[str]:
        return set.intersection(*({*reader.word(word, code).stems} for word in words))

    return shared


@pytest.mark.parametrize(("code", "forms"), [(c, f) for c in FORMS for f in FORMS[c]])
def test_forms_of_a_word_share_a_stem_with_and_without_diacritics(shared, code, forms):
    assert shared([*forms.split(), *map(fold, forms.split())], code)


@pytest.mark.parametrize(("code", "words"), MADE)
def test_words_that_are_made_from_one_share_a_stem(shared, code, words):
    assert shared(words.split(), code)


@pytest.mark.parametrize(("code", "words"), UNLIKE)
def test_other_words_and_words_of_languages_without_rules_share_none(shared, code, words):
    assert not shared(words.split(), code)


@pytest.mark.parametrize("code", ["en", "fi", "nb", "pl"])
@pytest.mark.parametrize("word", ["e", "en", "as", "ien", "sta", "ernes", "ership", "ówka", "7"])
def test_something_is_left_of_words_that_are_endings(code, word):
    assert all(Analyser().stems(word, code))
