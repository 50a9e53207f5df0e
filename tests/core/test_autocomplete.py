import pytest

from tests.support.editing import desk
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def ask(model, field):
    app_label, model_name = model.split(".")
    query = {"app_label": app_label, "model_name": model_name, "field_name": field}
    return desk("Editor").get("/admin/autocomplete/", query | {"term": "lead"})


def test_field_of_a_form_is_answered_with_what_is_found():
    role = RoleFactory(title="Lead")

    response = ask("roles.role", "replaced_by")

    found = response.json()["results"]
    assert [one["id"] for one in found] == [str(role.pk)]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("roles.rolefamily", "roles"),
        ("skills.tool", "tool_uses"),
        ("contenttypes.contenttype", "identifier"),
        ("roles.role", "nothing"),
    ],
)
def test_relation_that_no_form_has_is_refused(model, field):
    assert ask(model, field).status_code == 403
