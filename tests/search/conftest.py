from collections.abc import Callable

import pytest

from search.results import Hit, Request, Results
from tests.search.found import kinds


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Request]]:
    """Says what the search will find; returns the requests that reach it."""

    def found(*hits: Hit, **given: object) -> list[Request]:
        asked = []
        total = given.pop("total", len(hits))
        counted = {"kinds": kinds(role=total) if total else ()}

        def search(request: Request) -> Results:
            asked.append(request)
            return Results(request, hits=hits, total=total, **counted | given)

        monkeypatch.setattr("search.page.search", search)
        return asked

    return found
