from datetime import UTC, datetime, timedelta

import pytest

from roles.models import Role
from tests.api.asking import ask, refused
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    add_items,
)
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_roles(monkeypatch):
    """Twelve roles on pages of four."""
    monkeypatch.setattr("roles.browse.PAGE_SIZE", 4)
    family = RoleFamilyFactory()
    stages = ["entry", "lead", ""]
    start = datetime(2026, 3, 3, tzinfo=UTC)
    return [
        RoleFactory(
            slug=f"role-{number}",
            title=f"{letter} role",
            stage=stages[number % 3],
            family=family,
            updated_at=start + timedelta(days=number),
        )
        for number, letter in enumerate("kbhaielgjcfd")
    ]


def walk(path, between=lambda: None):
    """All slugs of a list, page after page; something is done between two pages."""
    answer = ask(path)
    slugs = [item["slug"] for item in answer["data"]]
    while answer["next"]:
        between()
        answer = ask(answer["next"].partition("/api/v1/")[2])
        slugs += [item["slug"] for item in answer["data"]]
    return slugs


@pytest.mark.parametrize("sort", ["name", "stage", "updated"])
def test_walk_finds_every_role_once_in_the_order_of_the_page(many_roles, sort):
    slugs = walk(f"roles?sort={sort}")

    assert len(slugs) == len({*slugs}) == 12
    order = {
        "name": lambda role: role.title_en,
        "stage": lambda role: (["entry", "lead", ""].index(role.stage), role.title_en),
        "updated": lambda role: -role.updated_at.timestamp(),
    }[sort]
    assert slugs == [role.slug for role in sorted(many_roles, key=order)]


@pytest.mark.parametrize("sort", ["name", "stage", "updated"])
def test_walk_holds_while_roles_go_come_and_are_renamed(many_roles, sort):
    """What stays in its place is found once, whatever happens to the role that a page ended at."""
    before = walk(f"roles?sort={sort}")
    unpublished, deleted, renamed = (Role.objects.get(slug=before[index]) for index in (3, 7, 2))

    def change():
        if unpublished.status == "published":
            unpublished.status = "draft"
            unpublished.save()
            RoleFactory(slug="new", title="a new role", family=unpublished.family)
            renamed.title_en = "zz"
            renamed.save()
        elif Role.objects.filter(pk=deleted.pk).exists():
            deleted.delete()

    after = walk(f"roles?sort={sort}", change)

    moved = {unpublished.slug, deleted.slug, renamed.slug, "new"}
    assert [slug for slug in after if slug not in moved] == [
        slug for slug in before if slug not in moved
    ]


def test_walk_goes_through_what_a_filter_leaves(many_roles):
    slugs = walk("roles?stage=lead&stage=entry&lang=fi")

    assert len(slugs) == 8


def test_cursor_of_another_order_or_language_is_refused(many_roles):
    cursor = ask("roles")["next"].partition("cursor=")[2]

    assert ask(f"roles?cursor={cursor}")["data"]
    assert "cursor" in refused(f"roles?sort=stage&cursor={cursor}")
    assert "cursor" in refused(f"roles?lang=fi&cursor={cursor}")
    assert "cursor" in refused(f"roles?cursor={cursor[:-2]}")


def test_filters_are_those_of_the_page():
    role = RoleFactory(slug="lead", stage="lead", title="Team lead")
    RoleFactory(slug="other", stage="entry")
    RoleSkillFactory(role=role, skill__slug="empathy")

    for query in ("stage=lead", "skill=empathy", "text=team+le", f"family={role.family.slug}"):
        answer = ask(f"roles?{query}")
        assert [found["slug"] for found in answer["data"]] == ["lead"], query
        assert answer["total"] == 1


def test_text_has_its_language_and_says_whether_it_is_a_fallback():
    RoleFactory(slug="lead", title="Lead", title_fi="", source_language="pl")

    assert ask("roles/lead?lang=nb")["data"]["title"] == {
        "text": "Lead nb",
        "language": "nb",
        "fallback": False,
    }
    fallback = {"text": "Lead pl", "language": "pl", "fallback": True}
    assert ask("roles/lead?lang=fi")["data"]["title"] == fallback
    assert ask("roles?lang=fi")["data"][0]["title"] == fallback


def test_all_languages_come_at_once_without_fallbacks():
    RoleFactory(slug="lead", title="Lead", title_fi="")

    texts = {"en": "Lead en", "nb": "Lead nb", "pl": "Lead pl"}
    assert ask("roles/lead?lang=all")["data"]["title"] == texts
    answer = ask("roles?lang=all")
    assert answer["data"][0]["title"] == texts
    assert answer["language"] == "all"


def test_role_has_all_that_its_page_shows():
    role = RoleFactory(slug="lead")
    add_items(role, 2)

    data = ask("roles/lead")["data"]

    items = data["items"]
    assert all(len(of_section) == 2 for of_section in items.values())
    [skill, _other] = items["skills"]
    assert skill["page"].endswith(f"/en/roles/lead/#{skill['anchor']}")
    assert skill["requirement"] in ("essential", "useful")
    assert skill["skill"]["api"].endswith(f"/api/v1/skills/{skill['skill']['slug']}")


def test_role_is_the_same_in_every_language_but_for_its_texts(content):
    answers = [ask(f"roles/customer-support-team-lead?lang={code}") for code in language_codes()]

    slugs = [
        [item["skill"]["slug"] for item in answer["data"]["items"]["skills"]] for answer in answers
    ]
    assert slugs[0]
    assert all(one == slugs[0] for one in slugs)
    assert all(answer["data"]["sources"] for answer in answers)


def test_draft_is_not_there():
    draft = DraftFactory(slug="hush", title="Hush")
    RoleFactory(slug="lead", family=draft.family)

    ask("roles/hush", 404)
    answer = ask("roles?text=lead")
    assert "hush" not in str(answer).lower()
    assert ask("roles")["total"] == 1


def test_former_address_leads_on(client):
    role = RoleFactory(slug="lead")
    role.former_addresses.create(slug="old")

    response = client.get("/api/v1/roles/old?lang=fi")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/api/v1/roles/lead?lang=fi",
    )


def test_families_come_after_those_above_them():
    family = RoleFamilyFactory(slug="root")
    child = RoleFamilyFactory(slug="child", parent=family)
    RoleFactory(family=child)

    [root, below] = ask("families")["data"]

    assert (root["slug"], root["parent"], root["roles"]) == ("root", None, 1)
    assert (below["slug"], below["parent"]) == ("child", "root")
