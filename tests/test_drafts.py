"""A draft is seen by nobody but staff with the right, and by them only in a preview."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from core.content_version import read_version
from roles.models import Role
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    UserFactory,
    cite,
)
from tests.support.markup import Page, spoken

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A draft that shares everything with a published role, and stands on its ladder."""
    role = RoleFactory(slug="public", title="Public")
    draft = DraftFactory(slug="hush", title="Hush", summary="Hush", family=role.family)
    skill = RoleSkillFactory(role=role, skill__slug="shared").skill
    metric = RoleMetricFactory(role=role, metric__slug="shared").metric
    tool = ToolFactory(slug="shared")
    category = ToolUseFactory(role=role, category__slug="shared", tools=[tool]).category
    RoleSkillFactory(role=draft, skill=skill, context="Hush", points="Hush")
    RoleMetricFactory(role=draft, metric=metric, context="Hush")
    ToolUseFactory(role=draft, category=category, tools=[tool], purpose="Hush")
    CareerStepFactory(role=role, positions=[PositionFactory(role=draft), PositionFactory()])
    return draft


# Each with whether it names the role, or only counts it.
PAGES = {
    "/en/": True,
    "/en/roles/": True,
    "/en/roles/?view=table&sort=updated": True,
    "/en/roles/?skill=shared&tool=shared": True,
    "/en/roles/public/": True,
    "/en/roles/public/?with=fi": True,
    "/en/find/?role_q=ush": True,
    "/en/move/": True,
    "/en/compare/": True,
    "/en/skills/": False,
    "/en/skills/shared/": True,
    "/en/tools/": False,
    "/en/tools/shared/": True,
    "/en/tools/category/shared/": True,
    "/en/metrics/": False,
    "/en/metrics/shared/": True,
    "/en/careers/": True,
    "/en/coverage/": False,
    "/en/feed/": True,
    "/sitemap-roles-1.xml": True,
    "/en/roles.json": True,
    "/en/roles/public.json": True,
    "/en/skills.json": False,
    "/en/tools.json": False,
    "/en/metrics.json": False,
    "/api/v1/roles": True,
    "/api/v1/roles/public": True,
    "/api/v1/skills/shared": True,
    "/api/v1/tools/shared": True,
    "/api/v1/metrics/shared": True,
    "/api/v1/positions": True,
    "/en/roles.md": True,
    "/en/skills/shared.md": True,
}


@pytest.mark.parametrize(("path", "names_roles"), PAGES.items())
def test_page_neither_names_nor_counts_a_draft(client, draft, path, names_roles):
    def shown() -> str:
        return client.get(path).content.decode().replace(str(read_version()), "")

    with_draft = shown()
    draft.status = "published"
    draft.save()
    published = shown()
    draft.position.delete()
    draft.delete()

    assert "hush" not in with_draft.lower()
    assert with_draft == shown()
    # What is hidden would be seen.
    assert published != with_draft
    assert ("hush" in published.lower()) is names_roles


@pytest.mark.parametrize("path", ["/en/", "/en/sources/", "/en/roles/public/"])
def test_page_names_no_source_that_drafts_alone_cite(client, draft, path):
    source = SourceFactory(title="Whispered", acknowledgement="Whispered by them.")
    cite(draft, source)
    cite(draft.role_skills.get(), source)

    hidden = client.get(path).content.decode()
    draft.status = "published"
    draft.save()

    assert "Whispered" not in hidden
    assert "Whispered" in client.get(path).content.decode()


@pytest.mark.parametrize("query", ["", "?preview=1", "?with=fi"])
def test_page_of_a_draft_is_not_there_for_readers(visit, draft, query):
    page = visit(f"/fi/roles/hush/{query}", status=404)

    assert page.text("h1") == spoken("fi", "Page not found")
    assert "X-Viewed" not in page.headers


def signed_in(*permissions: str, **about: bool) -> Client:
    user = UserFactory(**about)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def test_staff_with_the_right_see_a_draft_in_a_preview_that_is_never_kept(draft):
    response = signed_in("view_role").get("/fi/roles/hush/?preview=1")

    page = Page(response.content.decode())
    assert page.text("h1") == "Hush fi"
    notice = spoken("fi", "This is a draft. Only signed-in staff can see it.")
    assert page.text("p", "notice") == notice
    assert "X-Page" not in response
    assert "X-Viewed" not in response
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_without_asking_for_a_preview_staff_see_what_readers_see(draft):
    response = signed_in("view_role").get("/fi/roles/hush/")

    assert response.status_code == 404


@pytest.mark.parametrize("about", [{"is_staff": False}, {"is_active": False}])
def test_others_with_the_right_see_no_draft(draft, about):
    assert signed_in("view_role", **about).get("/fi/roles/hush/?preview=1").status_code == 404


def test_staff_without_the_right_see_no_draft(draft):
    assert signed_in().get("/fi/roles/hush/?preview=1").status_code == 404


def test_preview_of_a_published_role_is_its_page(draft):
    response = signed_in("view_role").get("/fi/roles/public/?preview=1")

    page = Page(response.content.decode())
    assert (page.text("h1"), page.all("p", "notice")) == ("Public fi", [])
    assert "X-Page" not in response
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("permission", "status"), [("view_role", 302), ("view_skill", 404)])
def test_link_of_admin_leads_to_a_draft_whom_may_see_it(draft, permission, status):
    content_type = ContentType.objects.get_for_model(Role)

    response = signed_in(permission).get(f"/admin/r/{content_type.pk}/{draft.pk}/")

    assert response.status_code == status
    address = "/en/roles/hush/?preview=1" if status == 302 else None
    assert response.headers.get("Location") == address


def test_link_of_admin_leads_readers_to_the_sign_in_page(client, draft):
    content_type = ContentType.objects.get_for_model(Role)

    response = client.get(f"/admin/r/{content_type.pk}/{draft.pk}/")

    assert response.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("address", ["999/1/", "1/999999999999999999999/", "1/x/", "x/1/"])
def test_link_of_admin_that_leads_nowhere_is_not_there(draft, address):
    assert signed_in("view_role").get(f"/admin/r/{address}").status_code == 404
