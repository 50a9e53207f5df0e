import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from careers.models import CareerStep, Position
from core.models import content_models, has_content
from core.signals import content_changed
from roles import models as roles
from search.models import Synonym
from skills.models import Metric, Skill, SkillGroup, SkillTitle, Tool, ToolCategory
from sources.models import Citation, Identifier, Source
from tests.support.constraints import breaking
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
    SkillGroupFactory,
    ToolFactory,
)
from translations.collation import sort_key
from translations.models import SourceText, TextState, _labels

pytestmark = pytest.mark.django_db


@pytest.fixture
def changes():
    """What `content_changed` was sent for."""
    found = []

    def listener(sender, using, **details):
        found.append((sender, using))

    content_changed.connect(listener)
    yield found
    content_changed.disconnect(listener)


@pytest.mark.parametrize(
    "write",
    [
        lambda groups: groups.filter(order=9).update(order=2),
        lambda groups: groups.filter(order=9).delete(),
        lambda groups: groups.bulk_create([SkillGroup(slug="new")]),
        lambda groups: groups.bulk_update(list(groups), ["order"]),
    ],
    ids=["update", "delete", "bulk_create", "bulk_update"],
)
def test_writing_in_bulk_says_that_content_changes(changes, write):
    SkillGroupFactory()
    changes.clear()

    write(SkillGroup.objects.all())

    # Updating in bulk updates, and says so again.
    assert set(changes) == {(SkillGroup, "default")}


def test_reading_says_nothing(changes):
    assert list(SkillGroup.objects.in_bulk()) == []
    assert changes == []


def test_all_that_readers_see_is_content():
    assert set(content_models()) == {
        Source,
        Citation,
        Identifier,
        SkillGroup,
        Skill,
        SkillTitle,
        ToolCategory,
        Tool,
        Metric,
        roles.RoleFamily,
        roles.Role,
        roles.AlternativeTitle,
        roles.ResponsibilityArea,
        roles.Responsibility,
        roles.RoleSkill,
        roles.ToolUse,
        roles.RoleMetric,
        roles.PayRange,
        roles.BestPractice,
        roles.Question,
        Position,
        Synonym,
        CareerStep,
    }


def test_database_has_content_as_soon_as_one_object_is_there():
    assert not has_content()
    ToolFactory()
    assert has_content()


def test_required_text_in_one_language_is_enough():
    SkillGroup(slug="leadership", title_nb="Ledelse").full_clean()


@pytest.mark.parametrize(("source_language", "column"), [("", "title_en"), ("nb", "title_nb")])
def test_required_text_in_no_language_is_asked_for_where_it_is_first_written(
    source_language, column
):
    group = SkillGroup(slug="leadership", source_language=source_language)

    with pytest.raises(ValidationError) as error:
        group.full_clean()

    assert error.value.message_dict == {column: ["Enter this in at least one language."]}


def test_lines_have_to_be_as_many_in_every_language_that_has_any():
    item = ResponsibilityFactory(tasks="Plan\nTrain")
    item.tasks_fi = "Suunnittelee"
    item.tasks_nb = "Planlegge\n\n  Lære opp  \n"
    item.tasks_pl = ""

    with pytest.raises(ValidationError) as error:
        item.full_clean()

    assert error.value.message_dict == {
        "tasks_fi": [
            "Enter the same number of lines in every language. This language has 1, but "
            "another has 2."
        ]
    }


def test_lines_that_are_as_many_in_every_language_are_accepted():
    item = ResponsibilityFactory(tasks="Plan\nTrain", tasks_pl="")

    item.full_clean()

    assert item.shown_text("tasks", "fi").lines == ["Plan fi", "Train fi"]


def test_translated_fields_are_named_without_language():
    assert sorted(Skill.translated_fields()) == ["description", "title"]
    assert Tool.translated_fields() == ()


@pytest.mark.parametrize(
    ("reader", "titles"),
    [
        ("en", ["Åland", "Analysis", "Ärende", "Łan", "Lead", "Zeal"]),
        ("fi", ["Analysis", "Łan", "Lead", "Zeal", "Åland", "Ärende"]),
        ("nb", ["Analysis", "Łan", "Lead", "Zeal", "Ärende", "Åland"]),
        ("pl", ["Åland", "Analysis", "Ärende", "Lead", "Łan", "Zeal"]),
    ],
)
def test_list_stands_as_the_readers_language_sorts(reader, titles):
    for title in ["Zeal", "Åland", "Lead", "Analysis", "Łan", "Ärende"]:
        SkillFactory(**{f"title_{code}": title for code in ("en", "fi", "nb", "pl")})

    found = Skill.objects.in_reading_order(reader)

    assert [skill.title_en for skill in found] == titles


def test_list_stands_by_the_title_that_is_shown():
    SkillFactory(slug="a", title_en="B", title_fi="Z")
    SkillFactory(slug="b", title_en="C", title_fi="")

    assert [skill.slug for skill in Skill.objects.in_reading_order("en")] == ["a", "b"]
    assert [skill.slug for skill in Skill.objects.in_reading_order("fi")] == ["b", "a"]


def test_place_in_lists_is_stored_at_every_save():
    skill = SkillFactory(title_fi="Empatia")
    skill.title_fi = "Äly"
    skill.save()

    assert bytes(Skill.objects.get().sort_fi) == sort_key("Äly", "fi")


def test_slug_is_the_natural_key():
    group = SkillGroupFactory(slug="leadership", title="Leadership")

    assert group.natural_key() == ("leadership",)
    assert SkillGroup.objects.get_by_natural_key("leadership") == group


def test_object_is_called_by_its_title_in_the_readers_language(language):
    assert str(RoleFactory(title="Lead")) == f"Lead {language}"


def test_labels_of_choices_are_cached_for_the_language_that_they_are_in():
    stage = roles.Role._meta.get_field("stage")
    _labels.cache_clear()
    with translation.override("pl"):
        in_finnish = _labels(stage, "fi")

    with translation.override("fi"):
        assert in_finnish == {value: str(label) for value, label in stage.flatchoices}


OF_A_TITLE = {"model": "roles.role", "object_id": 1, "field": "title", "digest": 5} | {
    "owner_model": "roles.role",
    "owner_id": 1,
    "language": "nb",
}


def test_version_of_a_text_has_one_state():
    state = OF_A_TITLE | {"state": "draft", "source_digest": 7}
    TextState.objects.create(**state)
    TextState.objects.create(**state | {"language": "pl"})

    with breaking(TextState, "state_of_a_text"):
        TextState.objects.create(**state)


def test_version_of_a_source_text_is_kept_once():
    SourceText.objects.create(**OF_A_TITLE, text="Host")

    with breaking(SourceText, "source_text_is_kept_once"):
        SourceText.objects.create(**OF_A_TITLE, text="Host")
