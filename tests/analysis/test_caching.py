from analysis.caching import LONGEST, WordResults, cached_by_word


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


def test_results_are_asked_for_once_and_are_no_more_than_so_many():
    asked = []
    results = WordResults(lambda word: asked.append(word) or word.upper(), 2)

    assert [results[word] for word in "aabbc"] == ["A", "A", "B", "B", "C"]
    assert asked == ["a", "b", "c"]
    assert [*results] == ["c"]


def test_results_of_long_words_are_not_kept():
    results = WordResults(len, 10)

    assert results["x" * (LONGEST + 1)] == LONGEST + 1
    assert not results
