from datetime import UTC, datetime

import pytest

from history.models import Entry
from history.restoring import Problem, Rights, preview, restore
from history.versions import find_subject, live_state
from roles.models import Responsibility, Role, RoleSkill, ToolUse
from skills.models import Skill, Tool
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
    cite,
)
from tests.support.history import last_change, recorded

pytestmark = pytest.mark.django_db


def anyone(verb, model):
    return True


def nothing(item):
    return ()


def kept(item):
    """An object and its version of now."""
    subject = find_subject(type(item), item.pk)
    return subject, subject.scope(live_state(subject.owner))


def restored(item_and_version, may=anyone, locked=nothing):
    subject, version = item_and_version
    with recorded():
        return restore(find_subject(subject.model, subject.pk), version, Rights(may, locked))


def problems(outcome):
    return [(problem.kind, problem.name, problem.reason) for problem in outcome.problems]


def test_texts_are_restored():
    role = RoleFactory(title_fi="Isäntä", summary_pl="Wita")
    version = kept(role)
    Role.objects.update(title_fi="Emäntä", summary_pl="")

    outcome = restored(version)

    role.refresh_from_db()
    assert (role.title_fi, role.summary_pl, outcome.problems) == ("Isäntä", "Wita", [])
    assert last_change().origin == "restore"


def test_sort_keys_are_those_of_the_restored_title():
    role = RoleFactory(title_fi="Aatu")
    key = bytes(role.sort_fi)
    version = kept(role)
    role.title_fi = "Öljy"
    role.save()

    restored(version)

    assert bytes(Role.objects.get().sort_fi) == key


def test_items_come_and_go():
    role = RoleFactory()
    old = ResponsibilityFactory(role=role, key="old")
    version = kept(role)
    old.delete()
    ResponsibilityFactory(role=role, key="new")

    restored(version)

    assert [item.key for item in Responsibility.objects.all()] == ["old"]


def test_item_takes_back_the_key_that_another_has_now():
    role = RoleFactory()
    ResponsibilityFactory(role=role, key="leading", title_en="First")
    version = kept(role)
    Responsibility.objects.all().delete()
    ResponsibilityFactory(role=role, key="leading", title_en="Second")

    assert restored(version).problems == []
    assert Responsibility.objects.get().title_en == "First"


def test_deleted_role_comes_back_with_everything_as_a_draft():
    role = add_items(RoleFactory(slug="host", title_fi="Isäntä"))
    cite(role, SourceFactory(), "summary")
    subject, version = kept(role)
    role.delete()

    outcome = restored((subject, version))

    role = Role.objects.get(slug="host")
    assert outcome.problems == []
    assert (role.pk, role.title_fi) == (subject.pk, "Isäntä")
    assert (role.status, role.published_at) == ("draft", None)
    now = live_state(subject.owner)
    changed = {
        "status": "draft",
        "published_at": None,
        "updated_at": now[subject.key]["updated_at"],
    }
    assert now == version | {subject.key: version[subject.key] | changed}


def test_restoring_neither_publishes_nor_takes_back():
    draft, role = DraftFactory(), RoleFactory()
    versions = [kept(draft), kept(role)]
    Role.objects.filter(pk=draft.pk).publish()
    Role.objects.filter(pk=role.pk).update(status="draft", stage="lead")

    for version in versions:
        restored(version)

    assert Role.objects.get(pk=draft.pk).status == "published"
    assert (Role.objects.get(pk=role.pk).status, Role.objects.get(pk=role.pk).stage) == (
        "draft",
        "",
    )


def test_no_earlier_time_of_publication_comes_back():
    at = datetime(2026, 3, 9, 7, tzinfo=UTC)
    role, gone = DraftFactory(publish_at=at, publishes_thin=True), DraftFactory(publish_at=at)
    earlier, deleted = kept(role), kept(gone)
    Role.objects.filter(pk=role.pk).update(publish_at=None, publishes_thin=False)
    gone.delete()

    restored(earlier)
    restored(deleted)

    assert not Role.objects.with_schedule().exists()
    assert not Role.objects.filter(publishes_thin=True).exists()


def test_restored_role_is_dated_today():
    role = RoleFactory(stage="lead")
    version, before = kept(role), role.updated_at
    Role.objects.update(stage="entry")

    restored(version)

    assert Role.objects.get().updated_at > before


def test_retired_skill_stays_retired():
    skill = SkillFactory(title_en="Old")
    version = kept(skill)
    Skill.objects.update(is_retired=True, title_en="New")

    restored(version)

    assert (Skill.objects.get().is_retired, Skill.objects.get().title_en) == (True, "Old")


def test_address_that_was_taken_meanwhile_is_replaced_and_said():
    role = RoleFactory(slug="host", title_en="Host")
    version = kept(role)
    role.delete()
    RoleFactory(slug="host")

    outcome = restored(version)

    assert Role.objects.filter(slug="host-2", title_en="Host").exists()
    assert problems(outcome) == [
        (
            "Role",
            "Host",
            "Slug: “host” is now used elsewhere, so it has been replaced by “host-2”.",
        )
    ]


def test_role_keeps_its_address_if_the_earlier_one_is_taken():
    role = RoleFactory(slug="host", title_en="Host")
    version = kept(role)
    Role.objects.update(slug="guest", title_en="Guest")
    RoleFactory(slug="host")

    outcome = restored(version)

    assert Role.objects.get(pk=role.pk).slug == "guest"
    assert Role.objects.get(pk=role.pk).title_en == "Host"
    assert problems(outcome) == [
        (
            "Role",
            "Guest",
            "Slug: “host” is now used elsewhere, so it has been replaced by “guest”.",
        )
    ]


def test_item_whose_skill_is_gone_is_left_out_and_said():
    role = RoleFactory()
    gone = RoleSkillFactory(role=role, skill__title_en="Diplomacy")
    RoleSkillFactory(role=role, skill__title_en="Empathy")
    cite(gone, SourceFactory())
    version = kept(role)
    role.role_skills.all().delete()
    with recorded():
        gone.skill.delete()

    outcome = restored(version)

    assert [str(item.skill) for item in RoleSkill.objects.all()] == ["Empathy"]
    assert problems(outcome) == [
        ("Role skill", "Diplomacy", "Skill: “Diplomacy” no longer exists.")
    ]


def test_relation_to_what_is_gone_is_left_out_and_said():
    tools = [ToolFactory(name="Zendesk"), ToolFactory(name="Front")]
    use = ToolUseFactory(tools=tools, category__title_en="Ticketing")
    version = kept(use.role)
    use.delete()
    with recorded():
        Tool.objects.filter(name="Front").delete()

    outcome = restored(version)

    assert [tool.name for tool in ToolUse.objects.get().tools.all()] == ["Zendesk"]
    assert problems(outcome) == [("Role tool", "Ticketing", "Tools: “Front” no longer exists.")]


def test_successor_that_is_gone_is_left_out_and_said():
    successor = RoleFactory(title_en="Hostess")
    role = RoleFactory(title_en="Host", replaced_by=successor, stage="lead")
    version = kept(role)
    with recorded():
        successor.delete()
    Role.objects.update(stage="entry")

    outcome = restored(version)

    assert Role.objects.get().stage == "lead"
    assert problems(outcome) == [("Role", "Host", "Replaced by: “Hostess” no longer exists.")]


def test_role_whose_family_is_gone_cannot_be_restored():
    role = add_items(RoleFactory(title_en="Host", family__title_en="Hotels"))
    family, version = role.family, kept(role)
    role.delete()
    with recorded():
        family.delete()

    outcome = restored(version)

    assert outcome.written == 0
    assert problems(outcome) == [("Role", "Host", "Role family: “Hotels” no longer exists.")]


def test_field_of_an_older_schema_is_said_and_the_rest_restored():
    role = RoleFactory(title_en="Host", stage="lead")
    subject, version = kept(role)
    version[subject.key] |= {"motto_en": "Come in", "empty_en": ""}
    version["roles.certificate", 7] = {"title_en": "Diploma"}
    Role.objects.update(stage="entry")

    outcome = restored((subject, version))

    assert Role.objects.get().stage == "lead"
    assert outcome.problems == [
        Problem("Role", "Host", "This field no longer exists: motto_en. Its value was: Come in"),
        Problem(
            "roles.certificate", "roles.certificate 7", "This kind of content no longer exists."
        ),
    ]


def test_what_breaks_a_rule_of_today_is_left_out_and_said():
    item = ResponsibilityFactory(title_en="Leading", tasks_en="One")
    version = kept(item)
    Responsibility.objects.update(tasks_en="One\nTwo")
    version[1][version[0].key].update({f"title_{code}": "" for code in ("en", "fi", "nb", "pl")})

    outcome = restored(version)

    assert Responsibility.objects.get().tasks_en == "One\nTwo"
    assert problems(outcome) == [
        ("Responsibility", "Leading", "Enter this in at least one language.")
    ]


def test_translation_that_was_out_of_date_is_restored_as_it_was():
    item = ResponsibilityFactory(source_language="en", tasks_en="One\nTwo", tasks_fi="Yksi")
    version = kept(item)
    Responsibility.objects.update(tasks_en="One", tasks_fi="Eka")

    assert problems(restored(version)) == []
    item.refresh_from_db()
    assert (item.tasks_en, item.tasks_fi) == ("One\nTwo", "Yksi")


def test_one_item_is_restored_alone():
    role = RoleFactory(stage="lead")
    item, other = (ResponsibilityFactory(role=role, title_en=title) for title in ("One", "Other"))
    version = kept(item)
    Responsibility.objects.update(title_en="New")

    restored(version)

    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.title_en, other.title_en) == ("One", "New")


def test_what_someone_may_not_do_is_left_and_said():
    role = RoleFactory(stage="lead")
    version = kept(role)
    ResponsibilityFactory(role=role, title_en="Leading")
    Role.objects.update(stage="entry")

    outcome = restored(version, may=lambda verb, model: verb == "change")

    assert Role.objects.get().stage == "lead"
    assert problems(outcome) == [
        ("Responsibility", "Leading", "You do not have permission to do this.")
    ]


def test_field_that_someone_may_not_write_is_left_and_said():
    skill = SkillFactory(slug="empathy", title_en="Empathy")
    version = kept(skill)
    Skill.objects.update(slug="sympathy", title_en="Sympathy")

    outcome = restored(version, locked=lambda item: ("slug", "kind"))

    assert Skill.objects.values_list("slug", "title_en").get() == ("sympathy", "Empathy")
    assert problems(outcome) == [
        ("Skill", "Sympathy", "Slug: You do not have permission to do this.")
    ]


def test_nothing_is_written_where_all_that_differs_is_locked():
    skill = SkillFactory(slug="empathy")
    version = kept(skill)
    Skill.objects.update(slug="sympathy")

    assert restored(version, locked=lambda item: ("slug",)).written == 0


def test_preview_says_what_would_be_done_and_does_nothing():
    role = RoleFactory(stage="lead")
    subject, version = kept(role)
    Role.objects.update(stage="entry")
    before = Entry.objects.count()

    outcome, after = preview(subject, version, Rights(anyone, nothing))

    assert outcome.written == 1
    assert after[subject.key]["stage"] == "lead"
    assert (Role.objects.get().stage, Entry.objects.count()) == ("entry", before)


def test_restored_role_can_be_undone_again():
    role = RoleFactory(title_en="One")
    version = kept(role)
    with recorded():
        role.title_en = "Two"
        role.save()
    second = last_change().pk
    restored(version)

    subject = find_subject(Role, role.pk)
    restored((subject, subject.at(second)))

    assert Role.objects.get().title_en == "Two"
