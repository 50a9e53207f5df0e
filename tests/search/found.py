"""What a search may have found, without a search."""

from search.results import Hit, HitPassage, SearchOption, Segment
from translations.models import TranslatedContent


def segments(text: str) -> tuple[Segment, ...]:
    """A text in pieces; what stands in brackets matches: "a [team] lead"."""
    pieces = text.replace("]", "[").split("[")
    return tuple(Segment(piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece)


def passage(title: str = "", quote: str = "", **given: object) -> HitPassage:
    """A passage of a role's page; `given` are further fields of it."""
    fields = {"address": "/en/roles/lead/", "place": ("Lead",), "language": "en", "why": ""}
    texts = {"title": segments(title), "quote": segments(quote)}
    return HitPassage(**fields | texts | {"score": 0.9} | given)


def hit(
    item: TranslatedContent, kind: str = "role", found: HitPassage | None = None, **given: object
) -> Hit:
    """A hit of an item by its title, or by a passage of it."""
    title = item.t.title
    address = item.get_absolute_url()
    found = found or passage(title=str(title), address=address)
    return Hit(kind, item, title, segments(str(title)), found, address=address, **given)


def kinds(**counts: int) -> tuple[SearchOption, ...]:
    """So many hits of each kind, and all of them first."""
    every = SearchOption("", "All", sum(counts.values()), is_on=True)
    return (every, *(SearchOption(kind, kind.capitalize(), n) for kind, n in counts.items()))
