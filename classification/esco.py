"""Reading ESCO as its portal lets it be downloaded: a folder or a zip of CSV files."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from classification.concepts import (
    Classification,
    ClassificationError,
    Concept,
    Group,
    LanguageList,
    Occupation,
    Skill,
)
from classification.esco_files import CONCEPTS, Download
from classification.esco_tables import (
    KINDS_OF_SKILL,
    LEVELS_OF_REUSE,
    LIVE,
    OBSOLETE,
    PUBLICATION,
    REPLACED,
    REQUIREMENTS,
    SKILL_GROUPS,
    TABLES,
    Table,
)
from classification.files import File
from classification.report import Report
from classification.request import Request
from classification.rows import Reader, Row

LONGEST_TITLE = 200
LONGEST_CODE = 50
URI = re.compile(r"https?://[^\s<>\",]{1,290}")
SEPARATORS = re.compile(r"\n| \| ")

Make = Callable[[File, Row], Concept | None]


def read(request: Request, report: Report, watch: Callable[[str], None]) -> Classification:
    """Reads and checks all of it. Bad rows are told to `report`, each file's name to `watch`.

    Raises ClassificationError where a file or a column is missing without which nothing can be
    read.
    """
    return _Reading(request, report, watch).everything()


@dataclass
class _Reading:
    request: Request
    report: Report
    watch: Callable[[str], None]
    found: Classification = field(default_factory=lambda: Classification(PUBLICATION))
    official: set[str] = field(default_factory=set)  # languages of lists with official metadata
    group_uris: dict[str, str] = field(default_factory=dict)  # by code

    @cached_property
    def download(self) -> Download:
        return Download(self.request, self.report)

    def everything(self) -> Classification:
        found = self.found
        found.version = self.download.version
        self._concepts("ISCOGroups", self._group, found.groups)
        self.group_uris = {group.code: uri for uri, group in found.groups.items()}
        self._tree()
        self._concepts("occupations", self._occupation, found.occupations)
        self._concepts("skills", self._skill, found.skills)
        self._relations()
        self._skill_groups()
        self._replacements()
        found.lists = [
            LanguageList(code, code in self.request.adapted or code not in self.official)
            for code in self.download.languages
        ]
        if self.request.only:
            self._narrow()
            if not found.occupations:
                codes = ", ".join(self.request.only)
                raise ClassificationError(f"No occupation's ISCO-08 code begins with {codes}.")
        return found

    # Concepts

    def _concepts(self, kind: str, make: Make, into: dict[str, Concept]) -> None:
        # The names in other languages are compared with the English ones.
        for language in sorted(self.download.languages, key=lambda code: code != "en"):
            if file := self.download.file(kind, language):
                self._list(file, language, make, into)

    def _list(self, file: File, language: str, make: Make, into: dict[str, Concept]) -> None:
        lines: dict[str, int] = {}
        for row in self._rows(file):
            if row["inScheme"] or row["modifiedDate"]:
                self.official.add(language)
            if not self._is_whole(file, row, lines):
                continue
            lines[row["conceptUri"]] = row.line
            concept = self._kept(file, row) and (into.get(row["conceptUri"]) or make(file, row))
            if concept:
                into[concept.uri] = concept
                self._read_texts(file, row, language, concept)
                self.report.used[file.name] += 1

    def _is_whole(self, file: File, row: Row, lines: dict[str, int]) -> bool:
        """Whether a row has what every concept needs; tells what is wrong if it has not."""
        uri, kinds = row["conceptUri"], TABLES[file.kind].of
        checks = (
            ("conceptType", f"“{row['conceptType'][:50]}” has no place here")
            if row["conceptType"] not in ("", *kinds)
            else None,
            ("conceptUri", "it is no URI") if not URI.fullmatch(uri) else None,
            ("conceptUri", f"the URI is on line {lines.get(uri)} already")
            if uri in lines
            else None,
            ("preferredLabel", _fault_of_title(row["preferredLabel"])),
        )
        fault = next((check for check in checks if check and check[1]), None)
        if fault:
            self.report.bad_row(file.name, row.line, *fault)
            self.found.left_out.add(uri)
        return fault is None

    def _kept(self, file: File, row: Row) -> bool:
        """Whether a concept is released, and asked for."""
        status, uri = row["status"].lower(), row["conceptUri"]
        if replaced_by := next(filter(None, (row[column] for column in sorted(REPLACED))), ""):
            self.found.replacements[uri] = replaced_by.split()[0].rstrip(",;")
        if status in OBSOLETE:
            self.found.obsolete.add(uri)
        is_wanted = status in LIVE and (
            file.kind != "occupations" or row["iscoGroup"].startswith(self.request.only or ("",))
        )
        if not is_wanted:
            self.found.left_out.add(uri)
            self.report.left_out[file.name] += 1
        return is_wanted

    def _read_texts(self, file: File, row: Row, language: str, concept: Concept) -> None:
        title = " ".join(row["preferredLabel"].split())
        if fault := _fault_of_translation(title, concept):
            self.report.bad_cell(file.name, row.line, "preferredLabel", fault)
            title = ""
        concept.texts[language] = {
            "title": title,
            "description": row["description"].replace("\r\n", "\n"),
        }
        titles: list[tuple[str, bool]] = []
        for column, shown in (("altLabels", True), ("hiddenLabels", False)):
            for title in filter(None, map(_tidy, SEPARATORS.split(row[column]))):
                if fault := _fault_of_title(title):
                    self.report.bad_cell(file.name, row.line, column, fault)
                else:
                    titles.append((title, shown))
        if titles:
            concept.titles[language] = titles

    def _group(self, file: File, row: Row) -> Group | None:
        if not re.fullmatch(r"\d{1,4}", row["code"]):
            self.report.bad_row(
                file.name, row.line, "code", f"“{row['code'][:50]}” is no ISCO code"
            )
            return None
        return Group(row["conceptUri"], code=row["code"])

    def _occupation(self, file: File, row: Row) -> Occupation | None:
        group = self.group_uris.get(row["iscoGroup"])
        if not group:
            fault = f"there is no ISCO group “{row['iscoGroup'][:50]}”"
            self.report.bad_row(file.name, row.line, "iscoGroup", fault)
            self.found.left_out.add(row["conceptUri"])
            return None
        return Occupation(row["conceptUri"], code=row["code"][:LONGEST_CODE], group=group)

    def _skill(self, file: File, row: Row) -> Skill:
        kind, reuse = row["skillType"], row["reuseLevel"]
        if kind and kind not in KINDS_OF_SKILL:
            fault = f"there is no kind of skill “{kind[:50]}”"
            self.report.bad_cell(file.name, row.line, "skillType", fault)
        if reuse and reuse not in LEVELS_OF_REUSE:
            fault = f"there is no level of reuse “{reuse[:50]}”"
            self.report.bad_cell(file.name, row.line, "reuseLevel", fault)
            reuse = ""
        return Skill(row["conceptUri"], kind=KINDS_OF_SKILL.get(kind, ""), reuse=reuse)

    # Relations

    def _tree(self) -> None:
        """Which group stands below which: as the file says, or else as the codes do."""
        for group in self.found.groups.values():
            group.parent = self.group_uris.get(group.code[:-1], "")
        if not (file := self.download.file("broaderRelationsOccPillar")):
            return
        for row in self._rows(file):
            below, above = (row[column] for column in ("conceptUri", "broaderUri"))
            group, parent = self.found.groups.get(below), self.found.groups.get(above)
            if group and parent and len(parent.code) < len(group.code):
                group.parent = above
                self.report.used[file.name] += 1
            else:  # the places of occupations are in their own file
                self.report.left_out[file.name] += 1

    def _relations(self) -> None:
        if not self.found.skills or not (file := self.download.file("occupationSkillRelations")):
            return
        self.found.has_relations = True
        for row in self._rows(file):
            self._relation(file, row)
        unreadable = self.report.bad[file.name] - self.report.dangling[file.name]
        self.found.are_relations_complete = not unreadable

    def _relation(self, file: File, row: Row) -> None:
        found, occupation, skill = self.found, row["occupationUri"], row["skillUri"]
        if occupation in found.left_out or skill in found.left_out:
            self.report.left_out[file.name] += 1
        elif occupation not in found.occupations:
            fault = f"there is no occupation {occupation[:LONGEST_TITLE]}"
            self.report.bad_row(file.name, row.line, "occupationUri", fault)
            self.report.dangling[file.name] += 1
        elif skill not in found.skills:
            fault = f"there is no skill {skill[:LONGEST_TITLE]}"
            self.report.bad_row(file.name, row.line, "skillUri", fault)
            self.report.dangling[file.name] += 1
        elif row["relationType"] not in REQUIREMENTS:
            fault = f"there is no type of relation “{row['relationType'][:50]}”"
            self.report.bad_row(file.name, row.line, "relationType", fault)
        elif skill in found.relations.get(occupation, ()):
            self.report.bad_row(file.name, row.line, "skillUri", "the relation is there already")
        else:
            needed = found.relations.setdefault(occupation, {})
            needed[found.skills[skill].uri] = REQUIREMENTS[row["relationType"]]
            self.report.used[file.name] += 1

    def _skill_groups(self) -> None:
        """Skills under our groups, where the hierarchy that comes with them says so plainly."""
        if not (file := self.download.file("broaderRelationsSkillPillar")):
            return
        own_codes = self._codes_of_skill_groups()
        for row in self._rows(file):
            skill = self.found.skills.get(row["conceptUri"])
            group = _group_of_code(own_codes.get(row["broaderUri"]) or _code_in(row["broaderUri"]))
            if skill and group:
                skill.group = skill.group or group
                self.report.used[file.name] += 1
            else:
                self.report.left_out[file.name] += 1

    def _codes_of_skill_groups(self) -> dict[str, str]:
        file = self.download.file("skillGroups")
        rows = list(self._rows(file)) if file else []
        self.report.used.update({file.name: len(rows)} if file else {})
        return {row["conceptUri"]: row["code"] for row in rows if re.match("[KLST]", row["code"])}

    def _replacements(self) -> None:
        """The file that says what took the place of what, if there is one."""
        if path := self.request.replaced_by:
            table = Table(needed=frozenset({"conceptUri", "replacedBy"}), unread=frozenset())
            file = File(path.name, "", "", "", "", lambda: path.open("rb"))
            for row in self._rows(file, table):
                old, new = row["conceptUri"], row["replacedBy"]
                if URI.fullmatch(old) and URI.fullmatch(new) and old != new:
                    self.found.replacements[old] = new
                    self.report.used[file.name] += 1
                else:
                    self.report.bad_row(file.name, row.line, "replacedBy", "it is no URI")

    def _narrow(self) -> None:
        """Only what the occupations that were asked for lead to."""
        found = self.found
        found.is_complete = False
        needed = {skill for needs in found.relations.values() for skill in needs}
        self._drop(found.skills, "skills", needed)
        branches = set()
        for occupation in found.occupations.values():
            uri = occupation.group
            while uri and uri not in branches:
                branches.add(uri)
                uri = found.groups[uri].parent
        self._drop(found.groups, "ISCOGroups", branches)

    def _drop(self, concepts: dict[str, Concept], kind: str, kept: set[str]) -> None:
        names = {
            code: file.name
            for code in self.download.languages
            if (file := self.download.file(kind, code))
        }
        for uri in concepts.keys() - kept:
            for language in concepts.pop(uri).texts:
                self.report.used[names[language]] -= 1
                self.report.left_out[names[language]] += 1
            self.found.left_out.add(uri)

    # Files

    def _rows(self, file: File, table: Table | None = None) -> Iterator[Row]:
        table = table or TABLES[file.kind]
        self.watch(file.name)
        try:
            with file.open() as stream:
                reader = Reader(file.name, stream, table.row_starts, self.report)
                self._check_columns(file.name, table, reader.columns)
                yield from reader
                self._remember_lost(reader.lost if file.kind in CONCEPTS else [])
        except ClassificationError as error:
            raise ClassificationError(f"{file.name}: {error}") from error
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise ClassificationError(f"{file.name} cannot be read: {error}.") from error

    def _remember_lost(self, beginnings: list[str]) -> None:
        """The concepts of rows that could not be read are not gone."""
        for beginning in beginnings:
            if uri := URI.search(beginning):
                self.found.left_out.add(uri[0])
            else:
                self.found.is_complete = False

    def _check_columns(self, name: str, table: Table, columns: list[str]) -> None:
        known = table.needed | table.read | table.unread
        unknown = [column for column in columns if column not in known]
        for column in sorted(table.needed - set(columns)):
            near = get_close_matches(column, unknown, 1)
            hint = f" Is it “{near[0]}”?" if near else ""
            raise ClassificationError(f"there is no column “{column}”.{hint}")
        if doubled := {column for column in columns if columns.count(column) > 1}:
            raise ClassificationError(f"the column “{min(doubled)}” is there twice.")
        for column in unknown:
            near = get_close_matches(column, known - set(columns), 1)
            hint = f"; is it “{near[0]}”?" if near else ""
            self.report.bad_column(name, 1, column[:100], f"no such column is known{hint}")
        for column in sorted(table.read - set(columns)):
            self.report.note(f"there is no column “{column}”: what it tells stays empty", name)


def _tidy(title: str) -> str:
    return " ".join(title.split())


def _fault_of_title(title: str) -> str:
    if not title:
        return "it is empty"
    too_long = len(title) > LONGEST_TITLE
    return f"it has {len(title):,} characters, more than {LONGEST_TITLE}" if too_long else ""


def _fault_of_translation(title: str, concept: Concept) -> str:
    """What is wrong with a name, if there is one in another language to show in its place."""
    if not concept.texts:
        return ""
    if title.endswith("-"):
        return f"“{title}” is cut off"
    is_english = title == concept.texts.get("en", {}).get("title")
    # A single word may be the same in both, as may what an occupation is called.
    if is_english and isinstance(concept, Group) and " " in title:
        return f"“{title}” is the English name"
    return ""


def _code_in(uri: str) -> str:
    """The code that some groups of skills have in their URI: "…/skill/S1.2", "…/isced-f/061"."""
    last = uri.rpartition("/")[2]
    if "/isced-f/" in uri:
        return f"K{last}"
    return last if re.fullmatch(r"[KLST][\d.]*", last) else ""


def _group_of_code(code: str) -> str:
    fitting = [start for start in SKILL_GROUPS if code.startswith(start)]
    return SKILL_GROUPS[max(fitting, key=len)] if fitting else ""
