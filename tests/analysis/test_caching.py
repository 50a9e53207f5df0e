from analysis.caching import LONGEST, cached_by_word


def test_result_is_kept_for_the_words_that_were_used_last():
    asked = []

    @cached_by_word(2)
    def shout(word, sign="!"):
        asked.append(word)
        return word.upper() + sign

    assert "".join(map(shout, "abacab")) == "A!B!A!C!A!B!"
    assert asked == ["a", "b", "c", "b"]
    assert shout("a", sign="?") == "A?"


def test_long_words_are_worked_out_each_time():
    asked = []

    @cached_by_word(10)
    def length(word):
        asked.append(word)
        return len(word)

    sizes = [LONGEST, LONGEST, LONGEST + 1, LONGEST + 1]
    assert [length("x" * size) for size in sizes] == sizes
    assert len(asked) == 3
