"""The changes that an import is to write: to an object, to a kind, and all of them."""

from dataclasses import dataclass, field
from typing import Any

from classification.concepts import Classification, Concept
from classification.writing.kinds import ConceptKind
from classification.writing.merge import Memory


@dataclass(slots=True)
class ObjectChange:
    """What to write of one object, and what to remember. It is new if it has no `pk`.

    `values` holds texts by column, and references by field as URIs or slugs.
    """

    concept: Concept
    pk: int | None
    identifier_pk: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)
    is_back: bool = False  # somebody has deleted it once: a role comes back as a draft
    updates_identifier: bool = False  # the memory or the version differs from the stored one
    new_titles: list[tuple[str, str, bool]] = field(default_factory=list)  # language, title, shown
    dropped_titles: list[int] = field(default_factory=list)
    new_skills: list[tuple[str, str]] = field(default_factory=list)  # a skill's URI, requirement
    dropped_skills: list[int] = field(default_factory=list)
    changed_skills: list[tuple[int, str]] = field(default_factory=list)  # role skill, requirement

    @property
    def is_visible(self) -> bool:
        """Whether it changes content, and not only the import's memory."""
        rows = (self.new_titles, self.dropped_titles, self.new_skills, self.dropped_skills)
        return bool(self.values or self.changed_skills or any(rows))


@dataclass
class KindPlan:
    """The changes to the objects of one kind."""

    kind: ConceptKind[Any]
    new: list[ObjectChange] = field(default_factory=list)
    changed: list[ObjectChange] = field(default_factory=list)
    retired: list[ObjectChange] = field(default_factory=list)
    unchanged: int = 0
    restored: int = 0
    linked: int = 0
    edited_texts: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of objects, under the words in which they are printed."""
        visible = sum(change.is_visible for change in self.changed)
        return {
            "add": len(self.new),
            "update": visible,
            "retire": len(self.retired),
            "bring back": self.restored,
            "leave as they are": self.unchanged + len(self.changed) - visible,
            "leave to editors (curated, linked)": self.linked,
            "texts of editors kept": self.edited_texts,
        }


@dataclass
class ImportPlan:
    """Everything that is to be written."""

    classification: Classification
    kinds: dict[str, KindPlan]
    citations: list[tuple[str, str, str]]  # kind, the object's URI, language of the list
    sources: dict[str, dict[str, Any]]  # by language: the columns of those new or changed
    is_retiring: bool = True

    @property
    def written(self) -> int:
        """How many objects are written."""
        kinds = self.kinds.values()
        return sum(len(kind.new) + len(kind.changed) + len(kind.retired) for kind in kinds)

    @property
    def is_empty(self) -> bool:
        kinds = self.kinds.values()
        has_changes = any(kind.new or kind.changed or kind.retired for kind in kinds)
        return not (has_changes or self.citations or self.sources)
