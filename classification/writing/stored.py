"""Reads what the database holds of a classification."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models

from classification.writing.kinds import FAMILIES, KINDS, ROLES, ConceptKind
from classification.writing.merge import Memory
from history.origins import deleted_objects
from roles.models import Role, RoleFamily, RoleSkill
from skills.models import Skill, SkillGroup
from sources.models import Citation, Identifier, MatchType, Source
from translations.languages import language_codes
from translations.texts import has_text_somewhere


@dataclass(slots=True)
class StoredObject:
    """An imported object: its key, its identifier's key and version, and the import's memory."""

    pk: int
    identifier_pk: int
    version: str
    memory: Memory


class StoredTitle(NamedTuple):
    """A row of alternative titles."""

    pk: int
    language: str
    title: str


class StoredRoleSkill(NamedTuple):
    """A row of `RoleSkill`; `skill` is a primary key."""

    pk: int
    skill: int
    requirement: str


class CitationKey(NamedTuple):
    """The primary keys of a citing object's content type, the object, and the source."""

    content_type: int
    object: int
    source: int


@dataclass
class StoredKind:
    """The objects of one kind. `rows` and `titles` are those of imported objects, by primary key;
    `columns` names the values of a row."""

    kind: ConceptKind[Any]
    content_type: int
    columns: list[str]
    imported: dict[str, StoredObject] = field(default_factory=dict)  # by URI
    linked: dict[str, int] = field(default_factory=dict)  # curated objects by the URI they match
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    titles: dict[int, list[StoredTitle]] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)  # of all objects
    deleted: set[str] = field(default_factory=set)  # URIs of objects that somebody has deleted

    def row(self, pk: int) -> dict[str, Any]:
        """The values of an imported object, by column."""
        return dict(zip(self.columns, self.rows[pk], strict=True))

    def pks(self) -> dict[str, int]:
        """The object of each concept by URI: the imported one, or else the linked one."""
        return self.linked | {uri: stored.pk for uri, stored in self.imported.items()}


@dataclass
class StoredClassification:
    """Everything that a plan compares with. Ids are primary keys."""

    using: str
    scheme: str
    kinds: dict[str, StoredKind]
    sources: dict[str, Source]  # by language
    citations: set[CitationKey]
    role_skills: dict[int, list[StoredRoleSkill]]  # by imported role
    annotated: set[int]  # role skills with texts, which only editors write
    skill_groups: dict[str, int]  # by slug
    families: dict[int, str]  # URIs of imported families


def read_stored(scheme: str, using: str) -> StoredClassification:
    """Reads everything in about ten queries, whatever the number of objects."""
    kinds = {kind.name: _read_kind(kind, scheme, using) for kind in KINDS}
    _read_deleted(kinds.values(), scheme)
    lists = Source.objects.using(using).filter(slug__startswith=f"{scheme.lower()}-")
    sources = {
        source.language: source
        for source in lists
        if source.slug == source_slug(scheme, source.language)
    }
    return StoredClassification(
        using=using,
        scheme=scheme,
        kinds=kinds,
        sources=sources,
        citations=_citations(sources.values(), using),
        role_skills=_role_skills(kinds[ROLES.name], using),
        annotated=_annotated(using),
        skill_groups=dict(SkillGroup.objects.using(using).values_list("slug", "pk")),
        families={family.pk: uri for uri, family in kinds[FAMILIES.name].imported.items()},
    )


def _read_deleted(kinds: Iterable[StoredKind], scheme: str) -> None:
    """Which imported objects somebody has deleted: their identifiers went with them."""
    by_content_type = {stored.content_type: stored.deleted for stored in kinds}
    for values in deleted_objects(Identifier):
        uris = by_content_type.get(values["content_type"])
        if uris is not None and values["scheme"] == scheme and values["imported"] is not None:
            uris.add(values["value"])


def source_slug(scheme: str, language: str) -> str:
    """The slug of the source for a list: "esco-fi"."""
    return f"{scheme.lower()}-{language}"


def _read_kind(kind: ConceptKind[Any], scheme: str, using: str) -> StoredKind:
    content_type = ContentType.objects.db_manager(using).get_for_model(kind.model).pk
    stored = StoredKind(kind, content_type, _columns(kind.model, kind.fields))
    _read_identifiers(stored, scheme, using)
    objects: models.QuerySet[Any] = models.QuerySet(kind.model, using=using)
    stored.slugs = set(objects.values_list("slug", flat=True))
    if kind.model is Role:
        # A role has the slug of its position, so the slugs of other positions are taken.
        positions = Role._meta.get_field("position").related_model
        stored.slugs |= set(positions._base_manager.using(using).values_list("slug", flat=True))
    if stored.imported:
        _read_rows(stored, objects)
        _read_titles(stored, using)
    return stored


def _read_identifiers(stored: StoredKind, scheme: str, using: str) -> None:
    identifiers = Identifier.objects.using(using).filter(
        scheme=scheme, content_type=stored.content_type
    )
    columns = ("pk", "object_id", "value", "version", "match", "is_confirmed", "imported")
    rows = identifiers.values_list(*columns).order_by("pk")
    for pk, object_id, uri, version, match, is_confirmed, memory in rows:
        if memory is not None:
            stored.imported[uri] = StoredObject(object_id, pk, version, memory)
        elif is_confirmed and match == MatchType.EXACT:
            stored.linked[uri] = object_id


def _read_rows(stored: StoredKind, objects: models.QuerySet[Any]) -> None:
    imported = {obj.pk for obj in stored.imported.values()}
    for pk, *values in objects.values_list("pk", *stored.columns).order_by("pk").iterator():
        if pk in imported:
            stored.rows[pk] = tuple(values)
    # An identifier may be left of an object that was deleted.
    stored.imported = {uri: obj for uri, obj in stored.imported.items() if obj.pk in stored.rows}


def _read_titles(stored: StoredKind, using: str) -> None:
    if not (model := stored.kind.titles):
        return
    titles: dict[int, list[StoredTitle]] = defaultdict(list)
    columns = (f"{stored.kind.owner}_id", "pk", "language", "title")
    rows: models.QuerySet[Any] = models.QuerySet(model, using=using).order_by("order", "pk")
    for owner, *title in rows.values_list(*columns).iterator():
        if owner in stored.rows:
            titles[owner].append(StoredTitle(*title))
    stored.titles = dict(titles)


def _columns(model: type[models.Model], fields: Iterable[str]) -> list[str]:
    texts = [f"{name}_{code}" for name in fields for code in language_codes()]
    references: dict[type[models.Model], list[str]] = {
        RoleFamily: [],
        Skill: ["group_id", "kind", "reuse", "is_retired", "replaced_by_id"],
        Role: ["family_id", "status", "replaced_by_id"],
    }
    return [*texts, "slug", "source_language", *references[model]]


def _citations(sources: Iterable[Source], using: str) -> set[CitationKey]:
    ids = [source.pk for source in sources]
    citations = Citation.objects.using(using).filter(source_id__in=ids).order_by()
    rows = citations.values_list("content_type_id", "object_id", "source_id")
    return set(map(CitationKey._make, rows.iterator()))


def _role_skills(roles: StoredKind, using: str) -> dict[int, list[StoredRoleSkill]]:
    by_role: dict[int, list[StoredRoleSkill]] = defaultdict(list)
    if roles.imported:
        columns = ("role_id", "pk", "skill_id", "requirement")
        rows = RoleSkill.objects.using(using).order_by("order", "pk").values_list(*columns)
        for role, *role_skill in rows.iterator():
            if role in roles.rows:
                by_role[role].append(StoredRoleSkill(*role_skill))
    return by_role


def _annotated(using: str) -> set[int]:
    has_text = has_text_somewhere("context") | has_text_somewhere("points")
    role_skills = RoleSkill.objects.using(using).filter(has_text).order_by()
    return set(role_skills.values_list("pk", flat=True))
