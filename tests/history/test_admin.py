from functools import partial

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils.timezone import now

from core.models import content_models
from history.models import Entry
from roles.models import Responsibility, Role
from skills.models import Skill
from tests.support.editing import Desk, desk
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    UserFactory,
    add_items,
    cite,
)
from tests.support.history import last_change, recorded

pytestmark = pytest.mark.django_db


def update(model, **values):
    """Changes all objects of a model, in a change of its own."""
    with recorded():
        model.objects.update(**values)


ENGLISH = {"accept-language": "en"}


def history(item, *rest):
    name = item._meta.label_lower.replace(".", "/")
    return f"/admin/{name}/{item.pk}/history/" + "".join(f"{part}/" for part in rest)


def read(client, address, status=200):
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def editor():
    return desk("Editor")


@pytest.fixture
def publisher():
    return desk("Publisher")


@pytest.fixture
def draft():
    """A draft, changed once, with the number of that change."""
    draft = DraftFactory(title_en="Host", summary_fi="Ottaa vieraat vastaan.")
    with recorded():
        draft.summary_fi = "Ottaa kaikki vastaan."
        draft.save()
    return draft


def test_history_says_who_changed_what_when(editor):
    draft = DraftFactory(title_en="Host")
    editor.save(draft, title_fi="Isäntä")

    page = read(editor, history(draft))

    number = last_change().pk
    assert f'<a href="{history(draft, number)}">' in page
    assert f"<td>{editor.user.username}</td> <td> <p>Title (Suomi)</p> </td>" in page
    assert f'href="{history(draft, number)}?with=live"' in page


def test_button_of_the_form_leads_to_the_history(editor, draft):
    page = read(editor, f"/admin/roles/role/{draft.pk}/change/")

    assert f'href="{history(draft)}"' in page


def test_history_has_one_address(draft):
    """Django's own page would be at other spellings of the number, for whoever may view it."""
    read(desk("Publisher"), f"/admin/roles/role/%20{draft.pk}/history/", status=404)


def test_version_shows_the_changed_words(editor, draft):
    page = read(editor, history(draft, last_change().pk))

    assert '<th scope="row">Summary <span class="language" lang="fi">Suomi</span> </th>' in page
    assert '<td lang="fi">Ottaa <del>vieraat</del><ins>kaikki</ins> vastaan.</td>' in page


def test_version_is_compared_with_the_current_one(editor, draft):
    number = last_change().pk
    update(Role, summary_fi="Ottaa kaikki ystävällisesti vastaan.")

    page = read(editor, history(draft, number) + "?with=live")

    assert "Ottaa kaikki <ins>ystävällisesti </ins>vastaan." in page


def test_markup_in_texts_is_escaped(editor):
    draft = DraftFactory(title_en="<script>alert(1)</script>")

    page = read(editor, history(draft, last_change().pk))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_restoring_asks_first(editor, draft):
    number = last_change().pk
    update(Role, summary_fi="")

    page = read(editor, history(draft, number, "restore"))

    assert "Restoring never publishes anything" in page
    assert '<td lang="fi"><ins>Ottaa kaikki vastaan.</ins></td>' in page
    assert Role.objects.get().summary_fi == ""


def confirm(client, address):
    """Opens the page that asks, and confirms."""
    last = client.get(address).context_data["last"]
    return client.post(address, {"last": last}, headers=ENGLISH, follow=True)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_confirmed_version_is_restored_and_logged(editor, draft):
    number = last_change().pk
    with recorded():
        draft.summary_fi = ""
        draft.save()

    response = confirm(editor, history(draft, number, "restore"))

    assert Role.objects.get().summary_fi == "Ottaa kaikki vastaan."
    assert response.redirect_chain == [(f"/admin/roles/role/{draft.pk}/change/", 302)]
    assert messages(response)[0].endswith(" was restored.")
    assert (last_change().origin, last_change().by) == ("restore", editor.user)
    assert LogEntry.objects.get().get_change_message() == messages(response)[0]


def test_change_since_the_question_is_asked_again(editor, draft):
    number = last_change().pk
    address = history(draft, number, "restore")
    with recorded():
        draft.summary_fi = "Uusi"
        draft.save()
    sent = {"last": editor.get(address).context_data["last"]}
    with recorded():
        draft.summary_fi = "Uudempi"
        draft.save()

    response = editor.post(address, sent, headers=ENGLISH)

    assert "has been changed since you opened this page" in response.content.decode()
    assert Role.objects.get().summary_fi == "Uudempi"


def test_deleted_role_is_restored_from_the_list(editor):
    draft = add_items(DraftFactory(title_en="Host"))
    items, pk = len(draft.items), draft.pk
    with recorded():
        draft.delete()
    draft.pk = pk

    page = read(editor, "/admin/history/deletedobject/")
    version = history(draft, last_change().pk)
    assert f'<a href="{version}">Host</a>' in page
    assert "The entry was deleted at this point." in read(editor, version)
    confirm(editor, version + "restore/")

    assert len(Role.objects.get(pk=pk).items) == items
    assert f'<a href="{version}">Host</a>' not in read(editor, "/admin/history/deletedobject/")


def test_list_of_deleted_objects_narrows_to_a_type(editor):
    for item in (DraftFactory(title_en="Host"), SkillFactory(title_en="Empathy")):
        with recorded():
            item.delete()

    page = read(editor, "/admin/history/deletedobject/?kind=skills.skill")

    assert ("Empathy</a>" in page, "Host</a>" in page) == (True, False)


def test_list_of_deleted_objects_has_a_fixed_number_of_queries(editor, count_queries):
    def delete(number):
        for _ in range(number):
            with recorded():
                SkillFactory(group=None).delete()

    delete(1)
    one = count_queries(lambda: editor.get("/admin/history/deletedobject/").content)
    delete(2)

    assert count_queries(lambda: editor.get("/admin/history/deletedobject/").content) == one


def test_what_cannot_be_restored_is_listed_before(editor):
    item = RoleSkillFactory(role=DraftFactory(stage="lead"), skill__title_en="Diplomacy")
    with recorded():
        item.role.stage = "entry"
        item.role.save()
    number, skill, role = last_change().pk, item.skill, item.role
    with recorded():
        item.delete()
    with recorded():
        skill.delete()
    update(Role, stage="lead")

    page = read(editor, history(role, number, "restore"))

    assert "Role skill: Diplomacy</strong> – Skill: “Diplomacy” no longer exists." in page
    assert 'value="Restore everything else"' in page
    response = confirm(editor, history(role, number, "restore"))
    assert Role.objects.get().stage == "entry"
    assert "Not everything could be restored. Check the entry." in messages(response)


def test_item_has_a_history_of_its_own(editor):
    item = ResponsibilityFactory(role=DraftFactory(), title_en="Leading")
    with recorded():
        item.title_en = "Following"
        item.save()
    number = last_change().pk
    update(Responsibility, title_en="Other")

    page = read(editor, history(item, number))
    confirm(editor, history(item, number, "restore"))

    assert "<del>Leading</del><ins>Following</ins>" in page
    assert Responsibility.objects.get().title_en == "Following"


def test_editor_may_not_restore_what_readers_see_and_a_publisher_may(editor, publisher):
    role = RoleFactory()
    item = ResponsibilityFactory(role=role)
    with recorded():
        role.stage = "lead"
        role.save()
    number = last_change().pk
    with recorded():
        item.order += 10
        item.save()
    of_item = last_change().pk
    update(Role, stage="entry")

    assert "Restore this version" not in read(editor, history(role, number))
    read(editor, history(role, number, "restore"), status=403)
    read(editor, history(item, of_item, "restore"), status=403)
    assert "Restore this version" in read(publisher, history(role, number))
    confirm(publisher, history(role, number, "restore"))
    assert Role.objects.get().stage == "lead"


PUBLIC = [
    lambda: RoleSkillFactory().skill,
    lambda: ToolUseFactory(tools=[ToolFactory()]).tools.get(),
    lambda: ToolUseFactory().category,
    lambda: RoleMetricFactory().metric,
    lambda: RoleFactory().family,
    lambda: cite(RoleFactory(), SourceFactory()).source,
    lambda: CareerStepFactory(positions=[PositionFactory()]).positions.get(),
]


@pytest.mark.parametrize("make", PUBLIC)
def test_editor_restores_all_but_the_address_of_what_readers_have(make, editor, publisher):
    item = make()
    model, title = type(item), "name" if hasattr(item, "name") else "title"
    with recorded():
        setattr(item, title, "Before")
        item.slug = "before"
        item.save()
    number = last_change().pk
    update(model, **{title: "After", "slug": "after"})

    page = read(editor, history(item, number, "restore"))
    confirm(editor, history(item, number, "restore"))

    item = model.objects.get(pk=item.pk)
    assert "Slug: You do not have permission to do this." in page
    assert (getattr(item, title), item.slug) == ("Before", "after")
    confirm(publisher, history(item, number, "restore"))
    assert model.objects.get(pk=item.pk).slug == "before"


def test_editor_does_not_restore_the_address_of_a_role_that_was_taken_back(editor):
    role = DraftFactory(published_at=(time := now()), updated_at=time)
    with recorded():
        role.slug, role.stage = "before", "lead"
        role.save()
    number = last_change().pk
    update(Role, slug="after", stage="entry")

    confirm(editor, history(role, number, "restore"))

    assert Role.objects.values_list("slug", "stage").get() == ("after", "lead")


def test_restoring_a_draft_that_was_published_does_not_publish(publisher):
    draft = DraftFactory()
    with recorded():
        draft.status = "published"
        draft.save()
    number = last_change().pk
    update(Role, status="draft", published_at=None)

    assert "This version is the same as the current one." in read(
        publisher, history(draft, number, "restore")
    )


def test_translator_sees_the_history_and_restores_nothing(draft):
    translator, number = desk("Translator", "fi"), last_change().pk

    assert "Restore this version" not in read(translator, history(draft, number))
    read(translator, history(draft, number, "restore"), status=403)
    read(translator, "/admin/history/deletedobject/", status=403)


def reader(*codenames):
    """Someone of staff with these permissions only."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return Desk(user)


def test_who_may_only_view_sees_no_history(draft):
    number = last_change().pk
    for address in (history(draft), history(draft, number), history(draft, number, "restore")):
        read(reader("view_role"), address, status=403)


def test_who_may_not_add_does_not_restore_what_was_deleted():
    draft = DraftFactory()
    pk = draft.pk
    with recorded():
        draft.delete()
    draft.pk = pk
    number = last_change().pk
    someone = reader("view_role", "change_role")

    read(someone, "/admin/history/deletedobject/", status=403)
    assert "Restore this version" not in read(someone, history(draft, number))
    read(someone, history(draft, number, "restore"), status=403)


def test_visitors_are_sent_to_sign_in(client, draft):
    assert client.get(history(draft)).status_code == 302
    assert client.post(history(draft, last_change().pk, "restore")).status_code == 302


def registered_models():
    return [model for model in content_models() if admin.site.is_registered(model)]


@pytest.mark.parametrize("model", registered_models(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("number", ["9" * 30, "4000"])
def test_object_that_never_was_has_no_history(model, number, editor):
    page = f"/admin/{model._meta.label_lower.replace('.', '/')}/{number}/history/"

    for address in (page, f"{page}0/", f"{page}{number}/restore/"):
        read(editor, address, status=404)


def test_version_that_never_was_is_not_found(editor, draft):
    for number in (0, 4_000, "9" * 30):
        read(editor, history(draft, number), status=404)
        read(editor, history(draft, number, "restore"), status=404)


def test_pages_are_in_four_languages(editor, draft, language):
    with recorded():
        add_items(draft)
    addresses = [
        history(draft),
        history(draft, last_change().pk),
        history(draft, last_change().pk) + "?with=live",
        history(draft, last_change().pk, "restore"),
        "/admin/history/deletedobject/",
    ]

    for address in addresses:
        response = editor.get(address, headers={"accept-language": language})
        assert response.status_code == 200
        assert response.headers["Content-Language"] == language


def test_pages_have_a_fixed_number_of_queries(editor, count_queries):
    roles = [DraftFactory(), DraftFactory()]
    numbers = {}
    for role, items in zip(roles, (1, 3), strict=True):
        with recorded():
            add_items(role, items)
        numbers[role] = last_change().pk

    def count(address_of):
        return [count_queries(partial(editor.get, address_of(role))) for role in roles]

    for address_of in (
        history,
        lambda role: history(role, numbers[role]),
        lambda role: history(role, numbers[role]) + "?with=live",
    ):
        one, three = count(address_of)
        assert one == three


def test_unchanged_form_leaves_no_version(editor):
    draft = add_items(DraftFactory(), 3)
    before = Entry.objects.count()

    editor.save(draft)

    assert Entry.objects.count() == before


def test_one_changed_item_of_many_is_one_row(editor):
    draft = DraftFactory()
    for _ in range(30):
        RoleSkillFactory(role=draft, skill__group=None)
    before = Entry.objects.count()

    editor.save(draft, role_skills__7__requirement="useful")

    assert Entry.objects.count() == before + 1
    assert Skill.objects.count() == 30
