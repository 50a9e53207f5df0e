import pytest

from analysis.tokens import MAX_WORD_LENGTH, Token, fold, normalise, tokenise, words


def test_tokens_are_words_with_their_ranges():
    assert tokenise("C++, Støtte-leder!") == [
        Token("C++", 0, 3),
        Token("Støtte", 5, 11),
        Token("leder", 12, 17),
    ]
    assert words("C++, Støtte-leder!") == ["C++", "Støtte", "leder"]
    assert tokenise(" -!") == []


@pytest.mark.parametrize(
    ("text", "normalised"), [("LEAD", "lead"), ("ﬁ STRASSE", "fi strasse"), ("Støß", "støss")]
)
def test_case_and_compatibility_forms_are_normalised_and_diacritics_stay(text, normalised):
    assert normalise(text) == normalised


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Lead", "lead"),
        ("Støtte", "stotte"),
        ("zespołu", "zespolu"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        (".NET", "dotnet"),
        ("!", ""),
        ("x" * 100, "x" * MAX_WORD_LENGTH),
    ],
)
def test_words_fold_to_plain_letters_and_digits(word, folded):
    assert fold(word) == folded


def test_words_are_clean_whatever_is_among_their_letters():
    text = "ty\u00f6n\u00adjohtaja, pa\u0308a\u0308llikko\u0308\u200b"

    assert tokenise(text) == [Token("työnjohtaja", 0, 12), Token("päällikkö", 14, 27)]
    assert words(text) == ["työnjohtaja", "päällikkö"]
    assert words("\u3164 \u0301 a\ufeff") == ["a"]
