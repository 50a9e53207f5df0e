"""Results of a search without a search, and a search that indexes what is pending first."""

from collections.abc import Callable

import pytest

from core.options import Option
from search.find import search
from search.models import Passage
from search.results import Hit, HitPassage, Results, SearchRequest, Segment
from search.upkeep import index_pending
from translations.models import TranslatedContent


def segments(text: str) -> tuple[Segment, ...]:
    """A text as segments; those in brackets match: "a [team] lead"."""
    pieces = text.replace("]", "[").split("[")
    return tuple(Segment(piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece)


def passage(title: str = "", quote: str = "", **fields: object) -> HitPassage:
    """A passage of a role's page; `fields` replace the defaults."""
    defaults = {"address": "/en/roles/lead/", "place": ("Lead",), "language": "en", "why": ""}
    texts = {"title": segments(title), "quote": segments(quote)}
    return HitPassage(**defaults | texts | {"score": 0.9, "original": Passage()} | fields)


def hit(
    item: TranslatedContent, kind: str = "role", found: HitPassage | None = None, **fields: object
) -> Hit:
    """A hit of an item by its title, or by the passage `found`."""
    title = item.t.title
    address = item.get_absolute_url()
    found = found or passage(title=str(title), address=address)
    return Hit(kind, item, title, segments(str(title)), found, address=address, **fields)


def kinds(**counts: int) -> tuple[Option, ...]:
    """The options of kinds with these counts, "" for all first."""
    every = Option("", "All", sum(counts.values()), is_on=True)
    return (every, *(Option(kind, kind.capitalize(), n) for kind, n in counts.items()))


def stub_search(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[SearchRequest]]:
    """A function that replaces the search by given results; it returns the list of requests."""

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


def found_slugs(text: str, language: str = "en") -> list[str]:
    """Indexes what is pending, and returns the slugs of the objects that a text finds."""
    index_pending()
    return [hit.object.slug for hit in search(SearchRequest(text, language)).hits]
