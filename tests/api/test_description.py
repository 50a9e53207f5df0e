"""The description of the API is true: of answers of every kind, and of what is asked wrongly."""

import json
from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from pydantic import TypeAdapter
from schemathesis.checks import CHECKS

from api import service
from api.description import openapi
from api.service import operations
from tests.api.asking import ask

# One address of each kind, and each way in which it can be asked.
ADDRESSES = [
    "",
    "roles",
    "roles?lang=all&fields=title,family",
    "roles?stage=lead&skill=communication&sort=stage&lang=fi",
    "roles/customer-support-team-lead",
    "roles/customer-support-team-lead?lang=all",
    "roles/customer-service-manager?fields=items,related&lang=pl",
    "families?lang=nb",
    "skills",
    "skills?lang=all&group=communication",
    "skills/communication?lang=all",
    "tools",
    "tools/zendesk",
    "tool-categories",
    "tool-categories/crm?lang=all",
    "metrics",
    "metrics/first-response-time",
    "positions?lang=fi",
    "positions/customer-support-operations-manager",
    "sources?lang=all",
    "search?q=team+lead",
    "search?q=what+does+a+team+lead+do",
    "search?q=team+lead&lang=all",
    "search?q=what+does+a+team+lead+do&lang=all",
    "suggest?q=team",
    "suggest?q=team&lang=all",
    "compare?role=customer-support-team-lead&role=customer-service-manager&lang=fi",
    "compare?role=customer-support-team-lead&role=customer-service-manager&lang=all",
    "move?from=customer-support-team-lead&to=customer-service-manager",
    "move?to=customer-service-manager&skill=communication&tool=zendesk&lang=all",
    "find?skill=communication&tool=zendesk&role=customer-service-manager",
    "find?skill=communication&tool=zendesk&role=customer-service-manager&lang=all",
]


def operation_of(address):
    """The operation that answers an address."""
    path = "/" + address.partition("?")[0]
    return next(
        operation
        for operation in operations()
        if operation.path == path
        or ("{slug}" in operation.path and path.startswith(operation.path.partition("{")[0]))
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_is_what_the_description_says(content, address):
    answer = ask(address)

    TypeAdapter(operation_of(address).answers).validate_python(answer, strict=True)


def test_every_answer_names_version_language_licence_and_acknowledgements(content):
    for address in ADDRESSES:
        answer = ask(address)
        assert answer["content_version"] > 0
        assert answer["language"] in ("en", "fi", "nb", "pl", "all")
        assert answer["licence"]
        assert isinstance(answer["acknowledgements"], list)


def test_description_is_openapi_3_1(client):
    response = client.get("/api/v1/openapi.json")

    description = json.loads(response.content)
    assert description["openapi"].startswith("3.1")
    assert description["paths"].keys() >= {"/api/v1/roles", "/api/v1/roles/{slug}"}
    assert json.loads(json.dumps(openapi())) == description


def test_start_names_every_address(db):
    data = ask("?lang=fi")["data"]

    assert "http://testserver/api/v1/roles/{slug}" in data["addresses"]
    assert data["documentation"] == "http://testserver/fi/api/"


# Asks the application itself, without a server.
described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@described.parametrize()
@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
    deadline=None,
)
@pytest.mark.usefixtures("content", "open_connections")
def test_api_answers_whatever_is_asked_as_described(case):
    # A name may have the right form, and name nothing: then it is refused, too.
    case.call_and_validate(excluded_checks=[CHECKS.get_one("positive_data_acceptance")])


def test_every_module_that_has_operations_is_known():
    modules = Path(service.__file__).parent.glob("*.py")

    assert {path.stem for path in modules if "\n@reads(" in path.read_text()} == {*service.MODULES}
