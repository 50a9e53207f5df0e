import pytest

from core.content_version import raise_version, read_version
from history.models import Change
from roles.models import Role
from tests.api.asking import ask, refused
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    cite,
)
from tests.support.history import recorded

pytestmark = pytest.mark.django_db


def changed_since(version):
    """The changed and the gone objects since a version, as (kind, slug)."""
    data = ask(f"changes?since={version}")["data"]
    return tuple([(one["kind"], one["slug"]) for one in data[name]] for name in ("changed", "gone"))


def test_nothing_has_changed_since_now():
    RoleFactory()
    version = ask("roles")["content_version"]

    assert changed_since(version) == ([], [])


def test_edit_of_a_role_or_of_its_items_is_told():
    use = RoleSkillFactory(role__slug="lead")
    version = read_version()

    use.context_fi = "New"
    use.save()

    assert changed_since(version) == ([("role", "lead")], [])
    data = ask(f"changes?since={version}")["data"]
    assert data["changed"][0]["api"].endswith("/api/v1/roles/lead")
    assert ask(f"changes?since={version}&lang=all")["data"] == data


def test_role_that_is_taken_back_deleted_or_renamed_is_gone():
    back, deleted, renamed = (RoleFactory(slug=slug) for slug in ("back", "deleted", "renamed"))
    version = read_version()

    with recorded():
        back.status = Role.Status.DRAFT
        back.save()
        deleted.delete()
        renamed.slug = "other"
        renamed.save()

    changed, gone = changed_since(version)
    assert ("role", "other") in changed
    assert gone == [("role", "back"), ("role", "deleted"), ("role", "renamed")]


def test_retired_role_has_changed():
    role = RoleFactory(slug="old")
    version = read_version()

    role.status = Role.Status.RETIRED
    role.save()

    assert changed_since(version) == ([("role", "old")], [])


def test_nothing_of_drafts_is_told():
    draft = DraftFactory(slug="hush")
    kept = DraftFactory(slug="quiet")
    version = read_version()

    draft.title_en = "Hush"
    draft.save()
    skill = SkillFactory(slug="secret")
    RoleSkillFactory(role=kept, skill=skill)
    source = SourceFactory(slug="hidden")
    cite(kept, source)
    draft.delete()
    DraftFactory(slug="newer")

    text = str(ask(f"changes?since={version}"))
    assert not any(word in text for word in ("hush", "quiet", "secret", "hidden", "newer"))


def test_role_that_was_taken_back_before_is_not_told_again():
    """Whoever edits it as a draft by now tells nobody."""
    role = RoleFactory(slug="back")
    with recorded():
        role.status = Role.Status.DRAFT
        role.save()
    Change.objects.update(at="2020-01-01T00:00Z")
    version = read_version()

    with recorded():
        role.title_en = "Again"
        role.save()

    assert changed_since(version) == ([], [])


def test_skill_that_roles_use_is_told_and_a_deleted_one_by_its_kind_only():
    use = RoleSkillFactory(skill__slug="empathy")
    unused = SkillFactory(slug="unused")
    version = read_version()

    use.skill.title_fi = "New"
    use.skill.save()
    unused.delete()

    changed, _gone = changed_since(version)
    assert ("skill", "empathy") in changed
    assert ("skill", None) in changed


def test_version_that_is_forgotten_is_gone_and_a_later_one_is_none():
    RoleFactory()
    version = read_version()
    raise_version()

    problem = ask(f"changes?since={version}&lang=fi", 410)
    assert problem["language"] == "fi"
    assert problem["download"].endswith("/download/")
    ask("changes?since=5", 410)
    assert list(refused(f"changes?since={read_version() + 1}")) == ["since"]
    assert list(refused("changes")) == ["since"]
    assert list(refused("changes?since=-1")) == ["since"]
    assert list(refused(f"changes?since={2**70}")) == ["since"]
