"""What an import is going to write: the classification beside what the database holds. No writing.

Texts that an editor has changed are told to the report and left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from classification.concepts import Classification, Concept, LanguageList
from classification.kinds import KINDS, ROLES, SKILLS, Kind
from classification.merge import merge_rows, merge_texts, recalled, remembered, short
from classification.report import Report
from classification.stored import Entry, Memory, Stored, StoredKind
from classification.texts import free_slug, other_titles
from roles.models import Role, RoleSkill
from sources.models import SourceKind
from translations.languages import native_name

# How the memory of an object names what is no column.
TITLES, NEEDS, RETIRED_FROM = "titles_{}", "skills", "retired_from"
RETIRED, IN_USE = Role.Status.RETIRED.value, "in use"


@dataclass(slots=True)
class Change:
    """One object: what to write of it, and what to remember. New if it has no `pk`.

    `values` holds texts by column, and references by field as URIs or slugs.
    """

    concept: Concept
    pk: int | None
    identifier: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)
    is_remembered: bool = False  # the memory, or the version, is not as stored
    titles_in: list[tuple[str, str, bool]] = field(default_factory=list)
    titles_out: list[int] = field(default_factory=list)
    needs_in: list[tuple[str, str]] = field(default_factory=list)  # a skill's URI, requirement
    needs_out: list[int] = field(default_factory=list)
    needs_changed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_visible(self) -> bool:
        """Whether readers would see it, and not only the next import."""
        parts = (self.titles_in, self.titles_out, self.needs_in, self.needs_out)
        return bool(self.values or self.needs_changed or any(parts))


@dataclass
class KindPlan:
    """What becomes of the objects of one kind."""

    kind: Kind
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    retired: list[Change] = field(default_factory=list)
    unchanged: int = 0
    restored: int = 0
    linked: int = 0
    kept_texts: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {
            "add": len(self.new),
            "update": sum(change.is_visible for change in self.changed),
            "retire": len(self.retired),
            "bring back": self.restored,
            "leave as they are": self.unchanged + sum(not one.is_visible for one in self.changed),
            "leave to editors (curated, linked)": self.linked,
            "texts of editors kept": self.kept_texts,
        }


@dataclass
class Plan:
    """All that is to be written."""

    classification: Classification
    kinds: dict[str, KindPlan]
    citations: list[tuple[str, str, str]]  # kind, the object's URI, language of the list
    sources: dict[str, dict[str, Any]]  # by language: the columns of those new or changed
    is_retiring: bool = True

    @property
    def is_empty(self) -> bool:
        kinds = self.kinds.values()
        changes = any(one.new or one.changed or one.retired for one in kinds)
        return not (changes or self.citations or self.sources)


def plan(found: Classification, stored: Stored, report: Report) -> Plan:
    """Compares everything. Tells the report which texts of editors stay."""
    return _Planning(found, stored, report).everything()


@dataclass
class _Planning:
    found: Classification
    stored: Stored
    report: Report

    def everything(self) -> Plan:
        kinds = {kind.name: self._kind(kind) for kind in KINDS}
        is_retiring = self.found.is_complete and (
            set(self.found.languages) >= self.stored.sources.keys()
        )
        for kind in (SKILLS, ROLES):
            self._retire(kinds[kind.name], is_retiring)
        return Plan(self.found, kinds, list(self._citations()), self._sources(), is_retiring)

    def _sources(self) -> dict[str, dict[str, Any]]:
        """The data set's lists, where they are not stored as they are now."""
        found = {}
        for one in self.found.lists:
            source = self.stored.sources.get(one.language)
            wanted = _source(self.found, one)
            if not self.found.version and source:
                del wanted["title"]
            if any(getattr(source, name, None) != value for name, value in wanted.items()):
                found[one.language] = wanted
        return found

    def _kind(self, kind: Kind) -> KindPlan:
        result, stored = KindPlan(kind), self.stored.kinds[kind.name]
        for uri, concept in kind.concepts(self.found).items():
            if entry := stored.entries.get(uri):
                self._known(result, stored, entry, concept)
            elif uri in stored.linked:
                result.linked += 1
            else:
                result.new.append(self._new(kind, stored, concept))
        return result

    def _new(self, kind: Kind, stored: StoredKind, concept: Concept) -> Change:
        change = Change(concept, None, is_remembered=True)
        self._merge_texts(change, kind, {}, {})
        self._merge_titles(change, kind, [])
        self._merge_needs(change, kind, [])
        language = next(iter(concept.texts))
        hints = [
            one for one in (self._group_code(concept), concept.code, _end_of(concept.uri)) if one
        ]
        change.values["slug"] = free_slug(concept.texts[language]["title"], hints, stored.slugs)
        change.values["source_language"] = language
        return change

    def _group_code(self, concept: Concept) -> str:
        group = self.found.groups.get(getattr(concept, "group", ""))
        return group.code if group else ""

    def _known(self, result: KindPlan, stored: StoredKind, entry: Entry, concept: Concept) -> None:
        kind, now = result.kind, self._now(stored, entry.pk)
        change = Change(concept, entry.pk, entry.identifier)
        about = f"{kind.name}/{now['slug']}"
        if concept.uri in stored.linked:
            message = (
                "somebody has confirmed that another one means the same; both are shown: "
                "retire one of them in admin"
            )
            self.report.about("there twice", about, "", message)
        kept = self._merge_texts(change, kind, now, entry.memory)
        kept += self._merge_titles(change, kind, stored.titles.get(entry.pk, []), entry.memory)
        needs = self.stored.role_skills.get(entry.pk, []) if kind is ROLES else []
        kept += self._merge_needs(change, kind, needs, entry.memory)
        self._restore(change, result, now)
        for column in kept:
            result.kept_texts += 1
            message = "an editor has changed it since it was imported; it stays as it is"
            self.report.about("kept", about, column, message)
        is_newer = self.found.version not in ("", entry.version)
        change.is_remembered = is_newer or change.memory != entry.memory
        if change.is_remembered or change.is_visible:
            result.changed.append(change)
        else:
            result.unchanged += 1

    def _now(self, stored: StoredKind, pk: int) -> dict[str, Any]:
        """The columns of an object, references as URIs or slugs."""
        now = stored.row(pk)
        if stored.kind is ROLES:
            now["family"] = self.stored.families.get(now["family_id"], f"#{now['family_id']}")
        if stored.kind is SKILLS:
            now["group"] = self._group_slugs.get(now["group_id"], "")
        return now

    def _merge_texts(
        self, change: Change, kind: Kind, now: dict[str, Any], memory: Memory
    ) -> list[str]:
        new = {
            f"{name}_{code}": text
            for code, texts in change.concept.texts.items()
            for name, text in kind.texts(texts).items()
        }
        references = kind.references(change.concept)
        if references.get("group") not in (None, "", *self.stored.skill_groups):
            references["group"] = ""
        merged = merge_texts(now, new | references, memory)
        change.values, change.memory = merged.write, merged.memory
        return merged.kept

    def _merge_titles(
        self,
        change: Change,
        kind: Kind,
        now: list[tuple[int, str, str]],
        memory: Memory | None = None,
    ) -> list[str]:
        kept = []
        for language, texts in change.concept.texts.items() if kind.titles else ():
            others = other_titles(texts["title"], change.concept.titles.get(language, ()))
            here = {title: pk for pk, code, title in now if code == language}
            shown = dict(others)
            name = TITLES.format(language)
            rows = merge_rows(here, shown, (memory or {}).get(name, ""))
            change.titles_in += [(language, title, shown[title]) for title in rows.add]
            change.titles_out += [here[title] for title in rows.drop]
            kept += [name] * bool(rows.kept_out)
            _remember(change.memory, name, remembered(shown))
        return kept

    def _merge_needs(
        self,
        change: Change,
        kind: Kind,
        now: list[tuple[int, int, str]],
        memory: Memory | None = None,
    ) -> list[str]:
        """The skills that a role takes. Told apart by URI; those without one are an editor's."""
        if kind is not ROLES or not self.found.has_relations:
            return []
        new = self.found.relations.get(change.concept.uri, {})
        written = (memory or {}).get(NEEDS, {})
        was = {key: name for name, keys in written.items() for key in recalled(keys)}
        here = {
            uri: (pk, requirement)
            for pk, skill, requirement in now
            if (uri := self._skill_uris.get(skill))
        }
        rows = merge_rows(here, new, "".join(was))
        kept = bool(rows.kept_out)
        change.needs_in = [(uri, new[uri]) for uri in rows.add]
        for uri in rows.drop if self.found.are_relations_complete else ():
            pk, requirement = here[uri]
            is_theirs = pk in self.stored.explained or was[short(uri)] != requirement
            kept = kept or is_theirs
            if not is_theirs and uri not in self.found.left_out:
                change.needs_out.append(pk)
        for uri, (pk, requirement) in here.items():
            if new.get(uri, requirement) != requirement:
                if was.get(short(uri)) == requirement:
                    change.needs_changed.append((pk, new[uri]))
                else:
                    kept = True
        by_requirement = {
            name: remembered(uri for uri in new if new[uri] == name)
            for name in RoleSkill.Requirement.values
        }
        _remember(
            change.memory, NEEDS, {name: keys for name, keys in by_requirement.items() if keys}
        )
        return [NEEDS] * kept

    @cached_property
    def _skill_uris(self) -> dict[int, str]:
        """The concept that each skill stands for, by primary key."""
        stored = self.stored.kinds[SKILLS.name]
        made = {entry.pk: uri for uri, entry in stored.entries.items()}
        return {pk: uri for uri, pk in stored.linked.items()} | made

    @cached_property
    def _group_slugs(self) -> dict[int, str]:
        return {pk: slug for slug, pk in self.stored.skill_groups.items()}

    # What is gone, and what comes back

    def _restore(self, change: Change, result: KindPlan, now: dict[str, Any]) -> None:
        """A concept that an import retired is there again; one that an editor retired stays so."""
        before = change.memory.pop(RETIRED_FROM, None)
        if before and _is_retired(now):
            change.values |= {**_state(result.kind, before), "replaced_by": ""}
            result.restored += 1

    def _retire(self, result: KindPlan, is_retiring: bool) -> None:
        stored, concepts = self.stored.kinds[result.kind.name], result.kind.concepts(self.found)
        for uri, entry in stored.entries.items():
            is_missing = is_retiring and uri not in self.found.left_out
            if uri not in concepts and (is_missing or uri in self.found.obsolete):
                self._retire_one(result, stored, uri, entry)

    def _retire_one(self, result: KindPlan, stored: StoredKind, uri: str, entry: Entry) -> None:
        now = stored.row(entry.pk)
        about = f"{result.kind.name}/{now['slug']}"
        change = Change(Concept(uri), entry.pk, entry.identifier, memory=dict(entry.memory))
        if now.get("status") == Role.Status.DRAFT:
            self.report.about("kept", about, "status", "it is gone, but nobody sees the draft")
            return
        if not _is_retired(now):
            change.memory[RETIRED_FROM] = now.get("status", IN_USE)
            change.values = _state(result.kind, RETIRED)
            change.is_remembered = True
            result.retired.append(change)
            self.report.about("retired", about, "", "the classification has it no more")
        successor = self._successor(stored, uri, result)
        if successor and not now["replaced_by_id"]:
            change.values["replaced_by"] = successor
            result.changed.append(change)

    def _successor(self, stored: StoredKind, uri: str, result: KindPlan) -> str:
        """The concept that took the place of another, or of what took its place, and is there."""
        seen = {uri}
        concepts = result.kind.concepts(self.found)
        while (uri := self.found.replacements.get(uri, "")) and uri not in seen:
            if uri in concepts or uri in stored.linked:
                return uri
            seen.add(uri)
        return ""

    def _citations(self) -> Iterator[tuple[str, str, str]]:
        """Which objects do not cite yet the lists that their texts come from."""
        for kind in KINDS:
            stored = self.stored.kinds[kind.name]
            for uri, concept in kind.concepts(self.found).items():
                entry = stored.entries.get(uri)
                if not entry and uri in stored.linked:
                    continue
                for language in concept.texts:
                    source = self.stored.sources.get(language)
                    key = (stored.content_type, entry and entry.pk, source and source.pk)
                    if key not in self.stored.cited:
                        yield kind.name, uri, language


def _source(found: Classification, one: LanguageList) -> dict[str, Any]:
    publication = found.publication
    words = [publication.title, found.version, f"({native_name(one.language)})"]
    return {
        "kind": SourceKind.DATA_SET,
        "language": one.language,
        "title": " ".join(filter(None, words)),
        "publisher": publication.publisher,
        "address": publication.address,
        "licence": publication.licence,
        "is_adapted": one.is_adapted,
    }


def _remember(memory: Memory, name: str, what: Any) -> None:
    if what:
        memory[name] = what
    else:
        memory.pop(name, None)


def _end_of(uri: str) -> str:
    """What tells a URI from others, in short: the beginning of its last part."""
    return uri.rstrip("/").rpartition("/")[2][:8]


def _is_retired(now: dict[str, Any]) -> bool:
    return now.get("is_retired") or now.get("status") == Role.Status.RETIRED


def _state(kind: Kind, state: str) -> dict[str, Any]:
    """The columns that say whether an object of a kind is retired."""
    return {"status": state} if kind is ROLES else {"is_retired": state == RETIRED}
