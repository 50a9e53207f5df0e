from tests.tools.words import words
from translations.compounds import FOLDER


def test_words_of_the_content_are_collected_in_their_language():
    finnish = set(words("fi"))

    assert {"tiimin", "asiakas", "palvelu"} <= finnish
    assert not finnish & {"kundeservice", "obsługa", "TIIMIN"}
    # The file may be older than the content; most of it is still there.
    shipped = set((FOLDER / "fi.txt").read_text(encoding="utf-8").split())
    assert len(shipped & finnish) > len(shipped) / 2
