from datetime import date

import pytest
from django.urls import reverse

from roles.models import AlternativeTitle
from search.models import Miss, Synonym
from tests.search.builders import found_slugs
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import AlternativeTitleFactory, RoleFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:search_miss_changelist", urlconf="config.urls")


@pytest.fixture
def editor():
    return desk("Editor", "en", "fi", "nb", "pl")


@pytest.fixture
def miss():
    given = {"key": "solderer", "text": "Solderer", "count": 3}
    return Miss.objects.create(language="en", last_day=date(2026, 11, 1), **given)


def test_queries_without_a_hit_are_listed_with_the_way_to_a_title(editor, miss):
    page = editor.get(LIST).content.decode()

    assert "Solderer" in page
    assert f'href="{change_page(miss)}"' in page


def test_one_click_makes_a_query_a_hidden_title_and_the_role_is_found(editor, miss):
    role = RoleFactory(slug="welder", title="Welder")
    assert found_slugs("solderers") == []

    response = editor.save(miss, role=role.pk)

    assert response.status_code == 302
    title = AlternativeTitle.objects.get()
    assert (title.role, title.language, title.title, title.shown) == (role, "en", "Solderer", False)
    assert Miss.objects.count() == 0
    assert found_slugs("solderers") == ["welder"]


def test_title_that_the_role_has_is_refused_and_the_query_stays(editor, miss):
    title = AlternativeTitleFactory(language="en", title="Solderer")

    response = editor.save(miss, role=title.role_id)

    assert list(complaints(response)) == ["__all__"]
    assert Miss.objects.count() == AlternativeTitle.objects.count() == 1


def test_a_role_has_to_be_chosen(editor, miss):
    assert list(complaints(editor.save(miss))) == ["role"]


@pytest.mark.parametrize("group", ["Translator"])
def test_who_may_not_add_titles_is_refused(group, miss):
    translator, role = desk(group, "fi"), RoleFactory()

    response = translator.post(
        change_page(miss), {"role": role.pk, "language": "en", "title": "Solderer"}
    )

    assert response.status_code == 403
    assert Miss.objects.count() == 1
    assert AlternativeTitle.objects.count() == 0
    assert change_page(miss) not in translator.get(LIST).content.decode()


def test_synonym_that_is_added_makes_a_role_findable(editor):
    RoleFactory(slug="head", title="Human resources head")
    assert found_slugs("HR") == []

    given = {"language": "en", "phrase": "HR", "meaning": "human resources"}
    response = editor.post(reverse("admin:search_synonym_add"), given)

    assert response.status_code == 302
    assert Synonym.objects.get().key == "hr"
    assert found_slugs("hr") == found_slugs("HR head") == ["head"]


def test_synonym_leads_from_what_is_typed_to_what_it_means_only(editor):
    RoleFactory(slug="head", title="HR head")
    Synonym.objects.create(language="en", phrase="HR", meaning="human resources")

    assert found_slugs("human resources") == []
