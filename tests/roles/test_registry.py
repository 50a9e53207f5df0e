"""What a kind without anything special is given: questions are registered as such a kind here."""

from dataclasses import replace

import pytest
from django.utils import translation

from careers import rows
from careers.compare import compare
from roles import registry
from roles.admin.items import item_inline
from roles.models import Question, Responsibility, Role, RoleSkill
from roles.page import role_page
from roles.registry import GENERIC_TEMPLATE, ItemKind, item_kinds, kinds_by_model, register_kind
from search.passages import drafts_by_pk
from tests.support.factories import QuestionFactory, RoleFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db

CACHES = (item_kinds, kinds_by_model, registry.kinds_by_place, rows._compared_kinds)


def forget_kinds() -> None:
    for function in CACHES:
        function.cache_clear()


@pytest.fixture
def generic(monkeypatch):
    """A kind without anything special in the place of questions."""
    others = [kind for kind in item_kinds() if kind.model is not Question]
    monkeypatch.setattr(registry, "_kinds", others)
    forget_kinds()
    yield register_kind(
        ItemKind(model=Question, section="advice", heading="Questions", place=15, title="question")
    )
    monkeypatch.undo()
    forget_kinds()


def test_kind_knows_its_relation_term_and_texts():
    kind = kinds_by_model()[Responsibility]

    assert (kind.relation, kind.term, kind.joined_path) == ("responsibilities", "area", "area")
    assert (kind.own_title, kind.texts, kind.title_term) == (
        "title",
        ("description", "tasks"),
        None,
    )


def test_title_may_be_that_of_the_term():
    kind = kinds_by_model()[RoleSkill]
    item = RoleSkill(skill=kind.title_term(slug="empathy"))

    assert (kind.own_title, kind.joined_path) == ("", "skill__group")
    assert kind.titled(item) == (item.skill, "title")


def test_kind_of_an_upper_package_is_found_without_an_import():
    assert "careers.kinds" in {
        function.__module__ for kind in item_kinds() if (function := kind.content)
    }


def test_generic_section_stands_at_its_place_with_items_and_citations(generic, client):
    question = QuestionFactory(role=RoleFactory(slug="lead"), key="when", answer="Soon")
    source = cite(question, SourceFactory(slug="study"))
    role_sections = role_page(Role.objects.get(slug="lead"), "en").sections

    page = client.get("/en/roles/lead/").content.decode()

    assert [section.id for section in role_sections][:1] == ["advice"]
    assert role_sections[0].template == GENERIC_TEMPLATE
    section = page[page.index('id="advice"') : page.index("</section>")]
    for part in ('id="question-when"', "Soon en", "#source-study", 'href="#question-when"'):
        assert part in section
    assert source


def test_generic_kind_is_found_at_its_anchor(generic):
    question = QuestionFactory(key="when", question="When?", answer="Soon")

    drafts = drafts_by_pk("role", [question.role_id])[question.role_id]

    [draft] = [d for d in drafts if d.anchor == "question-when" and d.language == "en"]
    assert (draft.section, draft.title, draft.text) == ("advice", "When? en", "Soon en")


def test_generic_kind_is_compared_by_its_keys(generic):
    roles = RoleFactory(), RoleFactory()
    for role in roles:
        QuestionFactory(role=role, key="when", question="When?")
    QuestionFactory(role=roles[0], key="why", question="Why?")

    with translation.override("en"):
        [section] = [s for s in compare(roles, "en").sections if s.id == "advice"]

    assert section.title == "Questions"
    assert [
        (str(row.heading), [[str(entry.text) for entry in cell.entries] for cell in row.cells])
        for row in section.rows
    ] == [("When? en", [["Yes"], ["Yes"]]), ("Questions", [["Why? en"], []])]


def test_generic_kind_is_edited_with_all_its_fields(generic):
    inline = item_inline(generic)

    assert inline.fields == ("question", "key", "answer", "source_language")
    assert inline.prepopulated_fields == {"key": ("question",)}


def test_kind_that_is_not_compared_has_no_section(generic):
    roles = RoleFactory(), RoleFactory()
    QuestionFactory(role=roles[0])
    registry._kinds[-1] = replace(generic, is_compared=False)
    forget_kinds()

    assert "advice" not in [section.id for section in compare(roles, "en").sections]
