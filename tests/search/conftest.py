from collections.abc import Callable

import pytest

from roles.models import Role
from search.results import Hit, Results, SearchRequest
from tests.factories import RoleFactory, RoleFamilyFactory
from tests.search.found import kinds


@pytest.fixture
def lead(db: None) -> Role:
    family = RoleFamilyFactory(slug="leading", title="Leading", hue="teal")
    return RoleFactory(slug="lead", title="Lead", summary="Leads", stage="lead", family=family)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[SearchRequest]]:
    """Says what the search will find; returns the requests that reach it."""

    def found(*hits: Hit, **given: object) -> list[SearchRequest]:
        asked = []
        total = given.pop("total", len(hits))
        counted = {"kinds": kinds(role=total) if total else ()}

        def search(request: SearchRequest) -> Results:
            asked.append(request)
            return Results(request, hits=hits, total=total, **counted | given)

        monkeypatch.setattr("search.page.search", search)
        return asked

    return found
