from core.transliteration import ascii_words, to_ascii


def test_text_is_made_plain():
    assert to_ascii("  Łódź  ÄÖ\tß ") == "lodz ao ss"


def test_words_are_letters_and_digits_without_signs():
    assert ascii_words("IT-tukihenkilö, C++ (taso 2)") == ["it", "tukihenkilo", "c", "taso", "2"]
    assert ascii_words("++ –") == []
