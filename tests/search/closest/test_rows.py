import pytest

from roles.models import AlternativeTitle, Role, RoleSkill
from search.closest.rows import FIRST, OTHER, SKILL_WEIGHT, Title, read_rows
from tests.support.factories import RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


def texts(rows):
    return {(*rows.texts[use.text], use.weight) for use in rows.uses}


def test_a_published_role_is_read_with_all_that_names_or_describes_it():
    role = RoleFactory(
        title_en="Welder", title_nb="", title_fi="", title_pl="Spawacz", summary_en="Joins metal."
    )
    AlternativeTitle.objects.create(role=role, language="fi", title="Hitsari", shown=False)
    needed, useful = SkillFactory(title_en="weld"), SkillFactory(title_en="paint")
    RoleSkill.objects.create(role=role, skill=needed)
    RoleSkill.objects.create(role=role, skill=useful, requirement=RoleSkill.Requirement.USEFUL)

    rows = read_rows("default")

    assert rows.titles == [
        Title(role.pk, "en", "Welder", FIRST),
        Title(role.pk, "fi", "Hitsari", OTHER),
        Title(role.pk, "pl", "Spawacz", FIRST),
    ]
    families = {rows.texts[number] for _role, number in rows.families}
    assert families >= {("en", role.family.title_en), ("pl", role.family.title_pl)}
    assert {("en", "Joins metal.", 1.0), ("en", "weld", SKILL_WEIGHT)} <= texts(rows)
    assert "paint" not in {text for _code, text in rows.texts}


@pytest.mark.parametrize("status", [Role.Status.DRAFT, Role.Status.RETIRED])
def test_roles_that_readers_do_not_find_are_not_read(status):
    role = RoleFactory(title="Welder", status=status)
    AlternativeTitle.objects.create(role=role, language="fi", title="Hitsari")
    RoleSkill.objects.create(role=role, skill=SkillFactory(title="weld"))

    rows = read_rows("default")

    assert not rows.titles
    assert not rows.uses
    assert not rows.families


def test_the_number_of_queries_does_not_depend_on_the_number_of_roles(
    django_assert_max_num_queries,
):
    for name in ("Welder", "Nurse", "Cook"):
        RoleFactory(title=name)

    with django_assert_max_num_queries(23):
        read_rows("default")
