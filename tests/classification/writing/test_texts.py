import pytest

from classification.writing.texts import MAX_SLUG_LENGTH, distinct_titles, first_sentence, free_slug


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Roofers cover roofs. They use tar.", "Roofers cover roofs."),
        ("Roofers cover roofs.", "Roofers cover roofs."),
        ("Roofers cover roofs\nand walls. They", "Roofers cover roofs"),
        ("They juggle, etc. They teach it.", "They juggle, etc."),
        ("Tools, e.g. Excel, are used. Often.", "Tools, e.g. Excel, are used."),
        ("They work for Dr. No. He pays.", "They work for Dr. No. He pays."),
        ("Hankkeet, esim. EU:n hankkeet. Muut.", "Hankkeet, esim. EU:n hankkeet."),
        ("Obsługują m.in. Excela. Piszą.", "Obsługują m.in. Excela."),
        ("Łączą przewody. Świecą lampy.", "Łączą przewody."),
        ("De er 3.5 meter. Åpne dører.", "De er 3.5 meter."),
        ("Why? Because.", "Why?"),
        ("", ""),
    ],
)
def test_first_sentence_ends_where_a_sentence_does(text, sentence):
    assert first_sentence(text) == sentence


def test_other_titles_differ_by_more_than_case():
    others = [("Agent", False), ("agent", True), ("CLERK", True), ("Operator", False)]

    assert distinct_titles("Clerk", others) == [("agent", True), ("Operator", False)]


def test_slug_that_is_taken_gets_the_first_hint_that_makes_it_free():
    taken = {"librarian", "librarian-2622"}

    assert free_slug("Librarian", ["2622", "2622.1"], taken) == "librarian-2622-1"
    assert free_slug("Librarian", ["2622", "2622.1"], taken) == "librarian-2"
    assert free_slug("Kääntäjä", [], taken) == "kaantaja"
    assert free_slug("C#", [], taken) == "c-sharp"
    assert free_slug("C++", [], taken) == "c-plus-plus"
    assert free_slug("!", [], taken) == "concept"


def test_slug_is_never_too_long():
    taken = set()
    slugs = [free_slug("x" * 300, ["2622"], taken) for _ in range(3)]

    assert [len(slug) for slug in slugs] == [MAX_SLUG_LENGTH] * 3
    assert len(set(slugs)) == 3
