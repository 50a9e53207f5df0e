"""Writes a plan: in bulk, in the transaction of the caller. Nothing else may have changed since
the plan was made."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from classification.concepts import Group
from classification.kinds import FAMILIES, KINDS, ROLES, SKILLS, Kind
from classification.plan import Change, KindPlan, Plan
from classification.stored import Stored, source_slug
from core.bulk import BATCH, batches, delete, insert, update
from core.signals import content_changed
from roles.models import Hue, Role, RoleFamily, RoleSkill
from sources.models import Citation, Identifier, MatchType, Source
from translations.collation import sort_key
from translations.languages import language_codes

# Families of a classification stand after those of the editors.
FIRST_ORDER = 1_000

Advance = Callable[[int], None]


def write(plan: Plan, stored: Stored, is_draft: bool, advance: Advance) -> None:
    """Writes all of it; `advance` is told how many rows more are written.

    Listeners are told once of each model that has changed.
    """
    writing = _Writing(plan, stored, is_draft, advance)
    writing.everything()
    for model, pks in writing.changed.items():
        content_changed.send(sender=model, using=stored.using, pks=sorted(pks), fields=None)


def size(plan: Plan) -> int:
    """How many rows a plan writes, as `advance` counts them."""
    kinds = plan.kinds.values()
    changes = [one for kind in kinds for one in (*kind.new, *kind.changed, *kind.retired)]
    rows = sum(len(one.titles_in) + len(one.needs_in) for one in changes)
    return len(changes) + rows + len(plan.citations)


@dataclass
class _Writing:
    plan: Plan
    stored: Stored
    is_draft: bool
    advance: Advance
    pks: dict[str, dict[str, int]] = field(default_factory=dict)  # kind → URI → primary key
    # Which models have changed, and which of the families, skills and roles.
    changed: dict[type[models.Model], set[int]] = field(default_factory=dict)

    def everything(self) -> None:
        self._now = timezone.now()
        self._sources()
        for kind in KINDS:
            stored = self.stored.kinds[kind.name]
            made = {uri: entry.pk for uri, entry in stored.entries.items()}
            self.pks[kind.name] = stored.linked | made
            self._create(self.plan.kinds[kind.name])
        for kind in KINDS:
            self._change(self.plan.kinds[kind.name])
            self._titles(self.plan.kinds[kind.name])
            self._identifiers(self.plan.kinds[kind.name])
        self._needs(self.plan.kinds[ROLES.name])
        self._citations()
        for plan in self.plan.kinds.values():
            changes = [*plan.new, *plan.retired, *(one for one in plan.changed if one.is_visible)]
            if changes:
                self.changed[plan.kind.model] = {change.pk for change in changes}

    # The data set itself

    def _sources(self) -> None:
        publication = self.plan.classification.publication
        for language, values in self.plan.sources.items():
            source = self.stored.sources.get(language)
            if source is None:
                code = publication.acknowledgement_language
                source = Source(
                    slug=source_slug(publication.scheme, language), source_language=code
                )
                setattr(source, f"acknowledgement_{code}", publication.acknowledgement)
                self.stored.sources[language] = source
            for name, value in values.items():
                setattr(source, name, value)
            source.save(using=self.stored.using)

    # Objects

    def _create(self, plan: KindPlan) -> None:
        if not plan.new:
            return
        if plan.kind is FAMILIES:
            by_depth = sorted(plan.new, key=lambda change: len(change.concept.code))
            for change in by_depth:
                self._insert(plan.kind, [change])
        else:
            for batch in batches(plan.new):
                self._insert(plan.kind, batch)

    def _insert(self, kind: Kind, changes: list[Change]) -> None:
        made = [self._object(kind, change) for change in changes]
        models.QuerySet(kind.model, using=self.stored.using).bulk_create(made, BATCH)
        for change, one in zip(changes, made, strict=True):
            change.pk = self.pks[kind.name][change.concept.uri] = one.pk
        self.advance(len(made))

    def _object(self, kind: Kind, change: Change) -> models.Model:
        one = kind.model(**self._resolved(change.values))
        if kind is ROLES:
            one.status = Role.Status.DRAFT if self.is_draft else Role.Status.PUBLISHED
            one.published_at = None if self.is_draft else self._now
            one.updated_at = self._now
        if kind is FAMILIES:
            self._place(one, change.concept)
        return one

    def _place(self, family: RoleFamily, group: Group) -> None:
        """Below its parent, in the order of the codes, in the colour of its major group."""
        parent = self.pks[FAMILIES.name].get(group.parent)
        families = models.QuerySet(RoleFamily, using=self.stored.using)
        above = families.get(pk=parent) if parent else None
        family.parent = above
        family.path = f"{above.path if above else ''}{family.slug}/"
        family.order = FIRST_ORDER + int(group.code)
        hues = Hue.values
        family.hue = above.hue if above else hues[int(group.code[0]) % len(hues)]

    def _resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with primary keys for URIs and slugs."""
        resolved = dict(values)
        if "family" in resolved:
            resolved["family_id"] = self.pks[FAMILIES.name][resolved.pop("family")]
        if "group" in resolved:
            resolved["group_id"] = self.stored.skill_groups.get(resolved.pop("group"))
        return resolved

    def _change(self, plan: KindPlan) -> None:
        kind, stored = plan.kind, self.stored.kinds[plan.kind.name]
        rows = []
        for change in (*plan.changed, *plan.retired):
            if not change.is_visible:
                continue
            values = self._columns(kind, change)
            if any(name.startswith("title_") for name in values):
                values |= _sort_keys(kind.model, stored.row(change.pk) | values)
            if kind is ROLES:
                values["updated_at"] = self._now
            if values:
                rows.append((change.pk, values))
        update(kind.model, rows, self.stored.using)
        self.advance(len(plan.changed) + len(plan.retired))

    def _columns(self, kind: Kind, change: Change) -> dict[str, Any]:
        """What is written of an object, by the names of fields, with primary keys."""
        values = self._resolved(change.values)
        values = {name.removesuffix("_id"): value for name, value in values.items()}
        if "replaced_by" in values:
            values["replaced_by"] = self.pks[kind.name].get(values["replaced_by"])
        return values

    # What belongs to them

    def _titles(self, plan: KindPlan) -> None:
        model = plan.kind.titles
        gone = [pk for change in plan.changed for pk in change.titles_out]
        count = delete(model, gone, self.stored.using) if gone else 0
        if model:
            names = (plan.kind.owner, "language", "title", "shown", "order")
            count += insert(model, names, self._title_rows(plan), self.stored.using)
        if count:
            self.changed[model] = set()

    def _title_rows(self, plan: KindPlan) -> Iterator[tuple]:
        stored = self.stored.kinds[plan.kind.name]
        for change in (*plan.new, *plan.changed):
            there = len(stored.titles.get(change.pk, ()))
            for order, title in enumerate(change.titles_in, there):
                yield change.pk, *title, order
            self.advance(len(change.titles_in))

    def _needs(self, plan: KindPlan) -> None:
        using = self.stored.using
        gone = [pk for change in plan.changed for pk in change.needs_out]
        other = [
            (pk, {"requirement": requirement})
            for change in plan.changed
            for pk, requirement in change.needs_changed
        ]
        count = delete(RoleSkill, gone, using) + update(RoleSkill, other, using)
        names = ("role", "skill", "requirement", "order")
        if count + insert(RoleSkill, names, self._need_rows(plan), using):
            self.changed[RoleSkill] = set()

    def _need_rows(self, plan: KindPlan) -> Iterator[tuple]:
        skills = self.pks[SKILLS.name]
        essential = RoleSkill.Requirement.ESSENTIAL
        for change in (*plan.new, *plan.changed):
            there = len(self.stored.role_skills.get(change.pk, ()))
            needs = sorted(change.needs_in, key=lambda need: need[1] != essential)
            seen = set()
            for order, (uri, requirement) in enumerate(needs, there):
                if (skill := skills[uri]) not in seen:
                    yield change.pk, skill, requirement, order
                seen.add(skill)
            self.advance(len(needs))

    def _identifiers(self, plan: KindPlan) -> None:
        publication, version = (
            self.plan.classification.publication,
            self.plan.classification.version,
        )
        remembered = [
            (
                change.identifier,
                {"imported": change.memory} | ({"version": version} if version else {}),
            )
            for change in (*plan.changed, *plan.retired)
            if change.is_remembered
        ]
        if update(Identifier, remembered, self.stored.using):
            self.changed[Identifier] = set()
        self._insert_identifiers(plan, publication.scheme, version)

    def _insert_identifiers(self, plan: KindPlan, scheme: str, version: str) -> None:
        kind = self.stored.kinds[plan.kind.name].content_type
        names = ("content_type", "object_id", "scheme", "version", "value", "match", "imported")
        exact = MatchType.EXACT
        rows = (
            row
            for change in plan.new
            for row in (
                (kind, change.pk, scheme, version, change.concept.uri, exact, change.memory),
                *(
                    (kind, change.pk, *code, None)
                    for code in self._codes(plan.kind, change, version)
                ),
            )
        )
        if insert(Identifier, names, rows, self.stored.using):
            self.changed[Identifier] = set()

    def _codes(self, kind: Kind, change: Change, version: str) -> Iterator[tuple]:
        """The codes of a concept: scheme, version, value, match."""
        publication, concept = self.plan.classification.publication, change.concept
        if kind is FAMILIES:
            yield publication.group_scheme, "", concept.code, MatchType.EXACT
        if kind is ROLES:
            group = self.plan.classification.groups[concept.group]
            yield publication.group_scheme, "", group.code, MatchType.BROAD
            if concept.code:
                yield publication.code_scheme, version, concept.code, MatchType.EXACT

    def _citations(self) -> None:
        names = ("content_type", "object_id", "field", "source")
        if insert(Citation, names, self._citation_rows(), self.stored.using):
            self.changed[Citation] = set()

    def _citation_rows(self) -> Iterable[tuple]:
        introduced = {
            (uri, code)
            for uri, one in self.plan.classification.occupations.items()
            for code, texts in one.texts.items()
            if texts["description"]
        }
        for name, uri, language in self.plan.citations:
            kind = self.stored.kinds[name].content_type
            field_name = "introduction" if (uri, language) in introduced else ""
            yield kind, self.pks[name][uri], field_name, self.stored.sources[language].pk
            self.advance(1)


def _sort_keys(model: type[models.Model], columns: dict[str, Any]) -> dict[str, bytes]:
    """The keys by which lists sort an object with these columns."""
    texts = {name: value for name, value in columns.items() if name.startswith("title_")}
    one = model(source_language=columns["source_language"], **texts)
    return {f"sort_{code}": sort_key(one.sorted_text(code), code) for code in language_codes()}
