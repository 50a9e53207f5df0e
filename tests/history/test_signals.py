import pytest
from django.db.models import F

from history.models import Entry
from roles.models import Role, ToolUse
from sources.models import Citation
from tests.support.factories import (
    CareerStepFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillGroupFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
)
from tests.support.history import recorded

pytestmark = pytest.mark.django_db


def cite(item, source):
    return Citation.objects.create(about=item, source=source)


def test_new_object_is_recorded_without_its_parts():
    with recorded() as rows:
        use = ToolUseFactory(tools=[ToolFactory()])

    assert {(model, verb, values) for model, pk, verb, values in rows} == {
        ("roles.rolefamily", "created", None),
        ("roles.role", "created", None),
        ("skills.tool", "created", None),
        ("skills.toolcategory", "created", None),
    }
    assert not Entry.objects.filter(object_id=use.pk, model="roles.tooluse").exists()


def test_part_that_is_added_later_is_recorded_for_its_owner():
    role = RoleFactory()

    with recorded() as rows:
        item = ResponsibilityFactory(role=role, area__slug="leading")

    assert ("roles.responsibility", item.pk, "created", None) in rows
    entry = Entry.objects.get(model="roles.responsibility")
    assert (entry.owner_model, entry.owner_id) == ("roles.role", role.pk)


def test_changed_fields_are_recorded_with_their_old_and_new_values():
    role = RoleFactory(slug="host", title_fi="Isäntä", summary_fi="")

    role.title_fi, role.summary_fi = "Emäntä", "Ottaa vastaan."
    with recorded() as rows:
        role.save()

    changed = {"title_fi": ["Isäntä", "Emäntä"], "summary_fi": ["", "Ottaa vastaan."]}
    assert rows == [("roles.role", role.pk, "changed", changed)]
    assert Entry.objects.get(verb="changed").field_names == ["title_fi", "summary_fi"]


def test_unchanged_save_writes_nothing():
    role = RoleFactory()

    with recorded() as rows:
        role.save()
        Role.objects.get(pk=role.pk).save()
        role.touch()

    assert rows == []


def test_empty_text_and_none_are_the_same():
    role = RoleFactory(summary_fi=None)

    role.summary_fi = ""
    with recorded() as rows:
        role.save()

    assert rows == []


def test_only_the_fields_that_are_written_are_compared():
    role = RoleFactory(slug="host")

    role.slug, role.stage = "guest", "lead"
    with recorded() as rows:
        role.save(update_fields=["stage"])

    assert rows == [("roles.role", role.pk, "changed", {"stage": ["", "lead"]})]


def test_value_that_the_database_computes_is_recorded():
    item = ResponsibilityFactory(order=3)

    item.order = F("order") + 4
    with recorded() as rows:
        item.save()

    assert rows == [("roles.responsibility", item.pk, "changed", {"order": [3, 7]})]


def test_changed_object_costs_two_queries_more_than_an_unchanged_one(count_queries):
    group = SkillGroupFactory()
    keys = iter(("hearing", "watching"))

    def save():
        with recorded():
            group.save()

    def change():
        group.slug = next(keys)
        save()

    unchanged = count_queries(save)

    assert count_queries(change) == unchanged + 2


def test_deleted_object_is_recorded_with_all_values_and_its_parts():
    tools = [ToolFactory(), ToolFactory()]
    use = ToolUseFactory(purpose="Write", tools=tools)
    role = use.role
    citation = cite(use, SourceFactory(slug="book"))
    keys = (role.pk, use.pk, citation.pk)

    with recorded() as rows:
        role.delete()

    by_model = {model: (pk, verb, values) for model, pk, verb, values in rows}
    assert [by_model[name][0] for name in ("roles.role", "roles.tooluse", "sources.citation")] == [
        *keys
    ]
    assert {verb for _pk, verb, _values in by_model.values()} == {"deleted"}
    values = by_model["roles.tooluse"][2]
    assert (values["purpose_pl"], values["tools"]) == ("Write pl", [tool.pk for tool in tools])
    assert "purpose" not in values
    assert by_model["roles.role"][2]["updated_at"] == "2026-03-02T09:00:00+00:00"
    assert {*Entry.objects.filter(verb="deleted").values_list("owner_model", "owner_id")} == {
        ("roles.role", keys[0])
    }


def test_object_that_loses_a_relation_to_a_deleted_one_is_recorded():
    role = RoleFactory()
    position = PositionFactory(role=role)
    replaced = RoleFactory(replaced_by=role)
    pk = role.pk

    with recorded() as rows:
        role.delete()

    assert ("careers.position", position.pk, "changed", {"role": [pk, None]}) in rows
    assert ("roles.role", replaced.pk, "changed", {"replaced_by": [pk, None]}) in rows


def test_change_of_a_relation_is_recorded_from_either_side():
    old, new = ToolFactory(), ToolFactory()
    use = ToolUseFactory(tools=[old])

    with recorded() as rows:
        use.tools.set([new])
    with recorded() as rows_of_tool:
        new.tool_uses.remove(use)
    with recorded() as rows_of_clear:
        old.tool_uses.add(use)
        use.tools.clear()

    def change(before, after):
        return ("roles.tooluse", use.pk, "changed", {"tools": [before, after]})

    assert rows == [change([old.pk], []), change([], [new.pk])]
    assert rows_of_tool == [change([new.pk], [])]
    assert rows_of_clear == [change([], [old.pk]), change([old.pk], [])]


def test_other_side_of_a_relation_is_cleared():
    position = PositionFactory()
    steps = [CareerStepFactory(positions=[position]), CareerStepFactory(positions=[position])]

    with recorded() as rows:
        position.career_steps.clear()

    assert {row[1] for row in rows} == {step.pk for step in steps}
    assert {str(row[3]) for row in rows} == {str({"positions": [[position.pk], []]})}


def test_relation_that_stays_the_same_is_not_recorded():
    tool = ToolFactory()
    use = ToolUseFactory(tools=[tool])

    with recorded() as rows:
        use.tools.set([tool])
        use.tools.add(tool)

    assert rows == []


def test_part_of_a_part_belongs_to_the_owner():
    item = RoleSkillFactory()

    with recorded():
        cite(item, SourceFactory())

    entry = Entry.objects.get(model="sources.citation")
    assert (entry.owner_model, entry.owner_id) == ("roles.role", item.role_id)


def test_object_that_is_saved_under_an_existing_key_is_a_change():
    use = ToolUseFactory(purpose="")

    with recorded() as rows:
        ToolUse(pk=use.pk, role=use.role, category=use.category, order=9).save()

    assert rows == [("roles.tooluse", use.pk, "changed", {"order": [use.order, 9]})]
