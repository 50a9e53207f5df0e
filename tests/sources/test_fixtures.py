from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.models import content_models, has_content
from roles.models import PayRange, Responsibility, Role, RoleFamily, ToolUse
from skills.models import Metric, Skill, SkillGroup, Tool
from sources.fixtures import FixtureError
from sources.loading import load_fixtures
from sources.models import Citation, Source

pytestmark = pytest.mark.django_db

SOURCE = """
- model: sources.source
  fields: {slug: article, language: fi, title: Artikkeli, publisher: Publisher}
"""
GROUP = """
- model: skills.skillgroup
  fields: {slug: leadership, title_en: Leadership}
"""
SKILL = """
- model: skills.skill
  fields: {slug: coaching, title_en: Coaching, group: [leadership]}
"""
ROLE = """
- model: roles.rolefamily
  fields: {slug: support, title_en: Support}
- model: roles.role
  fields: {slug: lead, title_en: Lead, family: [support]}
"""


@pytest.fixture
def fixtures(tmp_path):
    """Loads files: `fixtures("- model: …")`, or several by name."""

    def load_files(text: str = "", **files: str) -> int:
        for path in tmp_path.iterdir():
            path.unlink()
        for name, content in {"all": text, **files}.items():
            (tmp_path / f"{name}.yaml").write_text(content, "utf-8")
        return load_fixtures(tmp_path).total

    return load_files


def everything() -> dict[str, list[dict]]:
    """All content, row by row."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in content_models()
    }


def test_objects_of_all_files_are_loaded_and_counted(fixtures):
    assert fixtures(SOURCE + GROUP, b=SKILL) == 3
    assert Skill.objects.get().group == SkillGroup.objects.get(title_en="Leadership")


def test_object_may_stand_before_what_it_points_to(fixtures):
    assert fixtures(SKILL + GROUP) == 2
    assert Skill.objects.get().group.slug == "leadership"


def test_files_in_folders_are_loaded_too(tmp_path):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "lead.yaml").write_text(ROLE)

    assert load_fixtures(tmp_path).total == 2
    assert Role.objects.get().family == RoleFamily.objects.get(path="support/")


def test_empty_file_holds_nothing(fixtures):
    assert fixtures("# Nothing yet\n") == 0


def test_item_cites_its_sources_and_is_first_written_in_the_language_of_the_first(fixtures):
    fixtures(SOURCE + GROUP.rstrip() + "\n  sources: [article]\n")

    [citation] = Citation.objects.all()
    assert (citation.about, citation.field) == (SkillGroup.objects.get(), "")
    assert citation.source == Source.objects.get()
    assert SkillGroup.objects.get().source_language == "fi"


def test_field_of_a_role_cites_its_own_sources(fixtures):
    fixtures(SOURCE + ROLE.rstrip() + "\n  sources: {title: [article], introduction: [article]}\n")

    fields = Citation.objects.order_by("field").values_list("field", flat=True)
    assert list(fields) == ["introduction", "title"]


def test_sources_that_are_taken_out_of_a_fixture_are_cited_no_more(fixtures):
    other = SOURCE.replace("article", "other")
    fixtures(SOURCE + other + GROUP.rstrip() + "\n  sources: [article, other]\n")
    kept = Citation.objects.get(source__slug="other")

    fixtures(SOURCE + other + GROUP.rstrip() + "\n  sources: [other]\n")

    assert list(Citation.objects.all()) == [kept]


def test_loading_again_changes_nothing(content):
    before = everything()

    count = load_fixtures(settings.FIXTURES_DIR).total

    assert count == sum(map(len, before.values())) - len(before["sources.Citation"])
    assert everything() == before


def test_loading_again_updates_what_the_fixture_names_and_keeps_the_rest(fixtures):
    fixtures(SOURCE + GROUP + SKILL)
    Skill.objects.update(title_en="Mentoring", title_fi="Valmennus", description_en="Ours")
    Tool.objects.create(slug="zendesk", name="Zendesk")

    fixtures(SOURCE + GROUP + SKILL)

    [skill] = Skill.objects.all()
    assert (skill.title_en, skill.title_fi) == ("Coaching", "Valmennus")
    assert skill.description_en == "Ours"
    assert Tool.objects.get().name == "Zendesk"


def test_loading_again_sets_relations_as_the_fixture_has_them(fixtures):
    use = """
- model: skills.toolcategory
  fields: {slug: crm, title_en: CRM}
- model: skills.tool
  fields: {slug: a, name: A}
- model: skills.tool
  fields: {slug: b, name: B}
- model: roles.tooluse
  fields: {role: [lead], category: [crm], tools: [[a], [b]]}
"""
    fixtures(ROLE + use)
    fixtures(ROLE + use.replace("[[a], [b]]", "[[b]]"))

    assert [tool.slug for tool in ToolUse.objects.get().tools.all()] == ["b"]


REFUSED = {
    "broken YAML": (
        "- model: skills.tool\n  fields: {slug: a\n",
        "all.yaml, line 3, column 1: did not find expected ',' or '}'",
    ),
    "a control character": (
        "- model: \x07\n",
        "all.yaml: unacceptable character #x0007: control characters are not allowed",
    ),
    "no list": (
        "model: skills.tool\n",
        "all.yaml, line 1, column 1: a fixture is a list of objects",
    ),
    "an object without fields": (
        "- model: skills.tool\n",
        "all.yaml, line 1, column 3: an object has “model” and “fields”",
    ),
    "fields without names": (
        "- model: skills.tool\n  fields: [a]\n",
        "all.yaml, line 1, column 3: “fields” maps names to values",
    ),
    "a primary key": (
        "- model: skills.tool\n  pk: 1\n  fields: {slug: a}\n",
        "all.yaml, line 1, column 3: an object has no “pk”",
    ),
    "a primary key among the fields": (
        "- model: skills.tool\n  fields: {id: 1, slug: a, name: A}\n",
        "all.yaml, line 1, column 3, skills.tool a: there is no field “id”",
    ),
    "an unknown model": (
        "- model: skills.hammer\n  fields: {slug: a}\n",
        "all.yaml, line 1, column 3: there is no model “skills.hammer”",
    ),
    "a model that is no content": (
        "- model: accounts.user\n  fields: {username: root}\n",
        "all.yaml, line 1, column 3: “accounts.user” holds no content",
    ),
    "an unknown field": (
        "- model: skills.tool\n  fields: {slug: a, colour: red}\n",
        "all.yaml, line 1, column 3, skills.tool a: there is no field “colour”",
    ),
    "a name that is there twice": (
        "- model: skills.tool\n  fields:\n    slug: a\n    name: A\n    slug: b\n",
        "all.yaml, line 5, column 5: “slug” is there twice",
    ),
    "a name that is no word": (
        "- model: skills.tool\n  fields:\n    ? [a]\n    : b\n",
        "all.yaml, line 3, column 7: found unhashable key",
    ),
    "a day that never was": (
        "- model: sources.source\n  fields: {slug: a, published_on: 2024-13-45}\n",
        "all.yaml, line 1, column 3: month must be in 1..12",
    ),
    "an object within itself": (
        "- &a\n  model: skills.tool\n  fields: *a\n",
        "all.yaml, line 1, column 3: maximum recursion depth exceeded",
    ),
    "code": (
        "- !!python/object:os.system x\n",
        "all.yaml, line 1, column 3: could not determine a constructor",
    ),
    "a reference to nothing": (
        SKILL,
        "all.yaml, line 2, column 3, skills.skill coaching: SkillGroup matching query does not",
    ),
    "an unknown source": (
        GROUP.rstrip() + "\n  sources: [article]\n",
        "all.yaml, line 2, column 3, skills.skillgroup leadership: there is no source “article”",
    ),
    "sources that are no list": (
        GROUP.rstrip() + "\n  sources: article\n",
        "all.yaml, line 2, column 3: “sources” is a list of slugs, or one for each field",
    ),
    "sources of no text": (
        SOURCE + ROLE.rstrip() + "\n  sources: {introducton: [article]}\n",
        "all.yaml, line 7, column 3: there is no text “introducton” to give sources of",
    ),
    "a text in no language": (
        "- model: skills.skillgroup\n  fields: {slug: leadership}\n",
        "all.yaml, line 1, column 3, skills.skillgroup leadership: "
        "title_en: Enter this in at least one language.",
    ),
    "an unknown choice": (
        "- model: skills.metric\n  fields: {slug: a, title_en: A, unit: ell, rise: better}\n",
        "all.yaml, line 1, column 3, skills.metric a: unit: Value 'ell' is not a valid choice.",
    ),
    "a number that is none": (
        "- model: skills.skillgroup\n  fields: {slug: a, title_en: A, order: many}\n",
        "all.yaml, line 1, column 3, skills.skillgroup a: ['“many” value must be an integer.']",
    ),
    "one name for two": (
        "- model: skills.tool\n  fields: {slug: a, name: A}\n"
        "- model: skills.tool\n  fields: {slug: b, name: A}\n",
        "all.yaml, line 3, column 3, skills.tool b: name: Tool with this Name already exists.",
    ),
    "a minimum above the maximum": (
        ROLE
        + "- model: roles.payrange\n  fields: {role: [lead], key: helsinki, place_en: Helsinki,"
        " currency: EUR, minimum: 9, maximum: 8}\n",
        "all.yaml, line 6, column 3, roles.payrange lead / helsinki: "
        "__all__: The minimum cannot be higher than the maximum.",
    ),
    "lines that do not match": (
        ROLE + "- model: roles.responsibilityarea\n  fields: {slug: people, title_en: People}\n"
        "- model: roles.responsibility\n  fields: {role: [lead], key: leading, area: [people],"
        ' title_en: Leading, tasks_en: "Plan\\nTrain", tasks_pl: Planowanie}\n',
        "all.yaml, line 8, column 3, roles.responsibility lead / leading: "
        "tasks_pl: Enter the same number of lines in every language. "
        "This language has 1, but another has 2.",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_fixture_is_refused_whole_with_file_place_object_and_reason(fixtures, text, message):
    with pytest.raises(FixtureError) as error:
        fixtures(text, before=SOURCE.replace("article", "another"))

    assert str(error.value).startswith(message)
    assert not has_content()


def test_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "all.yaml").write_bytes(b"- model: \xe4\n")

    with pytest.raises(FixtureError, match=r"^all.yaml: is not UTF-8 at byte 9$"):
        load_fixtures(tmp_path)


def test_refused_fixture_leaves_what_was_there(content, tmp_path):
    (tmp_path / "broken.yaml").write_text(
        "- model: skills.tool\n  fields: {slug: zendesk, name: Zendesk Suite}\n"
        "- model: skills.skill\n  fields: {slug: empathy, group: [nowhere]}\n"
    )
    before = everything()

    with pytest.raises(FixtureError, match="SkillGroup"):
        load_fixtures(tmp_path)

    assert everything() == before
    assert Tool.objects.get(slug="zendesk").name == "Zendesk"
    assert Metric.objects.count() == 10
    assert (Responsibility.objects.count(), PayRange.objects.count()) == (28, 6)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="-: {}[]&*!?|>'\"\n \tamodelfields01", max_size=60))
def test_any_text_is_loaded_or_refused(tmp_path, text):
    Path(tmp_path / "all.yaml").write_text(text)

    try:
        found = load_fixtures(tmp_path).total
    except FixtureError as error:
        found = str(error).partition(".yaml")[0]

    assert found in (0, "all")
