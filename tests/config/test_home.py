from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from config.home import Home, home_page, most_shared
from config.leaders import LISTED
from core.content_cache import cached_per_content_version
from roles.models import RoleViews
from skills.mix import MixRow
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    add_items,
)
from tests.support.markup import spoken
from translations.coverage import LanguageShare

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def home(language: str = "en") -> Home:
    with translation.override(language):
        return home_page(TODAY)


def read(role: object, times: int, day: date = TODAY - timedelta(days=1)) -> None:
    RoleViews.objects.create(role=role, day=day, count=times)


def test_empty_site_has_a_home_page(visit):
    page = visit("/en/")

    assert page.text("h1") == "Know the role before you fill it"
    assert page.all("section", "specimen") == []
    assert page.text("p", "muted") == "0 roles"
    assert page.all("p", "try") == []


def test_home_page_searches_and_gives_examples_in_two_languages(visit):
    for number in range(3):
        RoleFactory(title=f"Role {number}", updated_at=datetime(2026, 5, number + 1, tzinfo=UTC))
    RoleSkillFactory(role=RoleFactory(), skill=SkillFactory(title="Tact"))

    page = visit("/fi/")

    form = page.find("form", role="search")
    assert (form.get("action"), form.get("data-suggest")) == ("/fi/search/", "/fi/suggest/")
    assert page.text("label", inside=form) == spoken("fi", "Find a role, a skill or a tool")
    examples = page.all("a", inside=page.find("p", "try"))
    assert [(link.get("href"), link.get("lang")) for link in examples] == [
        ("/fi/search/?q=Role+2+fi", None),
        ("/fi/search/?q=Role+1+fi", None),
        ("/fi/search/?q=Tact+fi", None),
        ("/fi/search/?q=Role+0+pl", "pl"),
    ]


def test_only_published_roles_are_counted_and_shown():
    family = RoleFamilyFactory()
    role = RoleFactory(family=family)
    draft = DraftFactory(family=family)
    read(draft, 100)

    found = home()

    assert (found.total, found.newest, found.most_read) == (1, [role], [])
    assert [(row.family, row.count, row.examples) for row in found.families] == [
        (family, 1, [role])
    ]


def test_skills_that_most_roles_share_come_first_and_ties_by_name(monkeypatch):
    monkeypatch.setattr("config.home.LISTED", 2)
    skills = [SkillFactory(title=title) for title in ("B", "A", "C")]
    for skill in (*skills, skills[2]):
        RoleSkillFactory(skill=skill)

    assert most_shared("en") == {skills[2].pk: 2, skills[1].pk: 1}
    assert [skill.pk for skill in home().skills] == [*most_shared("en")]


def test_most_read_roles_come_first_in_the_days_before_today():
    roles = [RoleFactory() for _ in range(LISTED + 1)]
    for number, role in enumerate(roles):
        read(role, number + 1)
    read(roles[0], 1000, TODAY)

    assert home().most_read == roles[:0:-1]


def test_newest_roles_are_those_that_changed_last():
    roles = [
        RoleFactory(updated_at=datetime(2026, 4, day, tzinfo=UTC)) for day in range(3, LISTED + 4)
    ]

    assert home().newest == roles[:0:-1]


def test_roles_with_responsibilities_come_before_newer_ones_that_have_none():
    written = add_items(RoleFactory())
    bare = RoleFactory(updated_at=datetime(2026, 5, 1, tzinfo=UTC))

    assert home().newest == [written, bare]


def test_example_is_the_most_read_role_or_else_the_newest():
    add_items(RoleFactory(title="New", updated_at=datetime(2026, 5, 1, tzinfo=UTC)))
    other = add_items(RoleFactory(title="Read"), number=2)

    assert home().example.role.title_en == "New en"
    read(other, 1)
    cached_per_content_version.clear_all()  # as on the next day
    example = home().example
    assert example.role == other
    assert (example.role.responsibility_count, example.role.skill_count) == (2, 2)


def test_example_is_named_in_the_readers_language_first():
    RoleFactory(title="Lead", title_nb="")

    with translation.override("pl"):
        titles = home_page(TODAY).example.titles

    assert titles == [("pl", "Lead pl"), ("en", "Lead en"), ("fi", "Lead fi")]


def test_families_are_the_roots_in_their_order_with_all_roles_below_them():
    second = RoleFamilyFactory(order=2)
    first = RoleFamilyFactory(order=1)
    RoleFamilyFactory(order=0)
    leading = RoleFamilyFactory(parent=first)
    RoleFactory(family=second)
    RoleFactory(family=leading)
    RoleFactory(family=first)

    assert [(row.family, row.count) for row in home().families] == [(first, 2), (second, 1)]


def test_families_below_the_only_root_stand_for_it():
    root = RoleFamilyFactory()
    first, second = (RoleFamilyFactory(parent=root, order=order) for order in (2, 1))
    RoleFactory(family=first)
    RoleFactory(family=second)

    assert [row.family for row in home().families] == [second, first]


def test_mix_of_a_family_is_the_mean_of_its_roles():
    family, group = RoleFamilyFactory(), SkillGroupFactory()
    for number in (1, 4, 3):
        role = RoleFactory(family=family)
        for _ in range(number):
            RoleSkillFactory(role=role, skill=SkillFactory(group=group))

    [row] = home().families

    assert row.mix == [MixRow(group, 3)]


def test_edit_of_a_skill_renews_the_rows_of_families_whose_roles_take_it():
    first, second = RoleSkillFactory(), RoleSkillFactory()
    before = {row.family: row for row in home().families}
    first.skill.group = second.skill.group
    first.skill.save()

    after = {row.family: row for row in home().families}

    assert [
        row.count for row in after[first.role.family].mix if row.group == second.skill.group
    ] == [1]
    assert after[second.role.family] is before[second.role.family]


def test_edit_of_a_skill_renews_the_mixes_of_roles_that_take_it():
    first, second = RoleSkillFactory(), RoleSkillFactory()
    before = home()
    first.skill.group = second.skill.group
    first.skill.save()

    after = home()

    assert sum(row.count for row in after.mixes[first.role_id]) == 1
    assert [row.count for row in after.mixes[first.role_id] if row.group == second.skill.group] == [
        1
    ]
    assert after.mixes[second.role_id] is before.mixes[second.role_id]


def test_skills_are_those_that_most_roles_share():
    for number in range(LISTED + 1):
        skill = SkillFactory(slug=f"skill-of-{number + 1}")
        for _ in range(number + 1):
            RoleSkillFactory(skill=skill)

    found = [(skill.slug, skill.role_count) for skill in home().skills]

    assert found == [(f"skill-of-{number}", number) for number in range(LISTED + 1, 1, -1)]


def test_shares_say_how_many_role_pages_stand_on_their_own_in_each_language():
    RoleFactory(introduction="Leads", introduction_fi="")
    RoleFactory(title_fi="", title_pl="")

    assert home().shares == [
        LanguageShare("en", 2, 2),
        LanguageShare("fi", 0, 2),
        LanguageShare("nb", 2, 2),
        LanguageShare("pl", 1, 2),
    ]


def test_role_with_a_ladder_is_where_planning_a_move_begins(visit):
    with_ladder = CareerStepFactory(
        role=RoleFactory(slug="lead", title="Lead"), positions=[PositionFactory()]
    ).role
    CareerStepFactory(role__slug="secret", positions=[PositionFactory(role=DraftFactory())])
    RoleFactory(slug="agent")

    found = {role.slug: role.has_ladder for role in home().newest}
    page = visit("/fi/")

    assert found == {"lead": True, "secret": False, "agent": False}
    assert [link for link in page.links if link.endswith("#career")] == ["/fi/roles/lead/#career"]
    assert with_ladder.title_fi == page.text("a", href="/fi/roles/lead/#career")


@pytest.mark.parametrize(
    ("number", "roles"), [(1, "1 rola"), (2, "2 role"), (5, "5 ról"), (22, "22 role")]
)
def test_numbers_in_polish_take_their_own_plural(visit, number, roles):
    RoleFactory.create_batch(number, family=RoleFamilyFactory())

    assert visit("/pl/").text("p", "muted") == roles


def test_home_page_shows_what_it_holds(visit):
    role = add_items(RoleFactory(slug="lead", title="Lead", family__slug="leading"))
    read(role, 2)

    page = visit("/nb/")

    assert page.texts("li", inside=page.find("ul", "names")) == [
        "Lead nb",
        "Lead en",
        "Lead fi",
        "Lead pl",
    ]
    headings = page.texts("h2")
    assert spoken("nb", "Most-read roles") in headings
    assert spoken("nb", "New and updated roles") in headings
    assert "/nb/roles/?family=leading" in page.links
    assert page.links.count("/nb/roles/lead/") == 4


def test_page_changes_once_a_day(visit):
    headers = visit("/en/").headers

    assert (headers["X-Page"], headers["X-Daily"]) == ("", "1")


@pytest.mark.parametrize("roles", [1, LISTED + 2])
def test_page_costs_one_query_and_few_after_a_change(client, count_queries, roles):
    # The first ones by name are the most read ones: so they are read with those.
    for number in range(roles):
        read(add_items(RoleFactory(title=f"Role {number}")), 10 - number)

    def first_page() -> None:
        cached_per_content_version.clear_all()
        assert client.get("/en/").status_code == 200

    assert count_queries(first_page) == 18
    assert count_queries(lambda: client.get("/en/")) == 1


def test_each_family_has_its_first_roles_by_name_as_examples():
    for family in (RoleFamilyFactory(order=1), RoleFamilyFactory(order=2)):
        for number in range(LISTED + 2):
            RoleFactory(title=f"{family.slug} {number}", family=family)

    found = home()

    assert found.total == 2 * LISTED + 4
    assert [(row.count, [role.title_en for role in row.examples]) for row in found.families] == [
        (LISTED + 2, [f"{row.family.slug} {number} en" for number in range(LISTED)])
        for row in found.families
    ]
