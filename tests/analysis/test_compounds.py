from analysis.compounds import MAX_COMPOUND_LENGTH, pieces, split


def split_by(word: str, shortest: int = 3, **counts: int) -> list[str]:
    return split(word, shortest, lambda part: counts.get(part, 0))


def test_compound_is_split_into_words_of_the_index():
    assert split_by("kundeleder", kunde=4, leder=3) == ["kunde", "leder"]
    assert split_by("kundestotteleder", kunde=4, stotte=2, leder=3) == ["kunde", "stotte", "leder"]


def test_fewer_and_more_frequent_parts_win():
    assert split_by("kundeleder", kunde=4, leder=3, kun=9, deleder=1) == ["kunde", "leder"]
    assert split_by("kundeleder", kund=9_000, eleder=9_000, kunde=1, leder=1) == ["kund", "eleder"]


def test_word_stays_whole_if_a_part_of_it_is_not_in_the_index():
    assert split_by("kundeleder", kunde=4) == ["kundeleder"]
    assert split_by("kundeleder") == ["kundeleder"]


def test_words_that_are_too_short_or_too_long_are_not_split():
    assert split("abcde", 3, lambda part: 1) == ["abcde"]
    long = "ab" * MAX_COMPOUND_LENGTH
    assert split(long, 2, lambda part: 1) == [long]
    assert split("kundeleder", 0, lambda part: 1) == ["kundeleder"]


def test_pieces_are_all_strings_that_may_be_parts():
    assert pieces("abcdef", 3) == ["abc", "def"]
    assert pieces("abcdefg", 3) == ["abc", "abcd", "defg", "efg"]
    assert pieces("abcde", 3) == []
