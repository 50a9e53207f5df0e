"""ESCO's files and columns, versions 1.0 to 1.2.1, and how its values map to ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from classification.concepts import ClassificationError, Publication
from core.report import Report

PUBLICATION = Publication(
    scheme="ESCO",
    title="ESCO, the European classification of skills, competences and occupations",
    publisher="European Commission",
    address="https://esco.ec.europa.eu/",
    licence="Commission Decision 2011/833/EU",
    acknowledgement="This service uses the ESCO classification of the European Commission.",
    acknowledgement_language="en",
    group_scheme="ISCO-08",
    code_scheme="ESCO code",
)

COMMON_COLUMNS = frozenset(
    {"conceptType", "status", "inScheme", "modifiedDate", "scopeNote", "definition"}
)
REPLACED_BY_COLUMNS = frozenset({"replacedBy", "isReplacedBy"})


@dataclass(frozen=True)
class TableColumns:
    """The columns of a kind of file: `needed`, `read` if present, and known but `unread`.

    `concept_types` are the values of its first column, `conceptType`.
    """

    needed: frozenset[str]
    read: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    concept_types: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    @property
    def row_starts(self) -> tuple[str, ...]:
        """Prefixes that only the first line of a row has, quoted or not."""
        return self.starts or tuple(
            f"{type_quote}{concept_type}{type_quote},{uri_quote}http"
            for concept_type in self.concept_types
            for type_quote in ("", '"')
            for uri_quote in ("", '"')
        )


TABLES = {
    "ISCOGroups": TableColumns(
        needed=frozenset({"conceptUri", "code", "preferredLabel"}),
        read=frozenset({"description"}),
        unread=COMMON_COLUMNS | {"altLabels", "hiddenLabels"},
        concept_types=("ISCOGroup",),
    ),
    "occupations": TableColumns(
        needed=frozenset({"conceptUri", "iscoGroup", "preferredLabel"}),
        read=frozenset({"altLabels", "hiddenLabels", "description"}),
        unread=COMMON_COLUMNS
        | REPLACED_BY_COLUMNS
        | {"code", "naceCode", "regulatedProfessionNote"},
        concept_types=("Occupation",),
    ),
    "skills": TableColumns(
        needed=frozenset({"conceptUri", "preferredLabel"}),
        read=frozenset({"skillType", "reuseLevel", "altLabels", "hiddenLabels", "description"}),
        unread=COMMON_COLUMNS | REPLACED_BY_COLUMNS,
        concept_types=("KnowledgeSkillCompetence",),
    ),
    "occupationSkillRelations": TableColumns(
        needed=frozenset({"occupationUri", "relationType", "skillUri"}),
        unread=frozenset({"skillType", "occupationLabel", "skillLabel"}),
        starts=("http://data.europa.eu/esco/occupation/", '"http://data.europa.eu/esco/occupation'),
    ),
    "broaderRelationsOccPillar": TableColumns(
        needed=frozenset({"conceptUri", "broaderUri"}),
        unread=frozenset({"conceptType", "broaderType", "conceptLabel", "broaderLabel"}),
        concept_types=("ISCOGroup", "Occupation"),
    ),
    "broaderRelationsSkillPillar": TableColumns(
        needed=frozenset({"conceptUri", "broaderUri"}),
        unread=frozenset({"conceptType", "broaderType", "conceptLabel", "broaderLabel"}),
        concept_types=("KnowledgeSkillCompetence", "SkillGroup"),
    ),
    "skillGroups": TableColumns(
        needed=frozenset({"conceptUri"}),
        read=frozenset({"code"}),
        unread=COMMON_COLUMNS | {"preferredLabel", "altLabels", "hiddenLabels", "description"},
        concept_types=("SkillGroup",),
    ),
}
# The kind of a file by the lower-case stem of its name.
FILE_KINDS = {kind.lower(): kind for kind in TABLES}
# Parts of the names of files that add nothing to those above.
OTHER_FILES = (
    "collection",
    "conceptschemes",
    "dictionary",
    "greenshareocc",
    "skillshierarchy",
    "skillskillrelations",
)
# The language by the title of ISCO-08's second major group, for files without one in the name.
LANGUAGE_BY_GROUP_2 = {
    "professionals": "en",
    "erityisasiantuntijat": "fi",
    "akademiske yrker": "no",
    "specjaliści": "pl",
}

LIVE_STATUSES = frozenset({"", "released", "published"})
OBSOLETE_STATUSES = frozenset({"obsolete", "deprecated", "retired", "superseded", "withdrawn"})
REQUIREMENT_BY_RELATION = {"essential": "essential", "optional": "useful"}
SKILL_KINDS = {"knowledge": "knowledge", "skill/competence": "competence"}
REUSE_LEVELS = frozenset({"transversal", "cross-sector", "sector-specific", "occupation-specific"})
# The slug of our skill group by prefix of a code in ESCO's skill hierarchy; the longest prefix
# wins. Only prefixes that mean the same as a group of ours. Knowledge is "K" and an ISCED-F code.
SKILL_GROUP_BY_PREFIX = {
    "S1": "communication",  # communication, collaboration and creativity
    "S2": "analysis",  # information skills
    "S4": "organisation",  # management skills: planning, resources, administration
    "S4.5": "leadership",  # leading and motivating
    "S4.6": "leadership",  # building and developing teams
    "S4.8": "leadership",  # supervising people
    "S5": "technology",  # working with computers
    "K06": "technology",  # information and communication technologies
    "L": "communication",  # language skills and knowledge
    "T2": "analysis",  # thinking skills and competences
    "T4": "communication",  # social and communication skills and competences
}


def check_columns(name: str, table: TableColumns, columns: list[str], report: Report) -> None:
    """Reports unknown and absent columns of a file.

    Raises ClassificationError if a needed column is missing or a column is there twice.
    """
    known = table.needed | table.read | table.unread
    unknown = [column for column in columns if column not in known]
    for column in sorted(table.needed - set(columns)):
        raise ClassificationError(f"there is no column “{column}”.{_hint(' Is', column, unknown)}")
    if doubled := {column for column in columns if columns.count(column) > 1}:
        raise ClassificationError(f"the column “{min(doubled)}” is there twice.")
    for column in unknown:
        hint = _hint("; is", column, known - set(columns))
        report.bad_column(name, 1, column[:100], f"no such column is known{hint}")
    for column in sorted(table.read - set(columns)):
        report.note(f"there is no column “{column}”: what it tells stays empty", name)


def _hint(start: str, column: str, columns: Iterable[str]) -> str:
    """Asks whether the most similar of some columns was meant; empty if none is similar."""
    similar = get_close_matches(column, list(columns), 1)
    return f"{start} it “{similar[0]}”?" if similar else ""


def skill_group_code(uri: str) -> str:
    """The code that some skill groups have in their URI: "…/skill/S1.2", "…/isced-f/061"."""
    last = uri.rpartition("/")[2]
    if "/isced-f/" in uri:
        return f"K{last}"
    return last if re.fullmatch(r"[KLST][\d.]*", last) else ""


def skill_group_slug(code: str) -> str:
    """The slug of our skill group for a code of ESCO's, or an empty string."""
    prefixes = [prefix for prefix in SKILL_GROUP_BY_PREFIX if code.startswith(prefix)]
    return SKILL_GROUP_BY_PREFIX[max(prefixes, key=len)] if prefixes else ""
