from search.engines.base import TermGroup
from search.engines.postgresql import _expression, _vector
from search.models import PassageRow


def row(words: str, body: str = "") -> PassageRow:
    return PassageRow(1, 1, "fi", "title", "", "", "", words, body)


def test_vector_has_a_weight_for_each_column_that_contains_a_term():
    vector = _vector(row("lead:en1lead:en2lead team:en1team:en2team", "en1lead"))

    assert dict(lexeme.split(":") for lexeme in vector.split()) == {
        "lead": "1A",
        "team": "1A",
        "leadteam": "1A",
        "en1lead": "2B,4D",
        "en1team": "2B",
        "en2lead": "3C",
        "en2team": "3C",
    }


def test_term_that_is_repeated_in_a_column_has_one_weight():
    assert _vector(row("lead:: lead::")).split() == ["lead:1A", "leadlead:1A"]


def test_group_is_written_as_alternatives():
    group = TermGroup(
        ("lead",), stems=("en1lead",), prefix="le", conjunctions=((("a", "b"), ("c",)),)
    )

    assert _expression(group, in_texts=False) == (
        "(lead:ABC | le:*A | ((a:ABC | b:ABC) & (c:ABC)))"
    )
    assert _expression(group, in_texts=True).endswith(" | en1lead:D)")
