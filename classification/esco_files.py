"""Which files of a download are read, in which languages, and of which version they are."""

from collections.abc import Iterable
from dataclasses import replace

from classification.concepts import ClassificationError
from classification.esco_tables import KINDS, LANGUAGE_BY_GROUP_2, OTHER_FILES
from classification.files import File, find
from classification.report import Report
from classification.request import Request
from classification.rows import Reader
from translations.languages import language_codes, serving_language

CONCEPTS = ("ISCOGroups", "occupations", "skills")


class Download:
    """The files of a download that are to be read; `languages` are codes of ours."""

    def __init__(self, request: Request, report: Report) -> None:
        self._request = request
        self._report = report
        found, others = find(request.path, KINDS)
        for name in others:
            if not any(known in name.lower() for known in OTHER_FILES):
                report.note("not read: no file of ESCO has this name", name)
        self._files = self._in_languages(found)
        for kind in ("ISCOGroups", "occupations"):
            if not any(file.kind == kind for file in self._files):
                raise ClassificationError(self._nothing(kind, found))
        self.languages = self._languages()
        self.version = self._version()

    def file(self, kind: str, language: str = "") -> File | None:
        """The file of a kind, in a language if it is one that has languages."""
        fitting = [one for one in self._files if one.kind == kind]
        if language:
            fitting = [one for one in fitting if one.language == language]
        if not fitting:
            self._report.note(f"there is no {kind} file" + (language and f" in “{language}”"))
            return None
        for other in fitting[1:]:
            self._report.note(f"not read: {fitting[0].name} was read instead", other.name)
        return fitting[0]

    def _in_languages(self, found: list[File]) -> list[File]:
        """The files with the languages they are in, as codes of ours; those in others left out."""
        files = []
        for file in found:
            said = file.language or (self._guessed(file, found) if file.kind in CONCEPTS else "en")
            if code := serving_language(said):
                files.append(replace(file, language=code))
            elif file.kind in CONCEPTS:
                self._report.note(f"not read: the site has no language “{said}”", file.name)
            else:
                files.append(replace(file, language=language_codes()[-1]))
        order = language_codes()
        return sorted(files, key=lambda file: order.index(file.language))

    def _guessed(self, file: File, found: list[File]) -> str:
        """The language of a file whose name does not say it."""
        if len(self._request.languages) == 1:
            return self._request.languages[0]
        beside = [one for one in found if one.folder == file.folder and not one.language]
        for groups in (one for one in beside if one.kind == "ISCOGroups"):
            if language := _language_of_groups(groups):
                return language
        raise ClassificationError(
            f"{file.name} does not say its language. Name it, e.g. occupations_fi.csv, "
            "or say --languages fi."
        )

    def _languages(self) -> list[str]:
        there = {file.language for file in self._files if file.kind == "occupations"}
        if missing := sorted(set(self._request.languages) - there):
            raise ClassificationError(
                f"There are no occupations in “{missing[0]}” in the download."
            )
        wanted = self._request.languages or there
        return [code for code in language_codes() if code in wanted]

    def _version(self) -> str:
        if self._request.version:
            return self._request.version
        versions = sorted({file.version for file in self._files if file.version})
        if len(versions) > 1:
            raise ClassificationError(
                f"There are files of several versions: {', '.join(versions)}. Give one of them."
            )
        if not versions:
            self._report.note("no name tells the version of the classification: --version says it")
        return versions[0] if versions else ""

    def _nothing(self, kind: str, found: Iterable[File]) -> str:
        if not (names := ", ".join(file.name for file in found)):
            return f"There is no file of ESCO's in {self._request.path}."
        return f"There is no {kind} file in {self._request.path}, only {names}."


def _language_of_groups(file: File) -> str:
    """The language in which ISCO's second major group has its title."""
    with file.open() as stream:
        for row in Reader(file.name, stream, (), Report()):
            if row["code"] == "2":
                return LANGUAGE_BY_GROUP_2.get(row["preferredLabel"].lower(), "")
    return ""
