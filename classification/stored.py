"""What the database holds of a classification, as an import finds it. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from classification.kinds import FAMILIES, KINDS, ROLES, Kind
from roles.models import Role, RoleFamily, RoleSkill
from skills.models import Skill, SkillGroup
from sources.models import Citation, Identifier, MatchType, Source
from translations.languages import language_codes
from translations.texts import has_text_somewhere

Memory = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """An object that an import has made: its identifier, and what the import remembers of it."""

    pk: int
    identifier: int
    version: str
    memory: Memory


@dataclass
class StoredKind:
    """The objects of one kind. `columns` names what `rows` holds of each that an import made."""

    kind: Kind
    content_type: int
    columns: list[str]
    entries: dict[str, Entry] = field(default_factory=dict)  # by URI
    linked: dict[str, int] = field(default_factory=dict)  # curated ones with the same meaning
    rows: dict[int, tuple] = field(default_factory=dict)
    titles: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def row(self, pk: int) -> dict[str, Any]:
        """The columns of an object, by name."""
        return dict(zip(self.columns, self.rows[pk], strict=True))

    def pk(self, uri: str) -> int | None:
        """The object that stands for a concept: made by an import, or else linked."""
        entry = self.entries.get(uri)
        return entry.pk if entry else self.linked.get(uri)


@dataclass
class Stored:
    """All of it."""

    using: str
    scheme: str
    kinds: dict[str, StoredKind]
    sources: dict[str, Source]  # by language
    cited: set[tuple[int, int, int]]  # kind of object, object, source
    role_skills: dict[int, list[tuple[int, int, str]]]  # of imported roles
    explained: set[int]  # of those, what an editor has written about
    skill_groups: dict[str, int]  # by slug
    families: dict[int, str]  # the URI of each that an import made


def stored(scheme: str, using: str) -> Stored:
    """Reads what there is. Some ten queries, whatever the number of objects."""
    found = {kind.name: _kind(kind, scheme, using) for kind in KINDS}
    lists = Source.objects.using(using).filter(slug__startswith=f"{scheme.lower()}-")
    sources = {one.language: one for one in lists if one.slug == source_slug(scheme, one.language)}
    return Stored(
        using=using,
        scheme=scheme,
        kinds=found,
        sources=sources,
        cited=_cited(sources.values(), using),
        role_skills=_role_skills(found[ROLES.name], using),
        explained=_explained(using),
        skill_groups=dict(SkillGroup.objects.using(using).values_list("slug", "pk")),
        families={entry.pk: uri for uri, entry in found[FAMILIES.name].entries.items()},
    )


def source_slug(scheme: str, language: str) -> str:
    """The slug of the source that stands for a list: "esco-fi"."""
    return f"{scheme.lower()}-{language}"


def _kind(kind: Kind, scheme: str, using: str) -> StoredKind:
    content_type = ContentType.objects.db_manager(using).get_for_model(kind.model).pk
    found = StoredKind(kind, content_type, _columns(kind.model, kind.fields))
    identifiers = Identifier.objects.using(using).filter(scheme=scheme, content_type=content_type)
    names = ("pk", "object_id", "value", "version", "match", "is_confirmed", "imported")
    for pk, object_id, uri, version, match, is_confirmed, memory in identifiers.values_list(
        *names
    ).order_by("pk"):
        if memory is not None:
            found.entries[uri] = Entry(object_id, pk, version, memory)
        elif is_confirmed and match == MatchType.EXACT:
            found.linked[uri] = object_id
    objects = kind.model._base_manager.using(using)
    found.slugs = set(objects.values_list("slug", flat=True))
    if kind.model is Role:
        # A role's place on the career map has its slug; another position's address is taken.
        positions = Role._meta.get_field("position").related_model
        found.slugs |= set(positions._base_manager.using(using).values_list("slug", flat=True))
    if found.entries:
        _read_rows(found, objects, using)
    return found


def _read_rows(found: StoredKind, objects: models.QuerySet, using: str) -> None:
    made = {entry.pk for entry in found.entries.values()}
    for pk, *values in objects.values_list("pk", *found.columns).order_by("pk").iterator():
        if pk in made:
            found.rows[pk] = tuple(values)
    # An identifier without its object tells of nothing.
    found.entries = {uri: one for uri, one in found.entries.items() if one.pk in found.rows}
    if found.kind.titles:
        titles = found.kind.titles._base_manager.using(using).order_by("order", "pk")
        by_owner = defaultdict(list)
        names = (f"{found.kind.owner}_id", "pk", "language", "title")
        for owner, *title in titles.values_list(*names).iterator():
            if owner in made:
                by_owner[owner].append(tuple(title))
        found.titles = dict(by_owner)


def _columns(model: type[models.Model], fields: Iterable[str]) -> list[str]:
    texts = [f"{name}_{code}" for name in fields for code in language_codes()]
    others = {
        RoleFamily: [],
        Skill: ["group_id", "kind", "reuse", "is_retired", "replaced_by_id"],
        Role: ["family_id", "status", "replaced_by_id"],
    }
    return [*texts, "slug", "source_language", *others[model]]


def _cited(sources: Iterable[Source], using: str) -> set[tuple[int, int, int]]:
    ids = [source.pk for source in sources]
    citations = Citation.objects.using(using).filter(source_id__in=ids).order_by()
    return set(citations.values_list("content_type_id", "object_id", "source_id").iterator())


def _role_skills(found: StoredKind, using: str) -> dict[int, list[tuple[int, int, str]]]:
    by_role: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    if found.entries:
        needs = RoleSkill.objects.using(using).order_by("order", "pk")
        names = ("role_id", "pk", "skill_id", "requirement")
        for role, *need in needs.values_list(*names).iterator():
            if role in found.rows:
                by_role[role].append(tuple(need))
    return by_role


def _explained(using: str) -> set[int]:
    written = has_text_somewhere("context") | has_text_somewhere("points")
    needs = RoleSkill.objects.using(using).filter(written).order_by()
    return set(needs.values_list("pk", flat=True))
