import pytest

from analysis import is_small, telling_tokens


def telling(text: str, code: str = "en") -> list[str]:
    return [token.text for token in telling_tokens(text, code)]


@pytest.mark.parametrize(
    ("word", "code", "is_expected"),
    [("it", "en", True), ("IT", "en", True), ("it", "nb", False), ("på", "nb", True)],
)
def test_word_is_small_in_its_own_language(word, code, is_expected):
    assert is_small(word, code) == is_expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("head of sales", ["head", "sales"]),
        ("IT manager", ["IT", "manager"]),
        ("it manager", ["manager"]),
        ("IT OF MANAGER", ["MANAGER"]),
        ("A manager", ["manager"]),
        ("vitamin A and I", ["vitamin", "A"]),
        ("check-in agent", ["check", "in", "agent"]),
        ("agent - in", ["agent"]),
        ("IT", ["IT"]),
        ("to be", ["to", "be"]),
        ("", []),
    ],
)
def test_small_words_are_left_out_unless_they_are_names_or_all_there_is(text, words):
    assert telling(text) == words


def test_language_without_small_words_keeps_all():
    assert telling("head of sales", "") == ["head", "of", "sales"]
