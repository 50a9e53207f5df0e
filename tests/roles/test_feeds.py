from collections import Counter
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roles.feeds import RoleFeed
from tests.support.factories import DraftFactory, RoleFactory, RoleSkillFactory
from tests.support.history import recorded
from tests.support.markup import spoken
from tests.support.unclean import store_unclean

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, language: str) -> ElementTree.Element:
    """The feed; parsing it proves that it is well-formed."""
    response = client.get(f"/{language}/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(client, language: str) -> list[str | None]:
    return [
        entry.findtext("a:title", "", ATOM)
        for entry in feed(client, language).iterfind("a:entry", ATOM)
    ]


def test_entry_says_what_is_new(client):
    RoleFactory(
        slug="lead",
        title="Lead & <more>",
        summary="Leads",
        published_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        updated_at=datetime(2026, 5, 20, 9, tzinfo=UTC),
    )

    [entry] = feed(client, "fi").iterfind("a:entry", ATOM)

    assert {
        part: entry.findtext(f"a:{part}", "", ATOM)
        for part in ("title", "summary", "published", "updated", "id")
    } == {
        "title": "Lead & <more> fi",
        "summary": "Leads fi",
        "published": "2026-03-02T09:00:00+00:00",
        "updated": "2026-05-20T09:00:00+00:00",
        "id": "http://testserver/fi/roles/lead/",
    }
    assert entry.find("a:link", ATOM).get("href") == "http://testserver/fi/roles/lead/"


def test_text_is_escaped_once_so_that_it_is_read_as_it_was_written(client):
    RoleFactory(title="R&amp;D <b>", summary="Draws on <canvas>, knows R&amp;D & A/B")

    [entry] = feed(client, "en").iterfind("a:entry", ATOM)

    assert text_of(entry.find("a:title", ATOM)) == "R&amp;D <b> en"
    assert text_of(entry.find("a:summary", ATOM)) == "Draws on <canvas>, knows R&amp;D & A/B en"


def text_of(construct: ElementTree.Element) -> str | None:
    """What a reader of feeds shows of a text construct (RFC 4287, 3.1)."""
    assert construct.get("type", "text") == "text"
    assert len(construct) == 0
    return construct.text


@pytest.mark.parametrize("roles", [0, 2])
def test_feed_has_all_that_the_standard_asks_for_and_nothing_twice(client, language, roles):
    """RFC 4287, 4.1.1 and 4.1.2."""
    RoleFactory.create_batch(roles, summary="")
    found = feed(client, language)
    entries = found.findall("a:entry", ATOM)

    assert len(entries) == roles
    assert found.findtext("a:author/a:name", "", ATOM) == "Rolebook"
    for part in (found, *entries):
        names = Counter(child.tag.partition("}")[2] for child in part)
        assert {names[name] for name in ("id", "title", "updated")} == {1}
        assert max(names[name] for name in ("subtitle", "summary", "published", "author")) <= 1
        assert part.findtext("a:id", "", ATOM).startswith("http://testserver/")
        for name in ("updated", "published"):
            for date in part.iterfind(f"a:{name}", ATOM):
                assert datetime.fromisoformat(date.text).tzinfo
        links = {(link.get("rel"), link.get("hreflang")) for link in part.iterfind("a:link", ATOM)}
        assert len(links) == names["link"] > 0
    assert len({entry.findtext("a:id", "", ATOM) for entry in entries}) == roles


@pytest.mark.parametrize("language", ["en", "fi", "nb", "pl"])
def test_feed_speaks_the_language_of_its_address(client, language):
    found = feed(client, language)

    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert found.findtext("a:title", "", ATOM) == spoken(
        language, "Rolebook: new and updated roles"
    )
    assert {link.get("rel"): link.get("href") for link in found.iterfind("a:link", ATOM)} == {
        "alternate": f"http://testserver/{language}/roles/",
        "self": f"http://testserver/{language}/feed/",
    }


def test_what_changed_last_comes_first_and_the_rest_is_left_out(client, monkeypatch):
    monkeypatch.setattr(RoleFeed, "size", 2)
    for day, title in ((3, "Old"), (5, "New"), (4, "Middle")):
        RoleFactory(title=title, updated_at=datetime(2026, 4, day, tzinfo=UTC))

    assert titles(client, "en") == ["New en", "Middle en"]


def test_role_is_in_the_feeds_of_the_languages_its_page_is_written_in(client):
    RoleFactory(title="Lead", introduction="Leads", introduction_pl="")

    assert titles(client, "nb") == ["Lead nb"]
    assert titles(client, "pl") == []


def test_draft_is_in_no_feed(client):
    DraftFactory()

    assert titles(client, "en") == []


def test_feed_costs_two_queries_for_many_roles(client, django_assert_num_queries):
    RoleFactory.create_batch(3)

    with django_assert_num_queries(2):
        client.get("/en/feed/")


def test_feed_may_be_kept(client):
    assert client.get("/en/feed/")["X-Page"] == ""


def test_every_page_leads_to_the_feed(visit):
    page = visit("/pl/about/")

    link = page.find("link", type="application/atom+xml")
    assert (link.get("href"), link.get("title")) == (
        "/pl/feed/",
        spoken("pl", "Rolebook: new and updated roles"),
    )


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
@example(text="Team\x0blead\x0c\x1f\uffff")
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_feed_can_be_read_whatever_an_editor_pastes_or_a_table_holds(client, text):
    role = RoleFactory(title_en=f"x{text}"[:200], summary_en="Leads")
    feed(client, "en")
    store_unclean(role, summary_en=text)
    feed(client, "en")
    role.delete()


def test_entry_says_what_changed_on_the_day_of_the_last_update(client):
    role = RoleFactory(summary="Leads")
    with recorded():
        RoleSkillFactory(role=role)
        role.touch()
    other = RoleFactory(summary="Follows")
    with recorded():
        RoleSkillFactory(role=other)

    summaries = [
        entry.findtext("a:summary", "", ATOM)
        for entry in feed(client, "en").iterfind("a:entry", ATOM)
    ]

    assert summaries == ["Leads en\n\nWhat changed: Skills", "Follows en"]


def test_feed_costs_the_same_number_of_queries_whatever_has_changed(client, count_queries):
    def count():
        return count_queries(lambda: client.get("/en/feed/").content)

    RoleFactory()
    one = count()
    for _ in range(3):
        with recorded():
            RoleSkillFactory()

    assert count() == one
