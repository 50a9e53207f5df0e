"""Reads ESCO as its portal offers it: a folder or a zip of CSV files."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from classification.concepts import (
    Classification,
    ClassificationError,
    Concept,
    ConceptGroup,
    LanguageList,
    OccupationConcept,
    SkillConcept,
)
from classification.options import ReadOptions
from classification.reading.esco_files import CONCEPT_FILES, EscoDownload
from classification.reading.esco_tables import (
    LIVE_STATUSES,
    OBSOLETE_STATUSES,
    PUBLICATION,
    REPLACED_BY_COLUMNS,
    REQUIREMENT_BY_RELATION,
    REUSE_LEVELS,
    SKILL_KINDS,
    TABLES,
    TableColumns,
    check_columns,
    skill_group_code,
    skill_group_slug,
)
from classification.reading.files import DownloadFile
from classification.reading.rows import TableReader, TableRow
from core.report import Report

MAX_TITLE_LENGTH = 200
MAX_CODE_LENGTH = 50
URI = re.compile(r"https?://[^\s<>\",]{1,290}")
TITLE_SEPARATORS = re.compile(r"\n| \| ")

AnyConcept = TypeVar("AnyConcept", bound=Concept)


def read_esco(
    options: ReadOptions, report: Report, on_file: Callable[[str], None]
) -> Classification:
    """Reads and checks a download. Adds bad rows to `report`; calls `on_file` with each file name.

    Raises ClassificationError if a file or column is missing without which nothing can be read.
    """
    return _EscoReader(options, report, on_file).read()


@dataclass
class _EscoReader:
    options: ReadOptions
    report: Report
    on_file: Callable[[str], None]
    result: Classification = field(default_factory=lambda: Classification(PUBLICATION))
    official: set[str] = field(default_factory=set)  # languages of lists with ESCO's metadata
    group_uris: dict[str, str] = field(default_factory=dict)  # by code

    @cached_property
    def download(self) -> EscoDownload:
        return EscoDownload(self.options, self.report)

    def read(self) -> Classification:
        result = self.result
        result.version = self.download.version
        self._read_concepts("ISCOGroups", self._group, result.groups)
        self.group_uris = {group.code: uri for uri, group in result.groups.items()}
        self._read_tree()
        self._read_concepts("occupations", self._occupation, result.occupations)
        self._read_concepts("skills", self._skill, result.skills)
        self._read_relations()
        self._read_skill_groups()
        self._read_replacements()
        result.lists = [
            LanguageList(code, code in self.options.adapted or code not in self.official)
            for code in self.download.languages
        ]
        if self.options.only:
            self._drop_unneeded()
            if not result.occupations:
                codes = ", ".join(self.options.only)
                raise ClassificationError(f"No occupation's ISCO-08 code begins with {codes}.")
        return result

    # Concepts

    def _read_concepts(
        self,
        kind: str,
        create: Callable[[DownloadFile, TableRow], AnyConcept | None],
        concepts: dict[str, AnyConcept],
    ) -> None:
        # English first: titles in other languages are compared with the English ones.
        for language in sorted(self.download.languages, key=lambda code: code != "en"):
            if file := self.download.file(kind, language):
                self._read_list(file, language, create, concepts)

    def _read_list(
        self,
        file: DownloadFile,
        language: str,
        create: Callable[[DownloadFile, TableRow], AnyConcept | None],
        concepts: dict[str, AnyConcept],
    ) -> None:
        lines: dict[str, int] = {}
        for row in self._rows(file):
            if row["inScheme"] or row["modifiedDate"]:
                self.official.add(language)
            uri = row["conceptUri"]
            if not self._check_row(file, row, lines):
                continue
            lines[uri] = row.line
            concept = self._check_status(file, row) and (concepts.get(uri) or create(file, row))
            if concept:
                concepts[uri] = concept
                self._read_texts(file, row, language, concept)
                self.report.used[file.name] += 1

    def _check_row(self, file: DownloadFile, row: TableRow, lines: dict[str, int]) -> bool:
        """Whether a row has what every concept needs; reports the first problem if not.

        `lines` are the lines of the URIs read so far.
        """
        uri, concept_type = row["conceptUri"], row["conceptType"]
        is_known_type = concept_type in ("", *TABLES[file.kind].concept_types)
        is_new = uri not in lines
        problems = (
            ("conceptType", "" if is_known_type else f"“{concept_type[:50]}” has no place here"),
            ("conceptUri", "" if URI.fullmatch(uri) else "it is no URI"),
            ("conceptUri", "" if is_new else f"the URI is on line {lines[uri]} already"),
            ("preferredLabel", _title_problem(row["preferredLabel"])),
        )
        problem = next((problem for problem in problems if problem[1]), None)
        if problem:
            self.report.bad_row(file.name, row.line, *problem)
            self.result.left_out.add(uri)
        return problem is None

    def _check_status(self, file: DownloadFile, row: TableRow) -> bool:
        """Whether a concept is released and asked for; records it if not."""
        status, uri = row["status"].lower(), row["conceptUri"]
        replaced_by = next(filter(None, (row[name] for name in sorted(REPLACED_BY_COLUMNS))), "")
        if replaced_by:
            self.result.replacements[uri] = replaced_by.split()[0].rstrip(",;")
        if status in OBSOLETE_STATUSES:
            self.result.obsolete.add(uri)
        is_wanted = status in LIVE_STATUSES and (
            file.kind != "occupations" or row["iscoGroup"].startswith(self.options.only or ("",))
        )
        if not is_wanted:
            self.result.left_out.add(uri)
            self.report.left_out[file.name] += 1
        return is_wanted

    def _read_texts(
        self, file: DownloadFile, row: TableRow, language: str, concept: Concept
    ) -> None:
        title = with_capital(_collapse_spaces(row["preferredLabel"]))
        if problem := _translation_problem(title, concept):
            self.report.bad_cell(file.name, row.line, "preferredLabel", problem)
            title = ""
        concept.texts[language] = {
            "title": title,
            "description": row["description"],
        }
        if titles := list(self._other_titles(file, row)):
            concept.titles[language] = titles

    def _other_titles(self, file: DownloadFile, row: TableRow) -> Iterator[tuple[str, bool]]:
        """The alternative titles, each with whether readers are shown it."""
        for column, is_shown in (("altLabels", True), ("hiddenLabels", False)):
            titles = map(_collapse_spaces, TITLE_SEPARATORS.split(row[column]))
            for title in filter(None, titles):
                if problem := _title_problem(title):
                    self.report.bad_cell(file.name, row.line, column, problem)
                else:
                    yield title, is_shown

    def _group(self, file: DownloadFile, row: TableRow) -> ConceptGroup | None:
        if not re.fullmatch(r"\d{1,4}", row["code"]):
            problem = f"“{row['code'][:50]}” is no ISCO code"
            self.report.bad_row(file.name, row.line, "code", problem)
            return None
        return ConceptGroup(row["conceptUri"], code=row["code"])

    def _occupation(self, file: DownloadFile, row: TableRow) -> OccupationConcept | None:
        group = self.group_uris.get(row["iscoGroup"])
        if not group:
            problem = f"there is no ISCO group “{row['iscoGroup'][:50]}”"
            self.report.bad_row(file.name, row.line, "iscoGroup", problem)
            self.result.left_out.add(row["conceptUri"])
            return None
        return OccupationConcept(row["conceptUri"], code=row["code"][:MAX_CODE_LENGTH], group=group)

    def _skill(self, file: DownloadFile, row: TableRow) -> SkillConcept:
        kind, reuse = row["skillType"], row["reuseLevel"]
        if kind and kind not in SKILL_KINDS:
            problem = f"there is no kind of skill “{kind[:50]}”"
            self.report.bad_cell(file.name, row.line, "skillType", problem)
        if reuse and reuse not in REUSE_LEVELS:
            problem = f"there is no level of reuse “{reuse[:50]}”"
            self.report.bad_cell(file.name, row.line, "reuseLevel", problem)
            reuse = ""
        return SkillConcept(row["conceptUri"], kind=SKILL_KINDS.get(kind, ""), reuse=reuse)

    # Relations

    def _read_tree(self) -> None:
        """Sets the groups' parents: from the file of the tree, or else by their codes."""
        groups = self.result.groups
        for group in groups.values():
            group.parent = self.group_uris.get(group.code[:-1], "")
        if not (file := self.download.file("broaderRelationsOccPillar")):
            return
        for row in self._rows(file):
            child, parent = groups.get(row["conceptUri"]), groups.get(row["broaderUri"])
            if child and parent and len(parent.code) < len(child.code):
                child.parent = parent.uri
                self.report.used[file.name] += 1
            else:  # the groups of occupations are in the file of occupations
                self.report.left_out[file.name] += 1

    def _read_relations(self) -> None:
        if not self.result.skills or not (file := self.download.file("occupationSkillRelations")):
            return
        self.result.has_relations = True
        for row in self._rows(file):
            self._read_relation(file, row)
        unreadable = self.report.bad[file.name] - self.report.dangling[file.name]
        self.result.are_relations_complete = not unreadable

    def _read_relation(self, file: DownloadFile, row: TableRow) -> None:
        result, occupation, skill = self.result, row["occupationUri"], row["skillUri"]
        if occupation in result.left_out or skill in result.left_out:
            self.report.left_out[file.name] += 1
        elif problem := self._dangling(occupation, skill):
            self.report.bad_row(file.name, row.line, *problem)
            self.report.dangling[file.name] += 1
        elif problem := self._relation_problem(occupation, skill, row["relationType"]):
            self.report.bad_row(file.name, row.line, *problem)
        else:
            # The skill's own URI, so that equal strings are in memory once.
            needed = result.relations.setdefault(occupation, {})
            needed[result.skills[skill].uri] = REQUIREMENT_BY_RELATION[row["relationType"]]
            self.report.used[file.name] += 1

    def _dangling(self, occupation: str, skill: str) -> tuple[str, str] | None:
        """The column and the message if one end of a relation is missing."""
        if occupation not in self.result.occupations:
            return "occupationUri", f"there is no occupation {occupation[:MAX_TITLE_LENGTH]}"
        if skill not in self.result.skills:
            return "skillUri", f"there is no skill {skill[:MAX_TITLE_LENGTH]}"
        return None

    def _relation_problem(
        self, occupation: str, skill: str, relation: str
    ) -> tuple[str, str] | None:
        if relation not in REQUIREMENT_BY_RELATION:
            return "relationType", f"there is no type of relation “{relation[:50]}”"
        if skill in self.result.relations.get(occupation, ()):
            return "skillUri", "the relation is there already"
        return None

    def _read_skill_groups(self) -> None:
        """Sets the skills' groups where the hierarchy maps to a group of ours."""
        if not (file := self.download.file("broaderRelationsSkillPillar")):
            return
        codes = self._skill_group_codes()
        for row in self._rows(file):
            skill, broader = self.result.skills.get(row["conceptUri"]), row["broaderUri"]
            group = skill_group_slug(codes.get(broader) or skill_group_code(broader))
            if skill and group:
                skill.group = skill.group or group
                self.report.used[file.name] += 1
            else:
                self.report.left_out[file.name] += 1

    def _skill_group_codes(self) -> dict[str, str]:
        """The codes of ESCO's skill groups by URI."""
        if not (file := self.download.file("skillGroups")):
            return {}
        rows = list(self._rows(file))
        self.report.used[file.name] += len(rows)
        return {row["conceptUri"]: row["code"] for row in rows if re.match("[KLST]", row["code"])}

    def _read_replacements(self) -> None:
        """Reads the operator's own file of successors, if there is one."""
        if not (path := self.options.replaced_by):
            return
        table = TableColumns(needed=frozenset({"conceptUri", "replacedBy"}), unread=frozenset())
        file = DownloadFile(path.name, "", "", "", "", lambda: path.open("rb"))
        for row in self._rows(file, table):
            old, new = row["conceptUri"], row["replacedBy"]
            if URI.fullmatch(old) and URI.fullmatch(new) and old != new:
                self.result.replacements[old] = new
                self.report.used[file.name] += 1
            else:
                self.report.bad_row(file.name, row.line, "replacedBy", "it is no URI")

    def _drop_unneeded(self) -> None:
        """Drops skills and groups that no occupation refers to."""
        result = self.result
        result.is_complete = False
        needed = {skill for skills in result.relations.values() for skill in skills}
        self._drop(result.skills, "skills", needed)
        branches: set[str] = set()
        for occupation in result.occupations.values():
            uri = occupation.group
            while uri and uri not in branches:
                branches.add(uri)
                uri = result.groups[uri].parent
        self._drop(result.groups, "ISCOGroups", branches)

    def _drop(self, concepts: dict[str, AnyConcept], kind: str, needed: set[str]) -> None:
        names = {
            code: file.name
            for code in self.download.languages
            if (file := self.download.file(kind, code))
        }
        for uri in concepts.keys() - needed:
            for language in concepts.pop(uri).texts:
                self.report.used[names[language]] -= 1
                self.report.left_out[names[language]] += 1
            self.result.left_out.add(uri)

    # Files

    def _rows(self, file: DownloadFile, table: TableColumns | None = None) -> Iterator[TableRow]:
        table = table or TABLES[file.kind]
        self.on_file(file.name)
        try:
            with file.open() as stream:
                reader = TableReader(file.name, stream, table.row_starts, self.report)
                check_columns(file.name, table, reader.columns, self.report)
                yield from reader
                self._record_lost(reader.lost if file.kind in CONCEPT_FILES else [])
        except ClassificationError as error:
            raise ClassificationError(f"{file.name}: {error}") from error
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise ClassificationError(f"{file.name} cannot be read: {error}.") from error

    def _record_lost(self, first_lines: list[str]) -> None:
        """Concepts of unreadable rows are left out, not gone."""
        for line in first_lines:
            if uri := URI.search(line):
                self.result.left_out.add(uri[0])
            else:
                self.result.is_complete = False


def _collapse_spaces(title: str) -> str:
    return " ".join(title.split())


def with_capital(title: str) -> str:
    """A title as titles begin here, unless its first word is written in a way of its own: "iOS"."""
    first_word = title.partition(" ")[0]
    return title[:1].upper() + title[1:] if first_word.islower() else title


def _title_problem(title: str) -> str:
    """What is wrong with a title, or an empty string."""
    if not title:
        return "it is empty"
    too_long = len(title) > MAX_TITLE_LENGTH
    return f"it has {len(title):,} characters, more than {MAX_TITLE_LENGTH}" if too_long else ""


def _translation_problem(title: str, concept: Concept) -> str:
    """What is wrong with a title if another language has one to show in its place, or empty."""
    if not concept.texts:
        return ""
    if title.endswith("-"):
        return f"“{title}” is cut off"
    is_english = title == concept.texts.get("en", {}).get("title")
    # A single word may be the same in both languages, and so may the title of an occupation.
    if is_english and isinstance(concept, ConceptGroup) and " " in title:
        return f"“{title}” is the English name"
    return ""
