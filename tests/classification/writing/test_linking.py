import pytest

from classification.writing.linking import link_curated
from roles.models import Role
from skills.models import Skill
from sources.models import Identifier, MatchType
from tests.classification.conftest import AGENT, OPERATOR, REPRESENTATIVE
from tests.support.factories import (
    AlternativeTitleFactory,
    PositionFactory,
    RoleFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db

PRINCIPLES = "http://data.europa.eu/esco/skill/fe30a4b0-1a99-4fc7-afff-b162b8c834ba"


def curated(**titles):
    names = {f"title_{code}": titles.get(code, "") for code in ("en", "fi", "nb", "pl")}
    return RoleFactory(**names)


def links(item):
    rows = Identifier.objects.filter(object_id=item.pk, content_type__model=item._meta.model_name)
    return sorted(rows.values_list("value", "match", "is_confirmed"))


def test_same_title_in_one_language_is_exact(download, report):
    role = curated(en="Service hero", fi="Asiakaspalveluedustaja")
    skill = SkillFactory(
        title_en="Communication  Principles", title_fi="", title_nb="", title_pl=""
    )
    link_curated(download.read(version="1.1.1"), report, is_dry_run=False)

    assert links(role) == [(REPRESENTATIVE, "exact", True)]
    assert links(skill) == [(PRINCIPLES, "exact", True)]
    assert Identifier.objects.filter(version="1.1.1").count() == 2
    assert [remark.what for remark in report.remarks] == ["link", "link"]


@pytest.mark.parametrize("title", ["Customer-service representatives", "Live chat agent"])
def test_title_that_is_like_it_or_is_another_title_has_to_be_confirmed(download, report, title):
    role = curated(en=title)
    link_curated(download.read(), report, is_dry_run=False)

    uri = OPERATOR if "chat" in title else REPRESENTATIVE
    assert links(role) == [(uri, "close", False)]


def test_other_title_of_ours_that_is_their_title_has_to_be_confirmed(download, report):
    role = curated(en="Voice of the firm")
    AlternativeTitleFactory(role=role, language="en", title="Call centre agent")
    link_curated(download.read(), report, is_dry_run=False)

    assert links(role) == [(AGENT, "close", False)]


def test_title_of_several_concepts_has_to_be_confirmed(download, report):
    download.change("occupations_fi.csv", AGENT, preferredLabel="asiakaspalveluedustaja")
    role = curated(fi="asiakaspalveluedustaja")
    link_curated(download.read(), report, is_dry_run=False)

    assert links(role) == [(AGENT, "close", False), (REPRESENTATIVE, "close", False)]


def test_what_has_an_identifier_and_what_is_like_nothing_is_left_alone(download, report):
    known, other = curated(en="Call centre agent"), curated(en="Beekeeper")
    Identifier.objects.create(about=known, scheme="ESCO", value="http://x.org/1")

    assert link_curated(download.read(), report, is_dry_run=False) == []
    assert (links(known), links(other)) == ([("http://x.org/1", "exact", True)], [])


def test_dry_run_links_nothing(download, report):
    role = curated(en="Call centre agent")

    assert [link.uri for link in link_curated(download.read(), report, is_dry_run=True)] == [AGENT]
    assert links(role) == []


def test_import_leaves_linked_roles_to_their_editors_and_uses_linked_skills(download, report):
    role = RoleFactory(title_en="Call centre agent", title_fi="Oma")
    skill = SkillFactory(title_en="Communication principles")
    link_curated(download.read(), report, is_dry_run=False)
    plan = download.import_(version="1.1.1")

    assert plan.kinds["roles"].counts["leave to editors (curated, linked)"] == 1
    assert Role.objects.count() == 4
    assert Role.objects.get(pk=role.pk).title_fi == "Oma"
    assert role.role_skills.count() == 0
    assert Skill.objects.count() == 10
    assert skill.role_skills.get().role.slug == "call-centre-manager"


def test_link_that_nobody_has_confirmed_changes_no_import(download, report):
    curated(en="Live chat agent")
    link_curated(download.read(), report, is_dry_run=False)
    download.import_()

    assert Role.objects.count() == 5


def test_position_without_a_role_waits_for_a_person_even_if_its_title_is_the_same(download, report):
    position = PositionFactory(title_en="Call centre agent")
    PositionFactory(title_en="Call centre agent", role=RoleFactory(title_en="Beekeeper"))
    PositionFactory(title_en="Beekeeper")
    link_curated(download.read(), report, is_dry_run=False)

    assert links(position) == [(AGENT, "close", False)]
    assert Identifier.objects.count() == 1


@pytest.mark.parametrize("is_imported_first", [True, False])
def test_position_gets_the_imported_role_once_a_person_has_confirmed_it(
    download, report, is_imported_first
):
    position = PositionFactory(title_en="Call centre agent")
    steps = [
        lambda: link_curated(download.read(), report, is_dry_run=False),
        lambda: Identifier.objects.filter(is_confirmed=False).update(
            is_confirmed=True, match=MatchType.EXACT
        ),
    ]
    for step in [download.import_, *steps] if is_imported_first else [*steps, download.import_]:
        position.refresh_from_db()
        assert position.role is None
        step()

    position.refresh_from_db()
    assert position.role.slug == "call-centre-agent"
    assert position.role.title_en.casefold() == "call centre agent"
