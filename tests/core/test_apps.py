import pytest

from core.content_version import raise_version, read_version
from roles.models import Role, RoleFamily, RoleViews, ToolUse
from skills.models import SkillGroup, Tool, ToolCategory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    """Says whether the version has moved since it was asked the last time."""
    raise_version()
    known = [read_version()]

    def moved() -> bool:
        known.append(read_version())
        return known[-1] > known[-2]

    return moved


@pytest.fixture
def group():
    return SkillGroup.objects.create(slug="communication", title_en="Communication")


@pytest.fixture
def role():
    family = RoleFamily.objects.create(slug="support", title_en="Support")
    return Role.objects.create(slug="team-lead", title_en="Team lead", family=family)


def test_saving_content_moves_the_version(moves, group):
    assert moves()
    group.title_fi = "Viestintä"
    group.save()
    assert moves()


def test_deleting_content_moves_the_version(group, moves):
    group.delete()

    assert moves()


def test_writing_content_in_bulk_moves_the_version(moves):
    SkillGroup.objects.bulk_create([SkillGroup(slug="technology", title_en="Technology")])
    assert moves()
    SkillGroup.objects.update(order=2)
    assert moves()
    SkillGroup.objects.all().delete()
    assert moves()


def test_deleting_in_cascade_moves_the_version(role, moves):
    role.family.roles.all().delete()

    assert moves()


def test_changing_a_relation_moves_the_version(role, moves):
    category = ToolCategory.objects.create(slug="crm", title_en="CRM")
    use = ToolUse.objects.create(role=role, category=category)
    tool = Tool.objects.create(slug="zendesk", name="Zendesk")
    assert moves()

    use.tools.add(tool)
    assert moves()
    use.tools.clear()
    assert moves()


def test_counting_views_leaves_the_version(role, moves):
    RoleViews.objects.create(role=role, day="2026-11-23", count=1)
    RoleViews.objects.update(count=2)

    assert not moves()


def test_reading_leaves_the_version(role, moves):
    assert list(Role.objects.all()) == [role]
    assert not moves()
