"""What tests of search are made of: results, passages, words, and a search of what is pending."""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from analysis import Word, analyser
from analysis import words as words_of
from core.options import Option
from search.find import search
from search.ids import pack_object, pack_passage
from search.models import Candidate
from search.passages import TITLE
from search.query import QueryWord
from search.results import Hit, HitPassage, Results, SearchRequest, Segment
from search.upkeep import index_pending
from translations.models import TranslatedContent


def segments(text: str) -> tuple[Segment, ...]:
    """A text as segments; those in brackets match: "a [team] lead"."""
    pieces = text.replace("]", "[").split("[")
    return tuple(Segment(piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece)


def candidate(title: str, kind: str = "role", language: str = "en", **fields: object) -> Candidate:
    """A passage as the index has it; `fields` replace the defaults."""
    words = [analyser().word(word, language) for word in words_of(title)]
    return Candidate(
        **{
            "id": pack_passage(0, 1, pack_object(kind, 1), 0),
            "object": 0,
            "language": language,
            "section": TITLE,
            "anchor": "",
            "title": title,
            "words": " ".join(f"{w.exact}:{','.join(w.stems)}:{','.join(w.parts)}" for w in words),
            **fields,
        }
    )


def passage(title: str = "", quote: str = "", **fields: object) -> HitPassage:
    """A passage of a role's page; `fields` replace the defaults."""
    defaults = {"address": "/en/roles/lead/", "place": ("Lead",), "language": "en", "why": ""}
    texts = {"title": segments(title), "quote": segments(quote)}
    return HitPassage(**defaults | texts | {"score": 0.9, "original": candidate("")} | fields)


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


# So few letters that words are alike, begin alike, and join to others.
_letters = st.text("ab", min_size=1, max_size=4)
_keys = st.lists(_letters, max_size=2)


@st.composite
def one_word(draw: st.DrawFn) -> QueryWord:
    """The word of a query, in a known spelling."""
    exact = draw(_letters)
    stems = tuple(f"en1{stem}" for stem in draw(_keys))
    word = QueryWord(exact, exact, [Word(exact, stems, (), ())], is_last=draw(st.booleans()))
    word.compounds = frozenset(draw(_keys))
    word.similar = dict.fromkeys(draw(_keys), 0.8)
    return word


@st.composite
def _title_word(draw: st.DrawFn) -> str:
    stems, parts = (",".join(f"en{number}{key}" for key in draw(_keys)) for number in (1, 2))
    return f"{draw(_letters)}:{stems}:{parts}"


def indexed_titles() -> st.SearchStrategy[str]:
    """Titles as they are indexed."""
    return st.lists(_title_word(), max_size=4).map(" ".join)
