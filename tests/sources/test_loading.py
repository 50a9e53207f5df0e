"""Loading over what editors have changed."""

from datetime import UTC, datetime

import pytest

from core.signals import content_loaded
from history.models import Change, Origin
from roles.models import Responsibility, ResponsibilityArea, Role, RoleSkill, ToolUse
from skills.models import Skill, Tool
from sources.load_plan import Edits
from sources.loading import key_names, load_fixtures
from sources.models import Citation, Source
from tests.support.factories import ToolFactory
from tests.support.history import recorded
from translations.models import Named

GONE = "somebody deleted it"

pytestmark = pytest.mark.django_db

CONTENT = """
- model: sources.source
  fields: {slug: article, language: fi, title: Artikkeli, publisher: Publisher}
- model: sources.source
  fields: {slug: report, language: en, title: Report, publisher: Publisher}
- model: skills.skillgroup
  fields: {slug: leadership, title_en: Leadership}
- model: skills.skill
  fields: {slug: coaching, title_en: Coaching, title_fi: Valmennus, group: [leadership]}
  sources: [article]
- model: skills.toolcategory
  fields: {slug: crm, title_en: CRM}
- model: skills.tool
  fields: {slug: zendesk, name: Zendesk}
- model: skills.tool
  fields: {slug: front, name: Front}
- model: roles.responsibilityarea
  fields: {slug: people, title_en: People}
- model: roles.rolefamily
  fields: {slug: support, title_en: Support}
- model: roles.role
  fields:
    slug: lead
    title_en: Lead
    title_fi: Vetäjä
    family: [support]
    status: published
    published_at: 2026-05-04T00:00:00Z
    updated_at: 2026-05-04T00:00:00Z
- model: roles.responsibility
  fields: {role: [lead], key: leading, area: [people], title_en: Leading, tasks_en: "One\\nTwo"}
- model: roles.roleskill
  fields: {role: [lead], skill: [coaching]}
- model: roles.tooluse
  fields: {role: [lead], category: [crm], tools: [[zendesk], [front]]}
"""


@pytest.fixture
def load(tmp_path):
    """Loads the content, with some of it replaced: `load(Edits.KEEP, Lead="Head")`."""

    def load_changed(edits=Edits.REFUSE, **changes):
        text = CONTENT
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "all.yaml").write_text(text, "utf-8")
        return load_fixtures(tmp_path, edits)

    return load_changed


@pytest.fixture
def loaded(load):
    return load()


def remarks(plan):
    return [
        (remark.what, remark.about, remark.column, remark.message) for remark in plan.report.remarks
    ]


def edit(item, **values):
    """Somebody saves an object."""
    with recorded():
        for name, value in values.items():
            setattr(item, name, value)
        item.save()


def remove(item):
    """Somebody deletes an object."""
    with recorded():
        item.delete()


def test_empty_database_is_filled_whatever_is_asked(load):
    plan = load()

    assert plan.is_written
    assert plan.counts["roles.role"] == {"add": 1}
    assert remarks(plan) == []


def test_loading_again_writes_nothing(load, loaded):
    changes = Change.objects.count()

    plan = load()

    assert plan.is_written
    assert {what for counts in plan.counts.values() for what in counts} == {"leave as they are"}
    assert Change.objects.count() == changes


def test_whoever_computes_from_the_content_hears_of_a_load_that_writes(load, monkeypatch):
    heard = []
    monkeypatch.setattr(content_loaded, "send", lambda sender: heard.append(Role.objects.count()))

    load()
    load()
    edit(Skill.objects.get(), title_fi="Oma nimi")
    load(Leading="Guiding")

    assert heard == [1]


def test_text_that_nobody_has_edited_follows_the_fixture(load, loaded):
    plan = load(Valmennus="Valmentaminen")

    assert plan.is_written
    assert plan.counts["skills.skill"] == {"update": 1}
    assert Skill.objects.get().title_fi == "Valmentaminen"


def test_edited_text_is_not_overwritten_without_a_yes(load, loaded):
    edit(Skill.objects.get(), title_fi="Oma nimi")

    plan = load(Leading="Guiding")

    assert not plan.is_written
    assert plan.edited == 1
    assert remarks(plan) == [
        ("edited since it was loaded", "skills.skill coaching", "title_fi", "Oma nimi")
    ]
    assert Skill.objects.get().title_fi == "Oma nimi"
    assert Responsibility.objects.get().title_en == "Leading"


def test_edited_text_is_kept_and_the_rest_loaded(load, loaded):
    edit(Skill.objects.get(), title_fi="Oma nimi")

    plan = load(Edits.KEEP, Leading="Guiding", Coaching="Mentoring")

    assert remarks(plan) == [("edited, and kept", "skills.skill coaching", "title_fi", "Oma nimi")]
    assert Skill.objects.values_list("title_fi", "title_en").get() == ("Oma nimi", "Mentoring")
    assert Responsibility.objects.get().title_en == "Guiding"


def test_edited_text_is_overwritten_after_a_yes_and_counts_as_loaded_then(load, loaded):
    edit(Skill.objects.get(), title_fi="Oma nimi")

    plan = load(Edits.OVERWRITE)

    assert remarks(plan)[0][0] == "edited, and overwritten"
    assert Skill.objects.get().title_fi == "Valmennus"
    assert load(Valmennus="Valmentaminen").is_written
    assert Skill.objects.get().title_fi == "Valmentaminen"


def test_text_that_was_edited_and_edited_back_is_no_obstacle(load, loaded):
    edit(Skill.objects.get(), title_fi="Oma nimi")
    edit(Skill.objects.get(), title_fi="Valmennus")

    assert load().is_written


@pytest.mark.parametrize("origin", [Origin.RESTORE, Origin.IMPORT, Origin.PROGRAM])
def test_whatever_else_has_written_a_text_is_no_load(load, loaded, origin):
    with recorded(origin):
        Skill.objects.update(title_fi="Oma nimi")

    assert load().edited == 1


def test_text_from_before_the_history_may_be_an_editors(load, loaded):
    edit(Skill.objects.get(), title_fi="Oma nimi")
    Change.objects.all().delete()

    assert load().edited == 1


def test_item_that_an_editor_added_to_a_role_is_an_editors(load, loaded):
    remove(Responsibility.objects.get())
    with recorded():
        Responsibility.objects.create(
            role=Role.objects.get(),
            key="leading",
            area=ResponsibilityArea.objects.get(),
            title_en="Mine",
            tasks_en="One\nTwo",
        )

    plan = load()

    assert remarks(plan) == [
        ("edited since it was loaded", "roles.responsibility lead / leading", "title_en", "Mine")
    ]


def test_edited_relation_is_kept_or_set_as_in_the_fixture(load, loaded):
    own = ToolFactory(slug="own")
    with recorded():
        ToolUse.objects.get().tools.set([own])

    assert load().edited == 1
    load(Edits.KEEP)
    assert [tool.slug for tool in ToolUse.objects.get().tools.all()] == ["own"]
    load(Edits.OVERWRITE)
    assert {tool.slug for tool in ToolUse.objects.get().tools.all()} == {"zendesk", "front"}


def test_new_lines_that_do_not_go_with_kept_ones_are_left_out(load, loaded):
    edit(Responsibility.objects.get(), tasks_en="Mine\nOurs", tasks_fi="Oma\nMeidän")

    load(Edits.KEEP, **{'"One\\nTwo"}': '"One", tasks_fi: "Yksi", order: 7}'})

    item = Responsibility.objects.get()
    assert (item.tasks_en, item.tasks_fi) == ("Mine\nOurs", "Oma\nMeidän")


# What was taken back, and what was deleted


@pytest.mark.parametrize("edits", Edits)
def test_role_that_was_taken_back_is_never_published_again(load, loaded, edits):
    edit(Role.objects.get(), status="draft")

    plan = load(edits)

    assert plan.is_written
    assert Role.objects.get().status == "draft"
    assert remarks(plan) == [
        (
            "published or taken back by an editor, and left so",
            "roles.role lead",
            "status",
            "draft",
        )
    ]


def test_role_that_nobody_has_published_follows_the_fixture(load):
    load(**{"status: published": "status: draft"})

    load()

    assert Role.objects.get().status == "published"


def test_role_that_an_editor_published_stays_so(load):
    load(**{"status: published": "status: draft"})
    edit(Role.objects.get(), status="published")

    load(Edits.OVERWRITE, **{"status: published": "status: draft"})

    assert Role.objects.get().status == "published"


def test_deleted_role_stays_away_with_all_its_items(load, loaded):
    remove(Role.objects.get())

    assert load().edited == 1
    plan = load(Edits.KEEP)

    assert remarks(plan) == [("deleted, and left out", "roles.role lead", "", GONE)]
    assert plan.counts["roles.roleskill"] == {"leave out": 1}
    assert not Role.objects.exists()


def test_deleted_role_comes_back_as_a_draft(load, loaded):
    remove(Role.objects.get())

    plan = load(Edits.OVERWRITE)

    assert remarks(plan) == [("deleted, and brought back", "roles.role lead", "", GONE)]
    role = Role.objects.get()
    assert (role.status, role.published_at) == ("draft", None)
    assert role.responsibilities.count() == 1


def test_role_that_came_back_as_a_draft_stays_one(load, loaded):
    remove(Role.objects.get())
    load(Edits.OVERWRITE)

    load(Edits.OVERWRITE)

    assert Role.objects.get().status == "draft"


def test_deleted_item_stays_away_or_comes_back(load, loaded):
    remove(Responsibility.objects.get())

    assert load().edited == 1
    load(Edits.KEEP)
    assert not Responsibility.objects.exists()
    load(Edits.OVERWRITE)
    assert Responsibility.objects.get().title_en == "Leading"


def test_what_needs_a_deleted_object_is_left_out_with_it(load, loaded):
    remove(RoleSkill.objects.get())
    remove(Skill.objects.get())
    remove(Tool.objects.get(slug="zendesk"))

    plan = load(Edits.KEEP)

    assert plan.counts["roles.roleskill"] == {"leave out": 1}
    assert [tool.slug for tool in ToolUse.objects.get().tools.all()] == ["front"]


def test_deleted_source_is_cited_no_more(load, loaded):
    remove(Source.objects.get(slug="article"))

    assert load().edited > 0
    load(Edits.KEEP)

    assert not Citation.objects.exists()
    load(Edits.OVERWRITE)
    assert Citation.objects.get().source.slug == "article"


def test_citations_of_editors_are_kept_or_made_those_of_the_fixture(load, loaded):
    remove(Citation.objects.get())
    skill, source = Skill.objects.get(), Source.objects.get(slug="report")
    with recorded():
        Citation.objects.create(about=skill, source=source)

    plan = load()
    load(Edits.KEEP)

    assert [remark[1:] for remark in remarks(plan)] == [
        ("skills.skill coaching", "sources", "report"),
        ("skills.skill coaching", "sources", "article"),
    ]
    assert Citation.objects.get().source == source
    load(Edits.OVERWRITE)
    assert Citation.objects.get().source.slug == "article"


def test_object_with_another_address_is_there_once(load, loaded):
    edit(Role.objects.get(), slug="head")
    edit(Skill.objects.get(), slug="mentoring")

    assert load().edited == 2
    load(Edits.KEEP, Leading="Guiding")

    assert Role.objects.get().slug == "head"
    assert Skill.objects.get().slug == "mentoring"
    assert Responsibility.objects.get().title_en == "Guiding"
    load(Edits.OVERWRITE)
    assert (Role.objects.get().slug, Skill.objects.get().slug) == ("lead", "coaching")


def test_dates_never_go_back(load, loaded):
    role = Role.objects.get()
    edit(role, title_fi="Oma")
    role.touch()
    touched = role.updated_at

    load(Edits.OVERWRITE)
    assert Role.objects.get().updated_at == touched
    later = "updated_at: 2099-05-04T00:00:00Z"
    load(**{"updated_at: 2026-05-04T00:00:00Z": later})
    assert Role.objects.get().updated_at == datetime(2099, 5, 4, tzinfo=UTC)


def test_dry_run_writes_nothing(tmp_path, load, loaded):
    (tmp_path / "all.yaml").write_text(CONTENT.replace("Leading", "Guiding"), "utf-8")

    plan = load_fixtures(tmp_path, Edits.OVERWRITE, is_dry_run=True)

    assert not plan.is_written
    assert plan.counts["roles.responsibility"] == {"update": 1}
    assert Responsibility.objects.get().title_en == "Leading"


def test_natural_keys_are_made_of_fields():
    models = [*Named.__subclasses__(), Role, RoleSkill, Responsibility]
    for model in models:
        for name in key_names(model):
            assert model._meta.get_field(name)
    assert key_names(RoleSkill) == ("role", "skill")
