from classification.concepts import Classification, LanguageList
from classification.reading.esco_tables import PUBLICATION


def test_languages_are_those_of_the_lists():
    lists = [LanguageList("en", False), LanguageList("fi", True)]

    assert Classification(PUBLICATION, lists=lists).languages == ["en", "fi"]
