"""Proposes which curated roles and skills mean the same as concepts of a classification.

Writes identifiers and nothing else. Where the titles are the same in some language, the match is
exact and holds. Where another title is the same, where a title is only like it, or where several
concepts fit, the match is close, and a person has to confirm it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, models, transaction
from rapidfuzz import fuzz, process

from classification.concepts import Classification, Concept
from classification.kinds import ROLES, SKILLS, Kind
from classification.report import Report
from sources.models import Identifier, MatchType
from translations.languages import language_codes
from translations.texts import exact_text

NEAR = 88  # of 100: how like two titles have to be for a person to be asked
MOST = 3  # concepts that are proposed for one role or skill

# A title in a language, written so that only words count.
Key = tuple[str, str]


@dataclass(frozen=True)
class Link:
    """A curated object, a concept, and whether their titles are the same."""

    kind: str
    item: models.Model
    uri: str
    is_exact: bool
    reason: str


def link(
    found: Classification, report: Report, is_dry_run: bool, using: str = DEFAULT_DB_ALIAS
) -> list[Link]:
    """Adds an identifier to each curated role and skill that has none of the scheme yet.

    Tells each link to the report.
    """
    links = [one for kind in (ROLES, SKILLS) for one in _links(kind, found, using)]
    for one in links:
        state = "exact" if one.is_exact else "close, to be confirmed in admin"
        about = f"{one.kind}/{one.item.slug}"
        report.about("link", about, "", f"{one.uri}: {state} ({one.reason})")
    if not is_dry_run:
        with transaction.atomic(using=using):
            Identifier.objects.using(using).bulk_create(_identifier(one, found) for one in links)
    return links


def _identifier(one: Link, found: Classification) -> Identifier:
    return Identifier(
        about=one.item,
        scheme=found.publication.scheme,
        version=found.version,
        value=one.uri,
        match=MatchType.EXACT if one.is_exact else MatchType.CLOSE,
        is_confirmed=one.is_exact,
    )


def _links(kind: Kind, found: Classification, using: str) -> Iterator[Link]:
    concepts = kind.concepts(found)
    main, other = _by_key(concepts.values())
    for item in _curated(kind, found.publication.scheme, using):
        titles, others = _keys_of(kind, item)
        same = {uri: key for key in titles for uri in main.get(key, ())}
        also = {uri: key for key in others for uri in main.get(key, ())}
        also |= {uri: key for key in (*titles, *others) for uri in other.get(key, ())}
        near = {} if same or also else _near(titles + others, main)
        is_sure = len(same) == 1
        proposed = same if is_sure else also | same | near
        for uri, (language, title) in list(proposed.items())[:MOST]:
            yield Link(kind.name, item, uri, is_sure, f"{language}: {title}")


def _curated(kind: Kind, scheme: str, using: str) -> Iterable[models.Model]:
    """The objects that have no identifier of the scheme, with their other titles."""
    content_type = ContentType.objects.db_manager(using).get_for_model(kind.model)
    known = Identifier.objects.using(using).filter(content_type=content_type, scheme=scheme)
    relation = kind.titles._meta.get_field(kind.owner).remote_field.related_name
    objects = kind.model.objects.using(using).exclude(pk__in=known.values("object_id"))
    return objects.prefetch_related(relation).order_by("slug")


def _keys_of(kind: Kind, item: models.Model) -> tuple[list[Key], list[Key]]:
    """What an object is called in each language, and what else."""
    relation = kind.titles._meta.get_field(kind.owner).remote_field.related_name
    titles = [(code, _plain(exact_text(item, "title", code))) for code in language_codes()]
    others = [(other.language, _plain(other.title)) for other in getattr(item, relation).all()]
    return [key for key in titles if key[1]], [key for key in others if key[1]]


def _by_key(concepts: Iterable[Concept]) -> tuple[dict[Key, list[str]], dict[Key, list[str]]]:
    """The concepts by their titles, and by their other titles."""
    main: dict[Key, list[str]] = defaultdict(list)
    other: dict[Key, list[str]] = defaultdict(list)
    for concept in concepts:
        for code, texts in concept.texts.items():
            main[code, _plain(texts["title"])].append(concept.uri)
            for title, _shown in concept.titles.get(code, ()):
                other[code, _plain(title)].append(concept.uri)
    return main, other


def _near(keys: Iterable[Key], main: dict[Key, list[str]]) -> dict[str, Key]:
    """The concepts whose titles are most like one of these, the likest first."""
    found: dict[str, tuple[float, Key]] = {}
    for language, title in keys:
        choices = {key: key[1] for key in main if key[0] == language}
        likest = process.extract(
            title, choices, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=MOST
        )
        for _title, score, key in likest:
            for uri in main[key]:
                found[uri] = max(found.get(uri, (0, key)), (score, key))
    ranked = sorted(found.items(), key=lambda one: (-one[1][0], one[0]))
    return {uri: key for uri, (_score, key) in ranked}


def _plain(title: str) -> str:
    """Only the words of a title: no case, no signs, no spaces more than one."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))
