from collections.abc import Callable

import pytest

from roles.models import Role
from search.results import Hit, Results, SearchRequest
from tests.search.builders import kinds
from tests.support.factories import RoleFactory, RoleFamilyFactory


@pytest.fixture
def lead(db: None) -> Role:
    family = RoleFamilyFactory(slug="leading", title="Leading", hue="teal")
    return RoleFactory(slug="lead", title="Lead", summary="Leads", stage="lead", family=family)


@pytest.fixture
def stub_results(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[SearchRequest]]:
    """Replaces the search by given results; returns the list of requests that reach it."""

    def stub(*hits: Hit, **fields: object) -> list[SearchRequest]:
        requests = []
        total = fields.pop("total", len(hits))
        defaults = {"kinds": kinds(role=total) if total else ()}

        def search(request: SearchRequest) -> Results:
            requests.append(request)
            return Results(request, hits=hits, total=total, **defaults | fields)

        monkeypatch.setattr("search.page.search", search)
        return requests

    return stub
