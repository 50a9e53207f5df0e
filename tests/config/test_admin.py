"""Every page of admin, for everyone who works there, in every language."""

import pytest
from django.contrib import admin
from django.urls import reverse

from roles.models import Role
from sources.models import Identifier
from tests.support.editing import Desk, change_page, desk
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    MetricFactory,
    PositionFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
    SourceFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
    UserFactory,
    cite,
)
from translations.models import TranslatedContent

pytestmark = pytest.mark.django_db

KINDS = [model for model in admin.site._registry if issubclass(model, TranslatedContent)]


@pytest.fixture
def everything(content):
    """The shipped content, and what only an import would add to it."""
    Identifier.objects.create(about=Role.objects.first(), scheme="ESCO", value="C1221")


def ids(model):
    return model._meta.label


@pytest.mark.parametrize("group", ["Editor", "Translator", "Publisher"])
@pytest.mark.parametrize("model", KINDS, ids=ids)
def test_every_kind_of_content_can_be_listed_and_opened(everything, model, group):
    someone = desk(group, "fi")
    name = model._meta.label_lower.replace(".", "_")
    item = model.objects.order_by("pk").first()

    found = someone.get(reverse(f"admin:{name}_changelist"), {"q": "a"}).context["cl"]
    page = someone.opened(change_page(item))

    assert found.queryset.model is model
    assert page["original"] == item


@pytest.mark.parametrize("model", KINDS, ids=ids)
def test_every_kind_of_content_is_saved_as_it_is(everything, model):
    editor = desk("Editor")
    item = model.objects.order_by("pk").first()
    before = model.objects.filter(pk=item.pk).values().get()

    response = editor.save(item)

    assert response.status_code == 302
    assert model.objects.filter(pk=item.pk).values().get() == before


def test_every_kind_of_content_but_what_stands_on_other_pages_has_its_own():
    assert sorted(model._meta.label for model in KINDS) == [
        "careers.CareerStep",
        "careers.Position",
        "roles.BestPractice",
        "roles.PayRange",
        "roles.Question",
        "roles.Responsibility",
        "roles.ResponsibilityArea",
        "roles.Role",
        "roles.RoleFamily",
        "roles.RoleMetric",
        "roles.RoleSkill",
        "roles.ToolUse",
        "search.Synonym",
        "skills.Metric",
        "skills.Skill",
        "skills.SkillGroup",
        "skills.Tool",
        "skills.ToolCategory",
        "sources.Identifier",
        "sources.Source",
    ]


@pytest.mark.parametrize(
    ("browser", "heading"),
    [
        ("en", "Site administration"),
        ("fi-FI", "Sivuston ylläpito"),
        ("no", "Nettstedsadministrasjon"),
        ("pl", "Administracja stroną"),
    ],
)
def test_admin_speaks_the_language_of_the_browser(browser, heading):
    administrator = Desk(UserFactory(is_superuser=True))

    page = administrator.get("/admin/", headers={"accept-language": browser}).content.decode()

    assert f"<h1>{heading}</h1>" in page
    assert '<a href="/admin/">Rolebook</a>' in page


def test_sign_in_page_has_our_look_and_no_style_or_script_of_its_own(client):
    page = client.get("/admin/account/sign-in/").content.decode()

    assert "/static/css/admin.css" in page
    assert "<title>Sign in | Rolebook</title>" in page
    assert [word for word in ("<style", " style=", " onclick=", "<script>") if word in page] == []


PUBLIC = {
    "role": RoleFactory,
    "retired role": lambda: RoleFactory(status="retired"),
    "role that was taken back": lambda: RoleFactory(status="draft"),
    "family": lambda: RoleFactory().family,
    "skill": lambda: RoleSkillFactory().skill,
    "skill of a retired role": lambda: RoleSkillFactory(role__status="retired").skill,
    "group": lambda: RoleSkillFactory().skill.group,
    "tool category": lambda: ToolUseFactory().category,
    "tool": lambda: ToolUseFactory(tools=[ToolFactory()]).tools.get(),
    "metric": lambda: RoleMetricFactory().metric,
    "position": lambda: CareerStepFactory(positions=[PositionFactory()]).positions.get(),
    "source": lambda: cite(RoleFactory(), SourceFactory()).source,
}
HIDDEN = {
    "draft": DraftFactory,
    "family": RoleFamilyFactory,
    "skill": SkillFactory,
    "skill of a draft": lambda: RoleSkillFactory(role=DraftFactory()).skill,
    "group": SkillGroupFactory,
    "tool category": ToolCategoryFactory,
    "tool": ToolFactory,
    "metric": MetricFactory,
    "position": PositionFactory,
    "source": SourceFactory,
}


@pytest.mark.parametrize(("group", "may"), [("Editor", False), ("Publisher", True)])
@pytest.mark.parametrize("make", PUBLIC.values(), ids=PUBLIC)
def test_address_of_what_readers_have_is_changed_by_who_may_publish(make, group, may):
    item = make()
    before = item.slug

    desk(group).save(item, slug="another-address")

    item.refresh_from_db()
    assert item.slug == ("another-address" if may else before)


@pytest.mark.parametrize("make", PUBLIC.values(), ids=PUBLIC)
def test_editor_deletes_nothing_that_readers_have(make):
    item = make()
    page = change_page(item)
    list_page = page.removesuffix(f"{item.pk}/change/")
    together = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
    editor = desk("Editor")

    alone = editor.post(page.replace("/change/", "/delete/"), {"post": "yes"})
    editor.post(list_page, together)

    assert alone.status_code == 403
    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("make", HIDDEN.values(), ids=HIDDEN)
def test_editor_changes_the_address_of_what_no_reader_has(make):
    item = make()

    desk("Editor").save(item, slug="another-address")

    item.refresh_from_db()
    assert item.slug == "another-address"


@pytest.mark.parametrize(
    "make", [make for name, make in HIDDEN.items() if name != "skill of a draft"]
)
def test_editor_deletes_what_no_reader_has(make):
    item = make()

    desk("Editor").post(change_page(item).replace("/change/", "/delete/"), {"post": "yes"})

    assert not type(item).objects.filter(pk=item.pk).exists()
