"""ESCO's files and columns, versions 1.0 to 1.2.1, and what its words are in ours."""

from dataclasses import dataclass, field

from classification.concepts import Publication

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

URI_START = ("http://", "https://")
COMMON = frozenset({"conceptType", "status", "inScheme", "modifiedDate", "scopeNote", "definition"})
REPLACED = frozenset({"replacedBy", "isReplacedBy"})


@dataclass(frozen=True)
class Table:
    """A kind of file: the columns it needs, those that are read if there, those that may be there.

    `of` is what stands in its column `conceptType`, which begins each row of these files.
    """

    needed: frozenset[str]
    read: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    of: tuple[str, ...] = ()
    starts: tuple[str, ...] = field(default=())

    @property
    def row_starts(self) -> tuple[str, ...]:
        return self.starts or tuple(
            f"{before}{of}{before},{after}http"
            for of in self.of
            for before in ("", '"')
            for after in ("", '"')
        )


TABLES = {
    "ISCOGroups": Table(
        needed=frozenset({"conceptUri", "code", "preferredLabel"}),
        read=frozenset({"description"}),
        unread=COMMON | {"altLabels", "hiddenLabels"},
        of=("ISCOGroup",),
    ),
    "occupations": Table(
        needed=frozenset({"conceptUri", "iscoGroup", "preferredLabel"}),
        read=frozenset({"altLabels", "hiddenLabels", "description"}),
        unread=COMMON | REPLACED | {"code", "naceCode", "regulatedProfessionNote"},
        of=("Occupation",),
    ),
    "skills": Table(
        needed=frozenset({"conceptUri", "preferredLabel"}),
        read=frozenset({"skillType", "reuseLevel", "altLabels", "hiddenLabels", "description"}),
        unread=COMMON | REPLACED,
        of=("KnowledgeSkillCompetence",),
    ),
    "occupationSkillRelations": Table(
        needed=frozenset({"occupationUri", "relationType", "skillUri"}),
        unread=frozenset({"skillType", "occupationLabel", "skillLabel"}),
        starts=("http://data.europa.eu/esco/occupation/", '"http://data.europa.eu/esco/occupation'),
    ),
    "broaderRelationsOccPillar": Table(
        needed=frozenset({"conceptUri", "broaderUri"}),
        unread=frozenset({"conceptType", "broaderType", "conceptLabel", "broaderLabel"}),
        of=("ISCOGroup", "Occupation"),
    ),
    "broaderRelationsSkillPillar": Table(
        needed=frozenset({"conceptUri", "broaderUri"}),
        unread=frozenset({"conceptType", "broaderType", "conceptLabel", "broaderLabel"}),
        of=("KnowledgeSkillCompetence", "SkillGroup"),
    ),
    "skillGroups": Table(
        needed=frozenset({"conceptUri"}),
        read=frozenset({"code"}),
        unread=COMMON | {"preferredLabel", "altLabels", "hiddenLabels", "description"},
        of=("SkillGroup",),
    ),
}
# The beginnings of file names, in small letters, and the kinds of file they stand for.
KINDS = {kind.lower(): kind for kind in TABLES}
# Files of a download that hold nothing that is not in those above.
OTHER_FILES = (
    "collection",
    "conceptschemes",
    "dictionary",
    "greenshareocc",
    "skillshierarchy",
    "skillskillrelations",
)
# What ISCO-08 calls its second major group, for files whose names do not say their language.
LANGUAGE_BY_GROUP_2 = {
    "professionals": "en",
    "erityisasiantuntijat": "fi",
    "akademiske yrker": "no",
    "specjaliści": "pl",
}

LIVE = frozenset({"", "released", "published"})
OBSOLETE = frozenset({"obsolete", "deprecated", "retired", "superseded", "withdrawn"})
REQUIREMENTS = {"essential": "essential", "optional": "useful"}
KINDS_OF_SKILL = {"knowledge": "knowledge", "skill/competence": "competence"}
LEVELS_OF_REUSE = frozenset(
    {"transversal", "cross-sector", "sector-specific", "occupation-specific"}
)
# The codes of ESCO's skill hierarchy whose meaning is plainly that of a group of ours; the longest
# that a code starts with counts. Knowledge has the codes of ISCED-F after "K".
SKILL_GROUPS = {
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
