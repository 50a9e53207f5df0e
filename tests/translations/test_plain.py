from translations.plain import plain, plain_words


def test_text_is_made_plain():
    assert plain("  Łódź  ÄÖ\tß ") == "lodz ao ss"


def test_words_are_letters_and_digits_without_signs():
    assert plain_words("IT-tukihenkilö, C++ (taso 2)") == ["it", "tukihenkilo", "c", "taso", "2"]
    assert plain_words("++ –") == []
