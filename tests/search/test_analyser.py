import sys
from concurrent.futures import ThreadPoolExecutor

from search.analysis.analyser import Analyser
from translations.languages import language_codes

WORDS = ("zespołu", "tiiminvetäjälle", "kundestøttelederen", "leading", "masek", "asiakkaiden")


def test_several_threads_read_words_as_one_does():
    alone, shared = Analyser(), Analyser()
    asked = [(word, code) for word in WORDS for code in language_codes()] * 20

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda one: shared.word(*one), asked))

    assert found == [alone.word(*one) for one in asked]


def test_analyser_forgets_words_rather_than_growing(monkeypatch):
    monkeypatch.setattr(sys.modules[Analyser.__module__], "CACHED_WORDS", 3)
    reader = Analyser()

    first = reader.word("zespołu", "pl")
    for number in range(20):
        reader.word(f"word{number}", "pl")

    assert len(reader._words) <= 3
    assert len(reader._stems) <= 4 * 3 + 1
    assert reader.word("zespołu", "pl") == first
