import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.change_notes import note_any
from core.changes import changes_since
from core.content_version import read_version
from core.replicas import PRIMARY
from roles import catalogue_updates
from roles.catalogue import Catalogue
from roles.catalogue_updates import updated
from roles.models import Role, RoleFamily, Stage
from roles.role_sets import NOBODY, members
from skills.models import Skill
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles():
    """Roles by title, in two families."""
    first, second = RoleFamilyFactory(slug="a"), RoleFamilyFactory(slug="b")
    families = {"Baker": second, "Carer": first, "Dyer": first}
    return {title: RoleFactory(title=title, family=one) for title, one in families.items()}


@pytest.fixture
def old(roles):
    """A catalogue of which everything was asked once."""
    catalogue = Catalogue.read()
    for sort in ("name", "updated", "stage"):
        catalogue.order(sort, "en")
    assert catalogue.initial_sets("en")
    assert catalogue.stage_sets
    assert catalogue.skills.counts == {}
    assert catalogue.roles_titled(["baker"], "en")
    return catalogue


def after(old, edit):
    """The catalogue after an edit."""
    version = read_version()
    edit()
    changes = changes_since(version, read_version())
    assert changes is not None
    return updated(old, changes)


def save(item, **values):
    for name, value in values.items():
        setattr(item, name, value)
    item.save()


def by_name(catalogue):
    return [catalogue.ids[number] for number in catalogue.order("name", "en").items]


def in_branches(catalogue):
    """The ids of the roles of each family, by the slug of the family."""
    return {
        family.slug: {catalogue.ids[number] for number in members(catalogue.branch_set(family))}
        for family in catalogue.families
    }


def pks(roles, *titles):
    return [roles[title].pk for title in titles]


def test_role_with_another_title_stands_elsewhere(roles, old, django_assert_num_queries):
    new = after(old, lambda: save(roles["Baker"], title_en="Editor"))

    with django_assert_num_queries(0):
        assert by_name(new) == pks(roles, "Carer", "Dyer", "Baker")
        assert bytes(new.order("name", "en").weights) == bytes(
            sorted(new.order("name", "en").weights)
        )
    assert new.roles_titled(["editor"], "en").bit_count() == 1
    assert not new.roles_titled(["baker"], "en")


def test_what_a_page_in_progress_reads_stays_as_it_is(roles, old):
    before = by_name(old), in_branches(old), dict(old.initial_sets("en"))

    after(old, lambda: save(roles["Baker"], title_en="Editor", family=roles["Dyer"].family))

    assert (by_name(old), in_branches(old), dict(old.initial_sets("en"))) == before


def test_role_that_is_no_longer_published_is_gone(roles, old):
    new = after(old, lambda: save(roles["Carer"], status=Role.Status.DRAFT))

    assert by_name(new) == pks(roles, "Baker", "Dyer")
    assert in_branches(new) == {"a": {roles["Dyer"].pk}, "b": {roles["Baker"].pk}}
    assert new.stage_sets[""].bit_count() == 2


def test_role_that_is_published_joins_its_family_and_all_orders(roles, old):
    draft = DraftFactory(title="Crier", family=roles["Dyer"].family, stage=Stage.LEAD)

    new = after(old, lambda: save(draft, status=Role.Status.PUBLISHED))

    assert by_name(new) == [*pks(roles, "Baker", "Carer"), draft.pk, roles["Dyer"].pk]
    assert in_branches(new)["a"] == {*pks(roles, "Carer", "Dyer"), draft.pk}
    assert new.stage_sets[Stage.LEAD] == 1 << new.numbers[draft.pk]


def test_role_in_another_family_is_counted_there(roles, old):
    new = after(old, lambda: save(roles["Baker"], family=roles["Dyer"].family))
    by_slug = new.families_by_slug

    assert in_branches(new) == {"a": {role.pk for role in roles.values()}, "b": set()}
    assert [new.count_in_branch(by_slug[slug], new.all_roles) for slug in "ab"] == [3, 0]


def test_other_roles_keep_their_numbers_when_some_come_and_go(roles, old):
    without = after(old, lambda: save(roles["Carer"], status=Role.Status.DRAFT))
    again = after(without, lambda: save(roles["Carer"], status=Role.Status.PUBLISHED))

    assert again.numbers == old.numbers | {roles["Carer"].pk: 3}
    assert again.ids == [NOBODY, *pks(roles, "Dyer", "Baker", "Carer")]
    assert in_branches(again) == in_branches(old)
    assert by_name(again) == by_name(old)


def test_terms_that_are_first_asked_for_when_a_role_has_come_back_are_counted_once(roles, old):
    """Its id had another number before."""
    skill = RoleSkillFactory(role=roles["Carer"]).skill
    vars(old).pop("skills")
    without = after(old, lambda: save(roles["Carer"], status=Role.Status.DRAFT))
    again = after(without, lambda: save(roles["Carer"], status=Role.Status.PUBLISHED))

    assert again.skills.counts == {skill.pk: 1}
    assert again.skills.popular_sets == {skill.pk: 1 << again.numbers[roles["Carer"].pk]}


def test_order_by_stage_stays_while_names_and_stages_do(roles, old):
    text = after(old, lambda: save(roles["Carer"], introduction_en="Cares."))
    stage = after(old, lambda: save(roles["Carer"], stage=Stage.LEAD))

    assert text.orders["stage", "en"] is old.orders["stage", "en"]
    assert ("stage", "en") not in stage.orders


def test_all_is_read_again_when_many_roles_have_joined(roles, old, monkeypatch):
    monkeypatch.setattr(catalogue_updates, "MAX_LATER", 0)

    new = after(old, lambda: RoleFactory(family=roles["Dyer"].family))

    assert new.later == range(3, 4)
    assert after(new, lambda: roles["Dyer"].touch()) is None


def test_role_that_was_written_last_comes_first_by_update(roles, old):
    new = after(old, roles["Carer"].touch)

    assert new.ids[new.order("updated", "en").items[0]] == roles["Carer"].pk


def test_skill_of_a_role_is_counted(roles, old):
    new = after(old, lambda: RoleSkillFactory(role=roles["Carer"]))
    skill = Skill.objects.get()

    assert new.skills.counts == {skill.pk: 1}
    assert new.skills.role_sets([skill.pk]) == {skill.pk: 1 << new.numbers[roles["Carer"].pk]}
    assert old.skills.counts == {}


def test_role_is_found_by_its_new_alternative_title(roles, old):
    new = after(old, lambda: AlternativeTitleFactory(role=roles["Carer"], title="Nurse"))

    assert new.roles_titled(["nurse"], "en") == 1 << new.numbers[roles["Carer"].pk]
    assert not new.roles_titled(["nurse"], "en", main_title_only=True)


def test_title_of_a_family_is_read_again(roles, old):
    family = roles["Baker"].family
    assert old.family_labels("en")[family.pk]

    new = after(old, lambda: save(family, title_en="Bread"))

    assert new.family_labels("en")[family.pk] == "Bread"


@pytest.mark.parametrize(
    "edit",
    [
        lambda: RoleFactory(family=RoleFamilyFactory()),
        lambda: save(RoleFamily.objects.get(slug="b"), slug="0"),
        lambda: note_any("roles.role", PRIMARY),
    ],
    ids=["a family that is new", "families in another order", "any roles"],
)
def test_all_is_read_again_after_a_change_of(old, edit):
    assert after(old, edit) is None


@pytest.mark.parametrize("most", [1, 2])
def test_all_is_read_again_after_more_edits_than_are_worth_reading(roles, old, monkeypatch, most):
    monkeypatch.setattr(catalogue_updates, "MAX_ROLES", most)

    def edit():
        roles["Baker"].touch()
        roles["Carer"].touch()

    assert (after(old, edit) is None) == (most == 1)


def test_orders_are_read_again_where_a_place_may_be_of_a_newer_version(roles, old):
    """The changes are known up to a version, and the database is ahead of it."""
    version = read_version()
    save(roles["Baker"], title_en="Editor")
    changes = changes_since(version, read_version())
    save(roles["Carer"], title_en="Farmer")

    new = updated(old, changes)

    assert new.orders == {}
    assert by_name(new) == pks(roles, "Dyer", "Baker", "Carer")


def test_skill_that_is_retired_is_counted_no_more_and_counted_again_when_it_is_back(roles, old):
    skill = RoleSkillFactory(role=roles["Carer"]).skill
    used = Catalogue.read()
    assert used.skills.counts == {skill.pk: 1}

    without = after(used, lambda: save(skill, is_retired=True))
    other = after(without, lambda: RoleSkillFactory(role=roles["Dyer"]).skill)
    again = after(other, lambda: save(skill, is_retired=False))

    assert skill.pk not in without.skills.counts
    assert skill.pk not in other.skills.counts
    assert again.skills.counts[skill.pk] == 1


def test_of_the_skills_only_those_that_were_written_are_read(roles):
    skills = [RoleSkillFactory(role=role).skill for role in roles.values()]
    used = Catalogue.read()
    assert used.skills.counts
    version = read_version()
    save(skills[0], title_en="Other")
    changes = changes_since(version, read_version())

    with CaptureQueriesContext(connection) as queries:
        assert updated(used, changes)

    [sql] = [query["sql"] for query in queries if "is_retired" in query["sql"]]
    assert f"IN ({skills[0].pk})" in sql
