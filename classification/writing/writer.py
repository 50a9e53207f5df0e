"""Writes a plan in bulk, in the caller's transaction. The database must not have changed since the
plan was made."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from classification.concepts import ConceptGroup, OccupationConcept
from classification.writing.changes import ImportPlan, KindPlan, ObjectChange
from classification.writing.kinds import FAMILIES, KINDS, ROLES, SKILLS, ConceptKind
from classification.writing.stored import StoredClassification, StoredKind, source_slug
from core.bulk import batches, create, delete, insert, update
from core.signals import content_changed
from roles.models import Hue, Role, RoleFamily, RoleSkill
from skills.models import Skill
from sources.models import Citation, Identifier, MatchType, Source
from translations.collation import sort_key
from translations.languages import language_codes

# Families of a classification come after those of the editors.
FIRST_ORDER = 1_000

# Called with the number of rows that have been written since the last call.
Advance = Callable[[int], object]
# The values of one row to insert.
InsertRow = tuple[Any, ...]


def write_plan(
    plan: ImportPlan, stored: StoredClassification, is_draft: bool, advance: Advance
) -> None:
    """Writes everything. Sends `content_changed` once for each model that has changed."""
    writer = _Writer(plan, stored, is_draft, advance)
    writer.write()
    for model, pks in writer.changed.items():
        content_changed.send(sender=model, using=stored.using, pks=sorted(pks), fields=None)


def count_writes(plan: ImportPlan) -> int:
    """The number of rows that a plan writes, as `advance` counts them."""
    changes = [
        change
        for kind in plan.kinds.values()
        for change in (*kind.new, *kind.changed, *kind.retired)
    ]
    rows = sum(len(change.new_titles) + len(change.new_skills) for change in changes)
    return len(changes) + rows + len(plan.citations)


@dataclass
class _Writer:
    plan: ImportPlan
    stored: StoredClassification
    is_draft: bool
    advance: Advance
    now: datetime = field(default_factory=timezone.now)
    pks: dict[str, dict[str, int]] = field(default_factory=dict)  # kind → URI → primary key
    # The models that have changed, with the primary keys of families, skills and roles.
    changed: dict[type[models.Model], set[int]] = field(default_factory=dict)

    def write(self) -> None:
        self._write_sources()
        for kind in KINDS:
            self.pks[kind.name] = self.stored.kinds[kind.name].pks()
            self._create_objects(self.plan.kinds[kind.name])
        for kind in KINDS:
            self._update_objects(self.plan.kinds[kind.name])
            self._write_titles(self.plan.kinds[kind.name])
            self._update_identifiers(self.plan.kinds[kind.name])
            self._insert_identifiers(self.plan.kinds[kind.name])
        self._write_role_skills(self.plan.kinds[ROLES.name])
        self._insert_citations()
        for plan in self.plan.kinds.values():
            self._note_changed(plan)

    def _note_changed(self, plan: KindPlan) -> None:
        visible = (change for change in plan.changed if change.is_visible)
        pks = {change.pk for change in (*plan.new, *plan.retired, *visible) if change.pk}
        if pks:
            self.changed[plan.kind.model] = pks

    # Sources

    def _write_sources(self) -> None:
        for language, columns in self.plan.sources.items():
            source = self.stored.sources.get(language) or self._new_source(language)
            self.stored.sources[language] = source
            for name, value in columns.items():
                setattr(source, name, value)
            source.save(using=self.stored.using)

    def _new_source(self, language: str) -> Source:
        publication = self.plan.classification.publication
        code = publication.acknowledgement_language
        source = Source(slug=source_slug(publication.scheme, language), source_language=code)
        setattr(source, f"acknowledgement_{code}", publication.acknowledgement)
        return source

    # Families, skills and roles

    def _create_objects(self, plan: KindPlan) -> None:
        if plan.kind is FAMILIES:
            # One by one, parents first: a child takes its parent's path and hue.
            for change in sorted(plan.new, key=lambda change: len(change.concept.code)):
                self._insert_objects(plan.kind, [change])
        else:
            for batch in batches(plan.new):
                self._insert_objects(plan.kind, batch)

    def _insert_objects(self, kind: ConceptKind[Any], changes: list[ObjectChange]) -> None:
        objects = [self._new_object(kind, change) for change in changes]
        create(kind.model, objects, self.stored.using)
        for change, obj in zip(changes, objects, strict=True):
            change.pk = self.pks[kind.name][change.concept.uri] = obj.pk
        self.advance(len(objects))

    def _new_object(
        self, kind: ConceptKind[Any], change: ObjectChange
    ) -> RoleFamily | Skill | Role:
        obj = kind.model(**self._resolve(change.values))
        if isinstance(obj, Role):
            is_draft = self.is_draft or change.is_back
            obj.status = Role.Status.DRAFT if is_draft else Role.Status.PUBLISHED
            obj.published_at = None if is_draft else self.now
            obj.updated_at = self.now
        if isinstance(obj, RoleFamily) and isinstance(change.concept, ConceptGroup):
            self._place_family(obj, change.concept)
        return obj

    def _place_family(self, family: RoleFamily, group: ConceptGroup) -> None:
        """Puts a family under its parent, in the order of codes, with its major group's hue."""
        parent_pk = self.pks[FAMILIES.name].get(group.parent)
        families: models.QuerySet[RoleFamily] = models.QuerySet(RoleFamily, using=self.stored.using)
        parent = families.get(pk=parent_pk) if parent_pk else None
        family.parent = parent
        family.path = f"{parent.path if parent else ''}{family.slug}/"
        family.order = FIRST_ORDER + int(group.code)
        hues = Hue.values
        family.hue = parent.hue if parent else hues[int(group.code[0]) % len(hues)]

    def _resolve(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with primary keys in the place of URIs and slugs."""
        resolved = dict(values)
        if "family" in resolved:
            resolved["family_id"] = self.pks[FAMILIES.name][resolved.pop("family")]
        if "group" in resolved:
            resolved["group_id"] = self.stored.skill_groups.get(resolved.pop("group"))
        return resolved

    def _update_objects(self, plan: KindPlan) -> None:
        stored = self.stored.kinds[plan.kind.name]
        changes = [
            (change.pk, self._updated_fields(plan.kind, stored, change))
            for change in (*plan.changed, *plan.retired)
            if change.is_visible and change.pk
        ]
        changes = [(pk, fields) for pk, fields in changes if fields]
        update(plan.kind.model, changes, self.stored.using)
        self.advance(len(plan.changed) + len(plan.retired))

    def _updated_fields(
        self, kind: ConceptKind[Any], stored: StoredKind, change: ObjectChange
    ) -> dict[str, Any]:
        """The new values of an object by field, with primary keys, sort keys and its date."""
        values = self._resolve(change.values)
        fields = {name.removesuffix("_id"): value for name, value in values.items()}
        if "replaced_by" in fields:
            fields["replaced_by"] = self.pks[kind.name].get(fields["replaced_by"])
        if change.pk and any(name.startswith("title_") for name in fields):
            fields |= _sort_keys(kind.model, stored.row(change.pk) | fields)
        if kind is ROLES:
            fields["updated_at"] = self.now
        return fields

    # Alternative titles and the skills of roles

    def _write_titles(self, plan: KindPlan) -> None:
        if not (model := plan.kind.titles):
            return
        dropped = [pk for change in plan.changed for pk in change.dropped_titles]
        columns = (plan.kind.owner, "language", "title", "shown", "order")
        count = delete(model, dropped, self.stored.using)
        count += insert(model, columns, self._title_rows(plan), self.stored.using)
        if count:
            self.changed[model] = set()

    def _title_rows(self, plan: KindPlan) -> Iterator[InsertRow]:
        titles = self.stored.kinds[plan.kind.name].titles
        for change in (*plan.new, *plan.changed):
            first = len(titles.get(change.pk, ())) if change.pk else 0
            for order, title in enumerate(change.new_titles, first):
                yield change.pk, *title, order
            self.advance(len(change.new_titles))

    def _write_role_skills(self, plan: KindPlan) -> None:
        using = self.stored.using
        dropped = [pk for change in plan.changed for pk in change.dropped_skills]
        requirements = [
            (pk, {"requirement": requirement})
            for change in plan.changed
            for pk, requirement in change.changed_skills
        ]
        columns = ("role", "skill", "requirement", "order")
        count = delete(RoleSkill, dropped, using) + update(RoleSkill, requirements, using)
        if count + insert(RoleSkill, columns, self._role_skill_rows(plan), using):
            self.changed[RoleSkill] = set()

    def _role_skill_rows(self, plan: KindPlan) -> Iterator[InsertRow]:
        """New skills of each role, essential ones first, after those it has."""
        skills = self.pks[SKILLS.name]
        for change in (*plan.new, *plan.changed):
            first = len(self.stored.role_skills.get(change.pk, ())) if change.pk else 0
            seen = set()
            for order, (uri, requirement) in enumerate(_essential_first(change.new_skills), first):
                if (skill := skills[uri]) not in seen:
                    yield change.pk, skill, requirement, order
                seen.add(skill)
            self.advance(len(change.new_skills))

    # Identifiers and citations

    def _update_identifiers(self, plan: KindPlan) -> None:
        version = self.plan.classification.version
        fields = {"version": version} if version else {}
        changes = [
            (change.identifier_pk, {"imported": change.memory, **fields})
            for change in (*plan.changed, *plan.retired)
            if change.updates_identifier and change.identifier_pk
        ]
        if update(Identifier, changes, self.stored.using):
            self.changed[Identifier] = set()

    def _insert_identifiers(self, plan: KindPlan) -> None:
        columns = ("content_type", "object_id", "scheme", "version", "value", "match", "imported")
        rows = (row for change in plan.new for row in self._identifier_rows(plan.kind, change))
        if insert(Identifier, columns, rows, self.stored.using):
            self.changed[Identifier] = set()

    def _identifier_rows(self, kind: ConceptKind[Any], change: ObjectChange) -> Iterator[InsertRow]:
        """The identifiers of a new object: its URI with the memory, and its codes."""
        scheme = self.plan.classification.publication.scheme
        version, uri = self.plan.classification.version, change.concept.uri
        target = (self.stored.kinds[kind.name].content_type, change.pk)
        yield *target, scheme, version, uri, MatchType.EXACT, change.memory
        for code in self._codes(kind, change, version):
            yield *target, *code, None

    def _codes(
        self, kind: ConceptKind[Any], change: ObjectChange, version: str
    ) -> Iterator[InsertRow]:
        """The codes of a concept: scheme, version, value, match."""
        publication, concept = self.plan.classification.publication, change.concept
        if kind is FAMILIES:
            yield publication.group_scheme, "", concept.code, MatchType.EXACT
        if isinstance(concept, OccupationConcept):
            group = self.plan.classification.groups[concept.group]
            yield publication.group_scheme, "", group.code, MatchType.BROAD
            if concept.code:
                yield publication.code_scheme, version, concept.code, MatchType.EXACT

    def _insert_citations(self) -> None:
        columns = ("content_type", "object_id", "field", "source")
        if insert(Citation, columns, self._citation_rows(), self.stored.using):
            self.changed[Citation] = set()

    def _citation_rows(self) -> Iterator[InsertRow]:
        """A role's citation is of its introduction, where the list has one."""
        with_introduction = {
            (uri, code)
            for uri, occupation in self.plan.classification.occupations.items()
            for code, texts in occupation.texts.items()
            if texts["description"]
        }
        for name, uri, language in self.plan.citations:
            content_type = self.stored.kinds[name].content_type
            field_name = "introduction" if (uri, language) in with_introduction else ""
            source = self.stored.sources[language]
            yield content_type, self.pks[name][uri], field_name, source.pk
            self.advance(1)


def _essential_first(skills: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of a skill's URI and a requirement, otherwise in the same order."""
    return sorted(skills, key=lambda skill: skill[1] != RoleSkill.Requirement.ESSENTIAL)


def _sort_keys(
    model: type[RoleFamily] | type[Skill] | type[Role], columns: dict[str, Any]
) -> dict[str, bytes]:
    """The sort keys of an object with these columns."""
    titles = {name: value for name, value in columns.items() if name.startswith("title_")}
    obj = model(source_language=columns["source_language"], **titles)
    return {f"sort_{code}": sort_key(obj.sorted_text(code), code) for code in language_codes()}
