import pytest

from classification.writing.merge import join_digests, merge_rows, merge_texts
from classification.writing.texts import digest

OLD, NEW, EDITED = "old", "new", "edited"


@pytest.mark.parametrize(
    ("current", "new", "imported", "write", "edited"),
    [
        (OLD, OLD, OLD, {}, []),  # nothing has changed
        (OLD, NEW, OLD, {"title": NEW}, []),  # the classification has changed
        (EDITED, OLD, OLD, {}, ["title"]),  # an editor has
        (EDITED, NEW, OLD, {}, ["title"]),  # both have
        (NEW, NEW, OLD, {}, []),  # both have, alike
        ("", OLD, OLD, {}, ["title"]),  # an editor has emptied it
        (None, NEW, None, {"title": NEW}, []),  # nobody has ever filled it
        (EDITED, NEW, None, {}, ["title"]),  # an editor has filled it
        (OLD, "", OLD, {"title": ""}, []),  # the classification has withdrawn it
        (None, "", None, {}, []),  # there has never been any
    ],
)
def test_text_follows_the_classification_unless_an_editor_has_changed_it(
    current, new, imported, write, edited
):
    memory = {"title": digest(imported)} if imported else {}
    merged = merge_texts({"title": current}, {"title": new}, memory)

    assert (merged.write, merged.edited) == (write, edited)
    if edited:
        assert merged.memory == memory
    else:
        assert merged.memory == ({"title": digest(new)} if new else {})


def test_columns_that_are_not_read_are_remembered_as_they_were():
    merged = merge_texts({}, {"title_en": NEW}, {"title_fi": "x"})

    assert merged.memory == {"title_fi": "x", "title_en": digest(NEW)}


def test_rows_follow_the_classification_unless_an_editor_has_changed_them():
    imported = join_digests(["stays", "gone", "removed here"])
    current = ["stays", "gone", "added here"]
    merged = merge_rows(current, ["stays", "removed here", "new"], imported)

    assert (merged.add, merged.drop, merged.removed) == (["new"], ["gone"], ["removed here"])


def test_rows_are_remembered_whatever_their_order():
    assert join_digests(["a", "b"]) == join_digests(["b", "a"])
    assert len(join_digests(["a", "b"])) == 16
