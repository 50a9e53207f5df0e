"""A classification as plain objects: what `reading` returns and `writing` takes."""

from dataclasses import dataclass, field


class ClassificationError(Exception):
    """The whole import is refused. The message is shown to the operator."""


@dataclass(slots=True)
class Concept:
    """A concept of the classification, identified by its URI, with texts by language.

    `texts["fi"]` holds the "title" and "description" of the Finnish list, perhaps empty; a language
    whose list lacks the concept is missing. `titles["fi"]` holds alternative titles, each with
    whether readers are shown it.
    """

    uri: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    code: str = ""


@dataclass(slots=True)
class ConceptGroup(Concept):
    """A group of occupations in a tree; `parent` is a URI, empty at the top."""

    parent: str = ""


@dataclass(slots=True)
class OccupationConcept(Concept):
    """Becomes a role; `group` is a URI."""

    group: str = ""


@dataclass(slots=True)
class SkillConcept(Concept):
    """Becomes a skill; `group` is the slug of a `SkillGroup`, `kind` and `reuse` are values of the
    fields of `Skill`, or empty."""

    group: str = ""
    kind: str = ""
    reuse: str = ""


@dataclass(frozen=True)
class LanguageList:
    """The published texts in one language; `is_adapted` if somebody changed them since."""

    language: str
    is_adapted: bool


@dataclass(frozen=True)
class Publication:
    """The publisher's data about a classification, and the acknowledgement it asks for."""

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
    """All that was read.

    `relations` maps an occupation's URI to skills' URIs, each to a value of
    `RoleSkill.Requirement`, in the order of the file.
    """

    publication: Publication
    version: str = ""
    lists: list[LanguageList] = field(default_factory=list)
    groups: dict[str, ConceptGroup] = field(default_factory=dict)
    occupations: dict[str, OccupationConcept] = field(default_factory=dict)
    skills: dict[str, SkillConcept] = field(default_factory=dict)
    relations: dict[str, dict[str, str]] = field(default_factory=dict)
    has_relations: bool = False
    are_relations_complete: bool = True
    # URIs of withdrawn concepts, and the successor's URI by the URI of the replaced concept.
    obsolete: set[str] = field(default_factory=set)
    replacements: dict[str, str] = field(default_factory=dict)
    # URIs of concepts that were not asked for or could not be read.
    left_out: set[str] = field(default_factory=set)
    # Whether a concept that is missing here is gone: everything was asked for and readable.
    is_complete: bool = True

    @property
    def languages(self) -> list[str]:
        return [texts.language for texts in self.lists]
