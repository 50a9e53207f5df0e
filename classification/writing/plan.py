"""Compares a classification with the database, and plans what to write. Writes nothing.

Adds to the report which texts of editors stay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from classification.concepts import Classification, Concept, LanguageList
from classification.writing.changes import ImportPlan, KindPlan, ObjectChange
from classification.writing.kinds import KINDS, ROLES, SKILLS, ConceptKind
from classification.writing.merge import (
    Memory,
    join_digests,
    merge_rows,
    merge_texts,
    row_digest,
    split_digests,
)
from classification.writing.stored import (
    CitationKey,
    StoredClassification,
    StoredKind,
    StoredObject,
    StoredRoleSkill,
    StoredTitle,
)
from classification.writing.texts import distinct_titles, free_slug
from core.report import Report
from roles.models import Role, RoleSkill
from sources.models import SourceKind
from translations.languages import native_name

# Keys of an object's memory that are no columns.
TITLES, ROLE_SKILLS, RETIRED_FROM = "titles_{}", "skills", "retired_from"
RETIRED, IN_USE = Role.Status.RETIRED.value, "in use"


def make_plan(
    classification: Classification, stored: StoredClassification, report: Report
) -> ImportPlan:
    """Compares a classification with what is stored."""
    return _Planner(classification, stored, report).plan()


@dataclass
class _Planner:
    classification: Classification
    stored: StoredClassification
    report: Report

    def plan(self) -> ImportPlan:
        kinds = {kind.name: self._plan_kind(kind) for kind in KINDS}
        is_retiring = self.classification.is_complete and (
            set(self.classification.languages) >= self.stored.sources.keys()
        )
        for kind in (SKILLS.name, ROLES.name):
            self._retire_missing(kinds[kind], is_retiring)
        citations = list(self._new_citations())
        return ImportPlan(self.classification, kinds, citations, self._sources(), is_retiring)

    def _sources(self) -> dict[str, dict[str, Any]]:
        """The columns of each list's source, by language, where they differ from the stored."""
        sources = {}
        for language_list in self.classification.lists:
            source = self.stored.sources.get(language_list.language)
            columns = _source_columns(self.classification, language_list)
            if not self.classification.version and source:
                del columns["title"]
            if any(getattr(source, name, None) != value for name, value in columns.items()):
                sources[language_list.language] = columns
        return sources

    def _plan_kind(self, kind: ConceptKind[Any]) -> KindPlan:
        plan, stored = KindPlan(kind), self.stored.kinds[kind.name]
        for uri, concept in kind.concepts(self.classification).items():
            if stored_object := stored.imported.get(uri):
                self._change(plan, stored, stored_object, concept)
            elif uri in stored.linked:
                plan.linked += 1
            else:
                plan.new.append(self._create(kind, stored, concept))
        return plan

    def _create(self, kind: ConceptKind[Any], stored: StoredKind, concept: Concept) -> ObjectChange:
        change = ObjectChange(concept, None, updates_identifier=True)
        self._merge_texts(change, kind, {}, {})
        self._merge_titles(change, kind, [], {})
        self._merge_skills(change, kind, [], {})
        language = next(iter(concept.texts))
        hints = (self._group_code(concept), concept.code, _uri_hint(concept.uri))
        change.values["slug"] = free_slug(
            concept.texts[language]["title"], filter(None, hints), stored.slugs
        )
        change.values["source_language"] = language
        if kind is ROLES and concept.uri in stored.deleted:
            change.is_back = True
            message = "somebody has deleted it; it comes back as a draft"
            self.report.about("deleted", f"{kind.name}/{change.values['slug']}", "", message)
        return change

    def _group_code(self, concept: Concept) -> str:
        group = self.classification.groups.get(getattr(concept, "group", ""))
        return group.code if group else ""

    def _change(
        self, plan: KindPlan, stored: StoredKind, stored_object: StoredObject, concept: Concept
    ) -> None:
        current = self._current(stored, stored_object.pk)
        name = f"{plan.kind.name}/{current['slug']}"
        if concept.uri in stored.linked:
            message = (
                "somebody has confirmed that another one means the same; both are shown: "
                "retire one of them in admin"
            )
            self.report.about("there twice", name, "", message)
        change = ObjectChange(concept, stored_object.pk, stored_object.identifier_pk)
        edited = self._merge(change, plan.kind, current, stored_object)
        self._restore(change, plan, current)
        self._report_edited(plan, name, edited)
        is_newer = self.classification.version not in ("", stored_object.version)
        change.updates_identifier = is_newer or change.memory != stored_object.memory
        if change.updates_identifier or change.is_visible:
            plan.changed.append(change)
        else:
            plan.unchanged += 1

    def _merge(
        self,
        change: ObjectChange,
        kind: ConceptKind[Any],
        current: dict[str, Any],
        stored_object: StoredObject,
    ) -> list[str]:
        """Merges texts, titles and skills into the change. Returns what editors changed."""
        pk, memory = stored_object.pk, stored_object.memory
        titles = self.stored.kinds[kind.name].titles.get(pk, [])
        role_skills = self.stored.role_skills.get(pk, []) if kind is ROLES else []
        return [
            *self._merge_texts(change, kind, current, memory),
            *self._merge_titles(change, kind, titles, memory),
            *self._merge_skills(change, kind, role_skills, memory),
        ]

    def _report_edited(self, plan: KindPlan, name: str, columns: Iterable[str]) -> None:
        message = "an editor has changed it since it was imported; it stays as it is"
        for column in columns:
            plan.edited_texts += 1
            self.report.about("kept", name, column, message)

    def _current(self, stored: StoredKind, pk: int) -> dict[str, Any]:
        """The columns of an object, with references as URIs or slugs."""
        current = stored.row(pk)
        if stored.kind is ROLES:
            family = current["family_id"]
            current["family"] = self.stored.families.get(family, f"#{family}")
        if stored.kind is SKILLS:
            current["group"] = self._group_slugs.get(current["group_id"], "")
        return current

    def _merge_texts(
        self,
        change: ObjectChange,
        kind: ConceptKind[Any],
        current: dict[str, Any],
        memory: Memory,
    ) -> list[str]:
        new = {
            f"{name}_{code}": text
            for code, texts in change.concept.texts.items()
            for name, text in kind.texts(texts).items()
        }
        references = kind.references(change.concept)
        if references.get("group") not in (None, "", *self.stored.skill_groups):
            references["group"] = ""
        merged = merge_texts(current, new | references, memory)
        change.values, change.memory = merged.write, merged.memory
        return merged.edited

    def _merge_titles(
        self,
        change: ObjectChange,
        kind: ConceptKind[Any],
        current: list[StoredTitle],
        memory: Memory,
    ) -> list[str]:
        edited = []
        for language, texts in change.concept.texts.items() if kind.titles else ():
            titles = change.concept.titles.get(language, ())
            new = dict(distinct_titles(texts["title"], titles))
            pks = {row.title: row.pk for row in current if row.language == language}
            key = TITLES.format(language)
            merged = merge_rows(pks, new, memory.get(key, ""))
            change.new_titles += [(language, title, new[title]) for title in merged.add]
            change.dropped_titles += [pks[title] for title in merged.drop]
            edited += [key] * bool(merged.removed)
            _remember(change.memory, key, join_digests(new))
        return edited

    def _merge_skills(
        self,
        change: ObjectChange,
        kind: ConceptKind[Any],
        current: list[StoredRoleSkill],
        memory: Memory,
    ) -> list[str]:
        """Merges a role's skills by URI. Skills without a URI are an editor's."""
        if kind is not ROLES or not self.classification.has_relations:
            return []
        new = self.classification.relations.get(change.concept.uri, {})
        imported = {
            key: requirement
            for requirement, digests in memory.get(ROLE_SKILLS, {}).items()
            for key in split_digests(digests)
        }
        rows = {uri: row for row in current if (uri := self._skill_uris.get(row.skill))}
        merged = merge_rows(rows, new, "".join(imported))
        change.new_skills = [(uri, new[uri]) for uri in merged.add]
        dropped = merged.drop if self.classification.are_relations_complete else []
        is_edited = bool(merged.removed)
        is_edited |= self._drop_skills(change, {uri: rows[uri] for uri in dropped}, imported)
        is_edited |= _change_requirements(change, rows, new, imported)
        _remember(change.memory, ROLE_SKILLS, _digests_by_requirement(new))
        return [ROLE_SKILLS] * is_edited

    def _drop_skills(
        self, change: ObjectChange, rows: dict[str, StoredRoleSkill], imported: dict[str, str]
    ) -> bool:
        """Drops role skills, by URI, unless an editor changed them. Whether one was edited."""
        is_edited = False
        for uri, row in rows.items():
            is_unedited = imported[row_digest(uri)] == row.requirement
            if row.pk in self.stored.annotated or not is_unedited:
                is_edited = True
            elif uri not in self.classification.left_out:
                change.dropped_skills.append(row.pk)
        return is_edited

    @cached_property
    def _skill_uris(self) -> dict[int, str]:
        """The URI of each skill, by primary key."""
        stored = self.stored.kinds[SKILLS.name]
        imported = {skill.pk: uri for uri, skill in stored.imported.items()}
        return {pk: uri for uri, pk in stored.linked.items()} | imported

    @cached_property
    def _group_slugs(self) -> dict[int, str]:
        return {pk: slug for slug, pk in self.stored.skill_groups.items()}

    # Retiring and restoring

    def _restore(self, change: ObjectChange, plan: KindPlan, current: dict[str, Any]) -> None:
        """Restores an object that an import retired. One that an editor retired stays retired."""
        state = change.memory.pop(RETIRED_FROM, None)
        if state and _is_retired(current):
            change.values |= {**_state_columns(plan.kind, state), "replaced_by": ""}
            plan.restored += 1

    def _retire_missing(self, plan: KindPlan, is_retiring: bool) -> None:
        stored = self.stored.kinds[plan.kind.name]
        concepts = plan.kind.concepts(self.classification)
        for uri, stored_object in stored.imported.items():
            is_missing = is_retiring and uri not in self.classification.left_out
            if uri not in concepts and (is_missing or uri in self.classification.obsolete):
                self._retire(plan, stored, uri, stored_object)

    def _retire(
        self, plan: KindPlan, stored: StoredKind, uri: str, stored_object: StoredObject
    ) -> None:
        current = stored.row(stored_object.pk)
        name = f"{plan.kind.name}/{current['slug']}"
        if current.get("status") == Role.Status.DRAFT:
            self.report.about("kept", name, "status", "it is gone, but nobody sees the draft")
            return
        change = ObjectChange(
            Concept(uri),
            stored_object.pk,
            stored_object.identifier_pk,
            memory=dict(stored_object.memory),
        )
        if not _is_retired(current):
            change.memory[RETIRED_FROM] = current.get("status", IN_USE)
            change.values = _state_columns(plan.kind, RETIRED)
            change.updates_identifier = True
            plan.retired.append(change)
            self.report.about("retired", name, "", "the classification has it no more")
        successor = self._successor(plan.kind, stored, uri)
        if successor and not current["replaced_by_id"]:
            change.values["replaced_by"] = successor
            plan.changed.append(change)

    def _successor(self, kind: ConceptKind[Any], stored: StoredKind, uri: str) -> str:
        """The URI of the first successor that exists, or an empty string. Survives cycles."""
        seen = {uri}
        concepts = kind.concepts(self.classification)
        while (uri := self.classification.replacements.get(uri, "")) and uri not in seen:
            if uri in concepts or uri in stored.linked:
                return uri
            seen.add(uri)
        return ""

    def _new_citations(self) -> Iterator[tuple[str, str, str]]:
        """The citations of lists that are missing: kind, the object's URI, language."""
        for kind in KINDS:
            stored = self.stored.kinds[kind.name]
            for uri, concept in kind.concepts(self.classification).items():
                stored_object = stored.imported.get(uri)
                if not stored_object and uri in stored.linked:
                    continue
                for language in concept.texts:
                    if not self._is_cited(stored.content_type, stored_object, language):
                        yield kind.name, uri, language

    def _is_cited(
        self, content_type: int, stored_object: StoredObject | None, language: str
    ) -> bool:
        if not (stored_object and (source := self.stored.sources.get(language))):
            return False
        return CitationKey(content_type, stored_object.pk, source.pk) in self.stored.citations


def _source_columns(classification: Classification, language_list: LanguageList) -> dict[str, Any]:
    publication, language = classification.publication, language_list.language
    title = [publication.title, classification.version, f"({native_name(language)})"]
    return {
        "kind": SourceKind.DATA_SET,
        "language": language,
        "title": " ".join(filter(None, title)),
        "publisher": publication.publisher,
        "address": publication.address,
        "licence": publication.licence,
        "is_adapted": language_list.is_adapted,
    }


def _change_requirements(
    change: ObjectChange,
    rows: dict[str, StoredRoleSkill],
    new: dict[str, str],
    imported: dict[str, str],
) -> bool:
    """Changes requirements, by URI, unless an editor changed them. Whether one was edited."""
    is_edited = False
    for uri, row in rows.items():
        if new.get(uri, row.requirement) != row.requirement:
            if imported.get(row_digest(uri)) == row.requirement:
                change.changed_skills.append((row.pk, new[uri]))
            else:
                is_edited = True
    return is_edited


def _digests_by_requirement(relations: dict[str, str]) -> dict[str, str]:
    """The memory of a role's skills. `relations` maps URIs to requirements."""
    digests = {
        requirement: join_digests(uri for uri in relations if relations[uri] == requirement)
        for requirement in RoleSkill.Requirement.values
    }
    return {requirement: digest for requirement, digest in digests.items() if digest}


def _remember(memory: Memory, key: str, value: Any) -> None:
    if value:
        memory[key] = value
    else:
        memory.pop(key, None)


def _uri_hint(uri: str) -> str:
    """The beginning of a URI's last part, which is usually unique."""
    return uri.rstrip("/").rpartition("/")[2][:8]


def _is_retired(columns: dict[str, Any]) -> bool:
    return bool(columns.get("is_retired")) or columns.get("status") == Role.Status.RETIRED


def _state_columns(kind: ConceptKind[Any], state: str) -> dict[str, Any]:
    """The column that says whether an object is retired, with its value."""
    return {"status": state} if kind is ROLES else {"is_retired": state == RETIRED}
