import pytest
from django.contrib import admin

from careers.models import CareerStep
from roles.models import Role
from sources.admin import ABOUT_INLINES
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import CareerStepFactory, PositionFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return desk("Editor")


def test_steps_stand_on_the_roles_page_before_its_sources():
    inlines = admin.site.get_model_admin(Role).inlines

    assert inlines[-3].model is CareerStep
    assert inlines[-2:] == ABOUT_INLINES


def test_step_is_given_positions_on_the_roles_page(editor):
    step = CareerStepFactory(positions=[PositionFactory()])
    wanted = [PositionFactory(), PositionFactory()]

    editor.save(step.role, career_steps__0__positions=[position.pk for position in wanted])

    assert set(step.positions.all()) == set(wanted)


def test_position_with_a_role_needs_no_title(editor):
    position = PositionFactory(slug="host")
    nothing = {f"title_{code}": "" for code in ("en", "fi", "nb", "pl")}

    refused = editor.save(position, **nothing)
    saved = editor.save(position, role=RoleFactory().pk, **nothing)

    assert complaints(refused) == {"title_en": ["Enter this in at least one language."]}
    assert saved.status_code == 302


def test_role_that_has_a_position_is_refused_in_words(editor):
    taken = RoleFactory()
    PositionFactory(role=taken)

    response = editor.save(PositionFactory(), role=taken.pk)

    assert complaints(response) == {"role": ["Position with this Role already exists."]}


def test_link_to_the_site_leads_to_the_roles_page_or_to_the_moves(editor):
    with_page = PositionFactory(role=RoleFactory(slug="host"))
    without = PositionFactory(slug="guest")

    links = [
        editor.get(change_page(item)).context.get("absolute_url") for item in (with_page, without)
    ]

    assert links == ["/en/roles/host/", "/en/careers/guest/"]


def test_list_costs_the_same_for_1_and_3_positions(editor, count_queries):
    PositionFactory(role=RoleFactory())
    one = count_queries(lambda: editor.get("/admin/careers/position/"))
    for _ in range(2):
        PositionFactory(role=RoleFactory())

    assert count_queries(lambda: editor.get("/admin/careers/position/")) == one
