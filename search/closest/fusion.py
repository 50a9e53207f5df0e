"""Joins what the words of a query find with the roles whose titles are closest to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from core.prepared import PreparedRows, QueryParam
from roles.models import Role
from search.closest.current import current_index, is_old
from search.closest.scoring import OTHER_LANGUAGE, Index
from search.hits import SearchHits
from search.ids import Generation, ObjectKey, object_key, pack_object, passage_id_range
from search.models import Candidate, Passage, fold_phrase
from search.passages import TITLE_SECTIONS
from search.query import Query, similarity
from search.ranking import ScoredPassage
from search.stages import SYNONYM_FACTOR
from search.title_words import parse_title_words, score_word

STRONG_SCORE = 0.8  # of a hit that comes before anything that is merely close
ENOUGH_ROLES = 5  # with so many strong ones nothing close is shown
MOST_CLOSE = 40
WEAK_FACTOR = 0.5  # of the score of a weak hit, which is added to how close it is
LEAST_SHARE = 0.5  # of a query's weight has a title that is a hit since it stands wholly in it
# In a query of so few words a title of less weight is a hit, if it is about as close as any.
FEW_WORDS, NEARLY_CLOSEST = 4, 0.9
LOOKED_AT = 10  # weak hits in which all words are looked for


_published_roles = PreparedRows(
    Role, lambda roles: roles.published().filter(pk__in=QueryParam("pks")).order_by(), "pk"
)
_titles = PreparedRows(
    Passage,
    lambda passages: passages.filter(
        object__in=QueryParam("objects"),
        id__gte=QueryParam("first"),
        id__lt=QueryParam("beyond"),
        section__in=TITLE_SECTIONS,
    ).order_by("pk"),
    *Candidate._fields,
)


@dataclass(frozen=True)
class Fused:
    """Hits, then what is close. `close` are the keys of the latter.

    `has_all_words`: whether there is a title with all words of the query. `is_provisional`: whether
    the index is about to be built anew.
    """

    groups: Sequence[SearchHits]
    close: frozenset[ObjectKey] = frozenset()
    has_all_words: bool = True
    is_provisional: bool = False

    def split(self, groups: Iterable[SearchHits]) -> tuple[list[SearchHits], list[SearchHits]]:
        """Hits and close ones apart, each in their order."""
        hits: list[SearchHits] = []
        close: list[SearchHits] = []
        for group in groups:
            (close if group.key in self.close else hits).append(group)
        return hits, close


def fuse(groups: Sequence[SearchHits], query: Query, language: str, texts: Sequence[str]) -> Fused:
    """The hits of a query and the roles that are closest to it, where few roles are strong hits.

    `texts` are the query and what it means in other words, by synonyms.
    """
    strong = [group for group in groups if group.score >= STRONG_SCORE]
    strong_roles = sum(group.key[0] == "role" for group in strong)
    if strong_roles >= ENOUGH_ROLES:
        return Fused(groups)
    index = current_index()
    if index is None:
        return Fused(groups, is_provisional=is_old(None))
    close = _closest(index, texts, language)
    shares = {} if strong_roles else _whole_titles(index, query, language, close)
    shown = _published({*close, *shares}) if close else set[ObjectKey]()
    if not shown:
        return Fused(groups, is_provisional=is_old(index))
    scores = {key: close.get(key, 0.0) for key in shown}
    by_key = {group.key: group for group in groups}
    whole = sorted(shares.keys() & shown, key=lambda key: (-scores[key], key))
    first = [*strong, *(by_key.get(key) or SearchHits(key) for key in whole)]
    for group in groups:
        scores[group.key] = scores.get(group.key, 0.0) + WEAK_FACTOR * group.score
    below = sorted(
        scores.keys() - {group.key for group in first}, key=lambda key: (-scores[key], key)
    )
    rest = [by_key.get(key) or SearchHits(key) for key in below]
    has_all_words = bool(strong) or _has_all_words(query, groups)
    return Fused([*first, *rest], frozenset(below), has_all_words, is_old(index))


def _closest(index: Index, texts: Sequence[str], language: str) -> dict[ObjectKey, float]:
    """The roles that are closest to any of the texts, and how close."""
    scores: dict[ObjectKey, float] = {}
    for factor, text in zip([1.0, *[SYNONYM_FACTOR] * len(texts)], texts, strict=False):
        for role, score in index.closest(text, language):
            key = ("role", role)
            scores[key] = max(scores.get(key, 0.0), round(factor * score, 4))
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(best[:MOST_CLOSE])


def _published(keys: Collection[ObjectKey]) -> set[ObjectKey]:
    """The roles that readers still see: the index may be older than the last edit."""
    rows = _published_roles(pks=[pk for _kind, pk in keys])
    return {("role", pk) for (pk,) in rows}


def _whole_titles(
    index: Index, query: Query, language: str, close: dict[ObjectKey, float]
) -> dict[ObjectKey, float]:
    """The roles with a title that stands wholly in the query, and its share of the query's weight.

    Its words carry half of the weight. In a query of few words less is enough, if there is none
    with half and hardly another role is closer: “apprentice” in “apprentice baker” is no hit.
    """
    titles = index.whole_titles(query.text, language)
    shares = {("role", role): round(share, 3) for role, share in titles.items()}
    heavy = {key: share for key, share in shares.items() if share >= LEAST_SHARE}
    if heavy or len(query.content_positions) > FEW_WORDS:
        return heavy
    least = NEARLY_CLOSEST * max(close.values(), default=0.0)
    return {key: share for key, share in shares.items() if close.get(key, 0.0) >= least}


def with_titles(
    groups: Sequence[SearchHits], query: Query, language: str, generation: Generation
) -> list[SearchHits]:
    """The groups, those without a passage with the title that is spelt most like the query."""
    bare = [pack_object(*group.key) for group in groups if not group.passages]
    first, beyond = passage_id_range(generation)
    best: dict[ObjectKey, ScoredPassage] = {}
    text = fold_phrase(query.text)
    rows = _titles(objects=bare, first=first, beyond=beyond) if bare else ()
    for passage in map(Candidate._make, rows):
        likeness = similarity(text, fold_phrase(passage.title))
        likeness *= 1.0 if passage.language == language else OTHER_LANGUAGE
        key = object_key(passage.id)
        if key not in best or best[key].score < likeness:
            best[key] = ScoredPassage(passage, likeness)
    filled = (
        group if group.passages else SearchHits(group.key, [best[group.key]])
        for group in groups
        if group.passages or group.key in best
    )
    return list(filled)


def _has_all_words(query: Query, groups: Sequence[SearchHits]) -> bool:
    """Whether the title of one of the best hits has all words of the query in some form."""
    content = [query.words[position] for position in query.content_positions]
    titles = (
        parse_title_words(group.passages[0].passage)
        for group in groups[:LOOKED_AT]
        if group.passages[0].passage.section in TITLE_SECTIONS
    )
    return any(
        all(any(score_word(w, other) for other in title) for w in content) for title in titles
    )
