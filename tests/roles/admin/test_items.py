import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from roles.models import Responsibility
from sources.models import Citation
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SourceFactory,
    add_items,
)

pytestmark = pytest.mark.django_db

PREFIX = "sources-citation-content_type-object_id"


@pytest.fixture
def editor():
    return desk("Editor")


def is_touched(role):
    role.refresh_from_db()
    return role.updated_at.date() == timezone.now().date()


def test_every_item_of_a_role_opens_and_is_saved(editor):
    role = add_items(RoleFactory())

    answers = [editor.save(item) for item in role.items[1:]]

    assert {answer.url for answer in answers} == {change_page(role)}
    assert len(answers) == 8
    assert not is_touched(role)


def test_row_of_a_role_leads_to_the_items_own_page(editor):
    item = ResponsibilityFactory()

    page = editor.get(change_page(item.role)).content.decode()

    assert f'<a href="{change_page(item)}" class="inlinechangelink">Change</a>' in page


def test_item_is_given_a_source(editor):
    item, source = ResponsibilityFactory(), SourceFactory()

    response = editor.add(item, PREFIX, {"source": source.pk, "field": "tasks"})

    citation = Citation.objects.get()
    assert response.url == change_page(item.role)
    assert (citation.about, citation.source, citation.field) == (item, source, "tasks")
    assert is_touched(item.role)


def test_change_of_an_item_dates_its_role(editor):
    item = ResponsibilityFactory()

    editor.save(item, title_fi="Uusi")

    item.refresh_from_db()
    assert item.title_fi == "Uusi"
    assert is_touched(item.role)


def test_item_stays_with_its_role_whatever_is_sent(editor):
    item, other = ResponsibilityFactory(), RoleFactory()
    role = item.role

    editor.save(item, role=other.pk, title_fi="Uusi")

    item.refresh_from_db()
    assert (item.role, item.title_fi) == (role, "Uusi")


def test_key_of_another_item_is_refused_in_words(editor):
    item = ResponsibilityFactory(key="leading")
    other = ResponsibilityFactory(role=item.role)

    response = editor.save(other, key="leading")

    assert complaints(response) == {
        "__all__": ["The role already has an item with this key. Enter another key."]
    }


def test_skill_of_another_item_is_refused_in_words(editor):
    item = RoleSkillFactory()
    other = RoleSkillFactory(role=item.role)

    response = editor.save(other, skill=item.skill_id)

    assert complaints(response) == {"__all__": ["This skill is already listed for the role."]}


def test_link_to_the_site_leads_to_the_item(editor):
    item = ResponsibilityFactory(role=RoleFactory(slug="host"), key="leading")
    draft = ResponsibilityFactory(role=DraftFactory(slug="guest"), key="greeting")

    def link(item):
        return editor.get(change_page(item)).context["absolute_url"]

    assert link(item) == "/en/roles/host/#responsibility-leading"
    assert link(draft) == "/en/roles/guest/?preview=1#responsibility-greeting"


def test_items_are_not_in_the_index(editor):
    page = editor.get("/admin/").content.decode()

    assert 'href="/admin/roles/role/"' in page
    assert "responsibility/" not in page


def test_items_are_added_on_the_roles_page_only(editor):
    assert editor.get(reverse("admin:roles_responsibility_add")).status_code == 403
    with pytest.raises(NoReverseMatch):
        reverse("admin:roles_alternativetitle_changelist")


def test_deleting_an_item_dates_its_role(editor):
    item = ResponsibilityFactory()

    editor.post(reverse("admin:roles_responsibility_delete", args=[item.pk]), {"post": "yes"})

    assert not Responsibility.objects.exists()
    assert is_touched(item.role)


def test_deleting_several_items_dates_their_roles(editor):
    items = [ResponsibilityFactory(), ResponsibilityFactory()]
    untouched = ResponsibilityFactory().role
    sent = {"action": "delete_selected", "post": "yes"}
    sent["_selected_action"] = [item.pk for item in items]

    editor.post(reverse("admin:roles_responsibility_changelist"), sent)

    assert [is_touched(item.role) for item in items] == [True, True]
    assert not is_touched(untouched)


def test_list_narrows_to_what_a_translator_has_to_do(editor):
    missing = ResponsibilityFactory(tasks="Task", tasks_pl="")
    ResponsibilityFactory()

    page = editor.get(reverse("admin:roles_responsibility_changelist"), {"missing": "pl"})

    assert list(page.context["cl"].result_list) == [missing]
