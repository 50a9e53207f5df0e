import re
from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from config import start
from core import checking
from core.content_version import raise_version
from search.models import Miss
from tests.support.editing import Desk, desk
from tests.support.factories import DraftFactory, RoleFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """All checks are run, also where the first one loads dictionaries, whatever ran before."""
    monkeypatch.setattr(checking, "_latest", {})
    monkeypatch.setattr(start, "SECONDS_FOR_CHECKS", 60)


def read(client, language="en"):
    response = client.get("/admin/", headers={"accept-language": language})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def lines(page):
    """The lines of all blocks: the label, the address and the count."""
    pattern = r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th> <td class="count"> (.*?) </td>'
    return {
        label: (address.replace("&amp;", "&"), count)
        for address, label, count in re.findall(pattern, page)
    }


@pytest.fixture
def waiting():
    """Something of everything that waits."""
    tomorrow = timezone.now() + timedelta(days=1)
    DraftFactory(title_en="Draft")
    DraftFactory(title_en="Scheduled", publish_at=tomorrow)
    DraftFactory(title_en="Late", publish_at=tomorrow, publish_problem="title")
    RoleFactory(title_en="Unreviewed", review_on=date(2026, 3, 1))
    Miss.objects.create(language="fi", key="pomo", text="pomo", last_day=date(2026, 3, 1))
    SkillFactory()


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_what_waits_has_a_count_and_leads_to_the_list(waiting, group):
    someone = desk(group)

    found = lines(read(someone))

    counts = {label: count for label, (_, count) in found.items()}
    assert counts == {
        "Drafts": "3",
        "Scheduled": "1",
        "Publication failed": "1",
        "Overdue reviews": "1",
        "Searches without results": "1",
        "Roles without essential skills": "4",
        "Briefly described roles": "4",
        "Skills, tools and metrics that no role uses": "1",
    }
    for label, (address, count) in found.items():
        context = someone.get(address).context
        listed = context["cl"].result_count if "cl" in context else context["count"]
        assert listed == int(count), label


def test_findings_of_checks_lead_to_all_checks():
    page = read(desk("Editor"))

    assert "No problems were found." in page
    assert '<a href="/admin/checks/">All checks</a>' in page


def test_translator_sees_the_findings_in_their_languages(waiting):
    RoleFactory(summary_fi="Kaksi  väliä", summary_pl="Dwa  odstępy")

    found = lines(read(desk("Translator", "pl")))

    assert list(found) == ["Quotation marks, ellipses and spaces"]
    assert found["Quotation marks, ellipses and spaces"][1] == "1"


def test_who_has_nothing_to_do_with_content_sees_the_page_as_it_was():
    page = read(Desk(UserFactory()))

    assert 'class="count"' not in page
    assert "All checks" not in page


def test_slow_check_has_its_last_count_until_it_is_opened(waiting, monkeypatch):
    editor = desk("Editor")
    monkeypatch.setattr(start, "SECONDS_FOR_CHECKS", 0)

    before = lines(read(editor))
    editor.get("/admin/checks/")
    opened = lines(read(editor))
    raise_version()
    after = lines(read(editor))

    label = "Briefly described roles"
    assert [rows[label][1] for rows in (before, opened, after)] == [
        "not counted yet",
        "4",
        "4 (before the last change)",
    ]


def test_page_of_an_app_is_as_it_was(waiting):
    page = desk("Editor").get("/admin/roles/").content.decode()

    assert 'class="count"' not in page


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fi", "Odottaa käsittelyäsi"),
        ("nb", "Venter på deg"),
        ("pl", "Do zrobienia"),
        ("en", "Waiting for you"),
    ],
)
def test_page_speaks_the_language_of_the_browser(language, heading):
    assert f"<h2>{heading}</h2>" in read(desk("Publisher"), language)


def test_page_costs_the_same_however_much_waits(waiting, count_queries):
    editor = desk("Editor")
    before = count_queries(lambda: read(editor))
    for _ in range(3):
        DraftFactory(summary_fi="Kaksi  väliä")
        SkillFactory()

    assert count_queries(lambda: read(editor)) == before


def test_list_of_all_kinds_is_made_once_for_the_page(monkeypatch):
    made = []
    make = admin.site._build_app_dict
    monkeypatch.setattr(admin.site, "_build_app_dict", lambda *of: made.append(of) or make(*of))
    someone = desk("Editor")

    page = read(someone)
    assert len(made) == 1
    assert "Skill groups" in page

    read(someone)
    assert len(made) == 2
