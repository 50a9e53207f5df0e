"""Proposes which curated roles, skills and positions mean the same as concepts of a classification.

Writes identifiers only. A match is exact, and confirmed, if a title is equal in some language to
that of one concept. If only an alternative title is equal, titles are similar, or several concepts
match, it is close, and a person has to confirm it; so always for a position, which then gets the
role of the occupation (`careers.signals`).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, models, transaction
from rapidfuzz import fuzz, process

from classification.concepts import Classification, Concept
from classification.writing.kinds import ROLES, SKILLS
from core.report import Report
from history.models import Origin
from history.occasions import occasion
from roles.models import Role
from skills.models import Skill
from sources.models import Identifier, MatchType
from translations.languages import language_codes
from translations.models import Named
from translations.texts import exact_text

MIN_SIMILARITY = 88  # of 100: from here on a person is asked
MAX_PROPOSALS = 3  # concepts for one role or skill

# A language and a normalised title.
TitleKey = tuple[str, str]
# The URIs of concepts by title.
TitleIndex = dict[TitleKey, list[str]]


@dataclass(frozen=True)
class Linkable:
    """Curated objects that may mean the same as some concepts.

    `titles_relation` leads to their alternative titles, if they have any. `is_asked` if a person
    has to confirm every match.
    """

    name: str
    items: models.QuerySet[Any]
    concepts: dict[str, Any]
    titles_relation: str = ""
    is_asked: bool = False


@dataclass(frozen=True)
class ProposedLink:
    """A curated object and a concept; `is_exact` if their titles are equal."""

    kind: str
    item: Named
    uri: str
    is_exact: bool
    reason: str


def link_curated(
    classification: Classification,
    report: Report,
    is_dry_run: bool,
    using: str = DEFAULT_DB_ALIAS,
) -> list[ProposedLink]:
    """Links curated objects without an identifier of the scheme. Reports each link."""
    scheme = classification.publication.scheme
    linkables = _linkables(classification, using)
    links = [link for linkable in linkables for link in _links(linkable, scheme, using)]
    for link in links:
        state = "exact" if link.is_exact else "close, to be confirmed in admin"
        name = f"{link.kind}/{link.item.slug}"
        report.about("link", name, "", f"{link.uri}: {state} ({link.reason})")
    if not is_dry_run:
        identifiers = [_identifier(link, classification) for link in links]
        with transaction.atomic(using=using), occasion(Origin.IMPORT):
            Identifier.objects.using(using).bulk_create(identifiers)
    return links


def _identifier(link: ProposedLink, classification: Classification) -> Identifier:
    return Identifier(
        about=link.item,
        scheme=classification.publication.scheme,
        version=classification.version,
        value=link.uri,
        match=MatchType.EXACT if link.is_exact else MatchType.CLOSE,
        is_confirmed=link.is_exact,
    )


def _linkables(classification: Classification, using: str) -> list[Linkable]:
    occupations, skills = classification.occupations, classification.skills
    # Positions belong to an upper app, so they are reached over the relation of a role to its own.
    positions: Any = Role._meta.get_field("position").related_model
    without_role = positions.objects.using(using).filter(role=None)
    return [
        Linkable(ROLES.name, Role.objects.using(using), occupations, ROLES.titles_relation),
        Linkable(SKILLS.name, Skill.objects.using(using), skills, SKILLS.titles_relation),
        Linkable("positions", without_role, occupations, is_asked=True),
    ]


def _links(linkable: Linkable, scheme: str, using: str) -> Iterator[ProposedLink]:
    index, other_index = _title_indexes(linkable.concepts.values())
    for item in _unlinked_items(linkable, scheme, using):
        keys, other_keys = _title_keys(linkable, item)
        same = {uri: key for key in keys for uri in index.get(key, ())}
        other = {uri: key for key in other_keys for uri in index.get(key, ())}
        other |= {uri: key for key in (*keys, *other_keys) for uri in other_index.get(key, ())}
        similar = {} if same or other else _similar_concepts(keys + other_keys, index)
        is_exact = len(same) == 1
        candidates = same if is_exact else other | same | similar
        for uri, (language, title) in list(candidates.items())[:MAX_PROPOSALS]:
            is_certain = is_exact and not linkable.is_asked
            yield ProposedLink(linkable.name, item, uri, is_certain, f"{language}: {title}")


def _unlinked_items(linkable: Linkable, scheme: str, using: str) -> Iterable[Named]:
    """The objects without an identifier of the scheme, with their alternative titles."""
    model = linkable.items.model
    content_type = ContentType.objects.db_manager(using).get_for_model(model)
    linked = Identifier.objects.using(using).filter(content_type=content_type, scheme=scheme)
    items = linkable.items.exclude(pk__in=linked.values("object_id")).order_by("slug")
    return items.prefetch_related(*filter(None, [linkable.titles_relation]))


def _title_keys(linkable: Linkable, item: Named) -> tuple[list[TitleKey], list[TitleKey]]:
    """The keys of an object's titles, and those of its alternative titles."""
    keys = [(code, _normalise(exact_text(item, "title", code))) for code in language_codes()]
    relation = linkable.titles_relation
    other_titles = getattr(item, relation).all() if relation else ()
    other_keys = [(other.language, _normalise(other.title)) for other in other_titles]
    return [key for key in keys if key[1]], [key for key in other_keys if key[1]]


def _title_indexes(concepts: Iterable[Concept]) -> tuple[TitleIndex, TitleIndex]:
    """The concepts by their titles, and by their alternative titles."""
    index: TitleIndex = defaultdict(list)
    other_index: TitleIndex = defaultdict(list)
    for concept in concepts:
        for code, texts in concept.texts.items():
            index[code, _normalise(texts["title"])].append(concept.uri)
            for title, _is_shown in concept.titles.get(code, ()):
                other_index[code, _normalise(title)].append(concept.uri)
    return index, other_index


def _similar_concepts(keys: Iterable[TitleKey], index: TitleIndex) -> dict[str, TitleKey]:
    """The concepts with the most similar titles, by URI, best first."""
    best: dict[str, tuple[float, TitleKey]] = {}
    for language, title in keys:
        choices = {key: key[1] for key in index if key[0] == language}
        matches = process.extract(
            title,
            choices,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=MIN_SIMILARITY,
            limit=MAX_PROPOSALS,
        )
        for _title, score, key in matches:
            for uri in index[key]:
                best[uri] = max(best.get(uri, (0, key)), (score, key))
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return {uri: key for uri, (_score, key) in ranked}


def _normalise(title: str) -> str:
    """Only the words of a title: no case, no punctuation, single spaces."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))
