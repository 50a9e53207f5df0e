from collections import Counter

import pytest

from roles.models import Role
from roles.registry import item_kinds
from search.engines import engine
from search.ids import GENERATION_SHIFT, RANK_BITS, Generation, pack_object
from search.index import (
    MAX_PARAMETERS,
    MAX_TEXT_WORDS,
    MAX_TITLE_WORDS,
    TEXT_RANK_OFFSET,
    IndexWriter,
    TermCounts,
    batched,
    read_term_counts,
    update_term_counts,
)
from search.models import Passage, PassageRow, Pending, State, Term
from search.upkeep import index_pending
from tests.support.factories import ResponsibilityFactory, RoleFactory

pytestmark = pytest.mark.django_db
GENERATION = Generation(0)


def row(words: str, body: str = "") -> PassageRow:
    return PassageRow(1, 1, "en", "title", "", "", "", words, body)


def term_counts() -> dict[str, int]:
    return dict(Term.objects.filter(is_word=True).values_list("term", "count"))


def ranks(**fields: str) -> list[int]:
    """The ranks of the passages with these fields, in their order."""
    ids = Passage.objects.filter(**fields).order_by("id").values_list("id", flat=True)
    return [id >> GENERATION_SHIFT - RANK_BITS & (1 << RANK_BITS) - 1 for id in ids]


def test_terms_are_counted_once_for_each_passage():
    counts = TermCounts()

    counts.add([row("lead:en1lead:en2lead lead:en1lead:en2lead", "en1lead"), row("lead:en1lead:")])

    assert counts.counts == {"lead": 2, "en1lead": 2, "en2lead": 1}
    assert counts.words == {"lead"}


def test_items_are_batched_by_what_a_statement_takes():
    assert [len(batch) for batch in batched(range(2 * MAX_PARAMETERS + 1))] == [
        MAX_PARAMETERS,
        MAX_PARAMETERS,
        1,
    ]


def test_object_is_indexed_in_each_language_with_its_terms():
    role = RoleFactory(title_en="Team lead", title_fi="", title_nb="", title_pl="", summary="")

    IndexWriter(GENERATION).write("role", [role.pk])

    passage = Passage.objects.get()
    assert (passage.object, passage.language) == (pack_object("role", role.pk), "en")
    assert [word.split(":")[0] for word in passage.words.split()] == ["team", "lead"]
    assert term_counts() == {"team": 1, "lead": 1}


def test_only_passages_that_differ_are_written():
    role = RoleFactory()
    item = ResponsibilityFactory(role=role, title="Coaching")
    IndexWriter(GENERATION).write("role", [role.pk])
    before = {passage.pk: passage.title for passage in Passage.objects.all()}

    type(item).objects.filter(pk=item.pk).update(title_en="Leading")
    IndexWriter(GENERATION).write("role", [role.pk])

    after = {passage.pk: passage.title for passage in Passage.objects.all()}
    assert set(after.items()) - set(before.items()) == {
        (pk, title) for pk, title in after.items() if title == "Leading"
    }
    assert "leading" in term_counts()
    assert sum(title.startswith("Coaching") for title in before.values()) == 1 + sum(
        title.startswith("Coaching") for title in after.values()
    )


def test_terms_of_the_last_passage_go_with_it():
    role = RoleFactory(title="Welder", summary="")
    IndexWriter(GENERATION).write("role", [role.pk])
    pk = role.pk
    role.delete()

    IndexWriter(GENERATION).write("role", [pk])

    assert Passage.objects.count() == Term.objects.count() == 0
    assert engine().words_containing(GENERATION, "weld", 5) == []


def test_short_titles_rank_before_long_ones_and_titles_before_texts():
    long = " ".join(["ab"] * (MAX_TITLE_WORDS + 1))
    role = RoleFactory(title_en="Team lead", title_fi=long, title_nb="", title_pl="", summary="")
    ResponsibilityFactory(role=role, title_en="One", title_fi="", title_nb="", title_pl="")

    IndexWriter(GENERATION).write("role", [role.pk])

    assert ranks() == [2, MAX_TITLE_WORDS, TEXT_RANK_OFFSET + 1]


def test_words_beyond_the_limits_are_not_indexed():
    role = RoleFactory(
        title_en=" ".join(["ab"] * (MAX_TITLE_WORDS + 1)),
        summary_en=" ".join(f"s{n}" for n in range(MAX_TEXT_WORDS + 1)),
    )

    IndexWriter(GENERATION).write("role", [role.pk])

    passage = Passage.objects.get(language="en")
    assert len(passage.words.split()) == MAX_TITLE_WORDS
    assert f"en1s{MAX_TEXT_WORDS - 2}" in passage.body
    assert f"en1s{MAX_TEXT_WORDS}" not in passage.body


def test_counts_of_unknown_terms_are_left_out():
    update_term_counts(engine(), GENERATION, TermCounts(Counter(lead=2), {"lead"}))

    assert read_term_counts(GENERATION, ["lead", "x"], "default") == {"lead": 2}
    assert read_term_counts(Generation(1), ["lead"], "default") == {}


def test_counts_are_added_and_subtracted():
    def change(**counts: int) -> None:
        update_term_counts(engine(), GENERATION, TermCounts(Counter(counts), {"lead"}))

    change(lead=2, en1lead=1)
    change(lead=1)
    assert read_term_counts(GENERATION, ["lead"], "default") == {"lead": 3}

    change(lead=-2, en1lead=-1)

    assert dict(Term.objects.values_list("term", "count")) == {"lead": 1}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("kind", item_kinds(), ids=lambda kind: kind.relation)
def test_items_that_are_written_alone_are_indexed_as_in_a_whole_role(kind):
    index_pending()
    item = kind.model.objects.exclude(**{f"{kind.label}_en": ""}).first()
    # A rebuild splits compounds by the words of all titles, a writer by the terms of the index,
    # which it may change: written twice, they are split as they will be.
    for _ in range(2):
        IndexWriter(State.objects.get().live).write("role", [item.role_id])
    text = getattr(item, f"{kind.label}_en")

    for changed in (f"{text} and zebras", "Zebras alone", "", text):
        kind.model.objects.filter(pk=item.pk).update(**{f"{kind.label}_en": changed})
        Pending.objects.all().delete()
        IndexWriter(State.objects.get().live).write_items(kind, item.role_id)
        alone = indexed()
        IndexWriter(State.objects.get().live).write("role", [item.role_id])
        assert alone == indexed()


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("field", ["title_en", "summary_fi", "conclusion_pl", "source_language"])
def test_own_texts_of_a_role_that_are_written_alone_are_indexed_as_in_a_whole_role(field):
    index_pending()
    role = Role.objects.published().first()
    for _ in range(2):  # as above
        IndexWriter(State.objects.get().live).write("role", [role.pk])
    text = getattr(role, field)

    for changed in ("fi" if field == "source_language" else f"{text} and zebras", "", text):
        Role.objects.filter(pk=role.pk).update(**{field: changed})
        Pending.objects.all().delete()
        IndexWriter(State.objects.get().live).write_own_texts(role.pk)
        alone = indexed()
        IndexWriter(State.objects.get().live).write("role", [role.pk])
        assert alone == indexed()


@pytest.mark.usefixtures("content")
def test_role_that_readers_do_not_see_loses_its_passages_with_its_own_texts():
    index_pending()
    role = Role.objects.published().first()
    Role.objects.filter(pk=role.pk).update(status="draft")

    IndexWriter(State.objects.get().live).write_own_texts(role.pk)

    assert not Passage.objects.filter(object=pack_object("role", role.pk)).exists()


def indexed() -> tuple[list, dict]:
    passages = Passage.objects.order_by("pk").values_list()
    return list(passages), dict(Term.objects.values_list("term", "count"))
