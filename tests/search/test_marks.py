import pytest
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import engine
from search.find import search
from search.marks import Marker
from search.models import State
from search.query import QueryReader
from search.results import SearchRequest, Segment
from search.upkeep import index_pending
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def marker(text: str) -> Marker:
    return Marker(QueryReader(engine(), State.objects.first() or State()).read(text))


def marked(text: str, query: str, language: str = "en") -> list[str]:
    """The pieces of a text that are marked."""
    return [s.text for s in marker(query).segments(text, language) if s.is_match]


def joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("Team lead", "LEADS", "en", ["lead"]),
        ("Kundestøtte, leder", "kundestotte ledere", "nb", ["Kundestøtte", "leder"]),
        ("Lider zespołu", "zespol", "pl", ["zespołu"]),
        ("Asiakaspalvelupäällikkö", "asiakaspalvelupaallikot", "fi", ["Asiakaspalvelupäällikkö"]),
        ("kundestøtte leder", "kundestøtteleder", "nb", ["kundestøtte", "leder"]),
        ("The lead of a team", "the lead", "en", ["lead"]),
        ("Painter", "lead", "en", []),
        (
            "Ha\u0308meen pa\u0308a\u0308llikko\u0308",
            "päällikkö",
            "fi",
            ["pa\u0308a\u0308llikko\u0308"],
        ),
        ("Päällikkö", "pa\u0308a\u0308l\u00adlikko\u0308\u200b", "fi", ["Päällikkö"]),
    ],
)
def test_words_are_marked_as_they_stand_there_whatever_was_typed(text, query, language, expected):
    assert marked(text, query, language) == expected


TEXTS = st.text(st.sampled_from("leadLEADstøß ﬁİ’<&>-,.\n\u0301é1+#\u00ad\u200d"), max_size=60)


@given(TEXTS, TEXTS)
@settings(max_examples=40)
def test_joined_pieces_are_the_text_and_nothing_is_marked_twice(text, query):
    segments = marker(query + " lead").segments(text, "en")

    assert joined(segments) == text
    assert all(segment.text for segment in segments)


def test_every_occurrence_is_marked_once():
    assert marker("lead lead leads").segments("Lead, lead", "en") == (
        Segment("Lead", True),
        Segment(", ", False),
        Segment("lead", True),
    )


def test_quote_is_a_part_of_the_text_around_what_matches():
    text = "before " * 60 + "the lead " + "after " * 60

    quote = marker("leads").quote(text, "en")

    assert quote[0].text == "… "
    assert quote[-1].text == " …"
    assert joined(quote[1:-1]) in text
    assert [segment.text for segment in quote if segment.is_match] == ["lead"]
    assert len(joined(quote)) <= 250


def test_lines_that_are_no_sentences_are_set_apart_in_a_quote():
    text = "Train the team\n\n  Lead meetings \nThis is a sentence.\nSo is this."

    assert joined(marker("lead").quote(text, "en")) == (
        "Train the team · Lead meetings · This is a sentence. So is this."
    )


def test_text_without_a_match_is_not_quoted():
    assert marker("lead").quote("Nothing of it", "en") == ()


def test_marks_are_of_the_original_and_escaping_is_left_to_the_template():
    RoleFactory(slug="lead", title="<b>Lead</b> & co")
    index_pending()

    [hit] = search(SearchRequest("leads", "en")).hits
    template = engines["jinja2"].from_string("{% for s in pieces %}{{ s.text }}{% endfor %}")

    assert joined(hit.marked) == "<b>Lead</b> & co en"
    assert template.render({"pieces": hit.marked}) == "&lt;b&gt;Lead&lt;/b&gt; &amp; co en"
