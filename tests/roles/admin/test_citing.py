import pytest

from sources.models import Citation
from tests.support.editing import change_page, desk
from tests.support.factories import ResponsibilityFactory, RoleFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


def sources_of(item):
    return [citation.source for citation in Citation.objects.all() if citation.about == item]


def test_sources_are_cited_by_the_role_and_by_its_items_that_cite_none():
    role, own, given = RoleFactory(), SourceFactory(), SourceFactory()
    without, with_own = (ResponsibilityFactory(role=role) for _ in range(2))
    cite(with_own, own)

    response = desk("Editor").save(role, cited_by_all=[given.pk])

    assert response.status_code == 302
    assert [sources_of(item) for item in (role, without, with_own)] == [[given], [given], [own]]


def test_items_of_the_same_save_cite_them_too():
    role, source = RoleFactory(), SourceFactory()
    editor = desk("Editor")
    sent = editor.filled_in(change_page(role))
    row = {"key": "tea", "question_en": "Tea?", "answer_en": "Yes", "source_language": "en"}
    sent |= {f"questions-0-{name}": value for name, value in row.items()}

    editor.post(change_page(role), sent | {"questions-TOTAL_FORMS": 1, "cited_by_all": source.pk})

    assert sources_of(role.questions.get()) == [source]


def test_saving_without_them_cites_nothing():
    role = RoleFactory()

    desk("Editor").save(role, conclusion_en="The end")

    assert not Citation.objects.exists()


@pytest.mark.parametrize("sent", ["abc", "9" * 40, "0"])
def test_source_that_does_not_exist_is_refused_in_words(sent):
    page = desk("Editor").save(RoleFactory(), cited_by_all=[sent])

    assert page.status_code == 200
    assert [problem.target for problem in page.context["problems"]] == ["id_cited_by_all"]


def test_translator_cites_nothing():
    role, source = RoleFactory(), SourceFactory()

    response = desk("Translator", "fi").save(role, cited_by_all=[source.pk])

    assert response.status_code == 302
    assert not Citation.objects.exists()
