"""A classification as plain objects: what a module that reads hands over to be written."""

from dataclasses import dataclass, field


class ClassificationError(Exception):
    """Nothing can be read, or nothing may be written. Says why, in words for the operator."""


@dataclass(slots=True)
class Concept:
    """Something with an address of its own in the classification, and texts by language.

    `texts["fi"]` holds its "title" and "description" in the Finnish list, empty where the list
    says nothing; a language whose list does not name the concept is missing. `titles["fi"]` holds
    its other titles there, each with whether readers are shown it.
    """

    uri: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    code: str = ""


@dataclass(slots=True)
class Group(Concept):
    """A branch of the tree that occupations stand in; `parent` is a URI, empty at the top."""

    parent: str = ""


@dataclass(slots=True)
class Occupation(Concept):
    """Becomes a role; `group` is a URI."""

    group: str = ""


@dataclass(slots=True)
class Skill(Concept):
    """Becomes a skill; `group`, `kind` and `reuse` are our words for it, or empty."""

    group: str = ""
    kind: str = ""
    reuse: str = ""


@dataclass(frozen=True)
class LanguageList:
    """The concepts' texts in one language, as published or adapted by somebody since."""

    language: str
    is_adapted: bool


@dataclass(frozen=True)
class Publication:
    """Who publishes the classification, and what pages that use it have to say."""

    scheme: str  # of the identifiers, e.g. "ESCO"
    title: str
    publisher: str
    address: str
    licence: str
    acknowledgement: str
    acknowledgement_language: str
    group_scheme: str  # of the groups' codes, e.g. "ISCO-08"
    code_scheme: str  # of the occupations' codes


@dataclass
class Classification:
    """All that was read. Relations: occupation's URI → skill's URI → our requirement, in order."""

    publication: Publication
    version: str = ""
    lists: list[LanguageList] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    occupations: dict[str, Occupation] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    relations: dict[str, dict[str, str]] = field(default_factory=dict)
    has_relations: bool = False
    are_relations_complete: bool = True
    # Concepts that the publisher has given up, and which took the place of which.
    obsolete: set[str] = field(default_factory=set)
    replacements: dict[str, str] = field(default_factory=dict)
    # Concepts that are there, but were not asked for or could not be read.
    left_out: set[str] = field(default_factory=set)
    # Whether what is not named here is gone: all was asked for, and every row could be read.
    is_complete: bool = True

    @property
    def languages(self) -> list[str]:
        return [one.language for one in self.lists]
