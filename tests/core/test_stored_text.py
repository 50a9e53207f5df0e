import pytest

from core.stored_text import clean_label, clean_named_row, text_columns, unclean_rows
from roles.models import AlternativeTitle, Role
from skills.models import Tool
from sources.models import Source
from tests.support.factories import (
    AlternativeTitleFactory,
    RoleFactory,
    SourceFactory,
    ToolFactory,
)
from tests.support.unclean import store_unclean

pytestmark = pytest.mark.django_db


def test_columns_are_those_of_free_text_in_every_language():
    columns = text_columns(Role)

    assert {"slug", "title", "title_pl", "summary_fi"} <= columns.keys()
    assert not {"stage", "status", "source_language", "published_at", "sort_fi"} & columns.keys()


def test_columns_of_several_lines_keep_their_line_ends_and_others_have_none():
    columns = text_columns(Role)

    assert columns["growth_en"]("One\r\nTwo\x0b") == "One\nTwo"
    assert columns["title_en"]("One\r\nTwo\x0b") == "One Two"


def test_text_that_composing_makes_longer_is_cut_to_what_its_column_holds():
    assert text_columns(AlternativeTitle)["title"]("\u0958" * 200) == "\u0915\u093c" * 100


def test_rows_with_texts_that_are_not_clean_are_told_with_both(monkeypatch):
    monkeypatch.setattr("core.stored_text.BATCH", 2)
    sources = SourceFactory.create_batch(5, licence="", publisher="Press")
    store_unclean(sources[3], publisher="Pre\u00adss", title="Ha\u0308n")

    assert list(unclean_rows(Source, "default")) == [
        (sources[3].pk, {"publisher": ("Pre\u00adss", "Press"), "title": ("Ha\u0308n", "Hän")})
    ]


def test_label_that_is_a_double_or_empty_is_deleted_and_another_one_cleaned():
    role = RoleFactory()
    titles = [AlternativeTitleFactory(role=role, title=title) for title in ("Nurse", "a", "b", "c")]
    for title, text in zip(titles[1:], ("Nurse", "", "Carer"), strict=True):
        clean_label(AlternativeTitle, title.pk, {"title": text}, ("title",), "default")

    assert set(role.alternative_titles.values_list("title", flat=True)) == {"Nurse", "Carer"}


def test_named_row_whose_name_is_taken_stays_with_a_number():
    first, second = ToolFactory(name="Zendesk"), ToolFactory(name="Zen\u2011desk")
    texts = {"name": "Zendesk", "slug": second.slug}
    clean_named_row(Tool, second.pk, texts, "default")

    assert set(Tool.objects.values_list("pk", "name")) == {
        (first.pk, "Zendesk"),
        (second.pk, f"Zendesk-{second.pk}"),
    }
