from search.engines.base import TermGroup
from search.engines.sqlite import _expression


def test_group_is_written_as_alternatives_in_title_columns():
    group = TermGroup(
        ("lead",), stems=("en1lead",), prefix="le", conjunctions=((("a", "b"), ("c",)),)
    )

    titles = '{exact stem part} : ("lead" OR "le" * OR (("a" OR "b") AND ("c")))'
    assert _expression(group, in_texts=False) == f"({titles})"
    assert _expression(group, in_texts=True) == f'({titles} OR body : ("en1lead"))'
