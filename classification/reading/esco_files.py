"""Chooses the files of an ESCO download to read, and finds out their languages and version."""

from collections.abc import Iterable
from dataclasses import replace

from classification.concepts import ClassificationError
from classification.options import ReadOptions
from classification.reading.esco_tables import FILE_KINDS, LANGUAGE_BY_GROUP_2, OTHER_FILES
from classification.reading.files import DownloadFile, find_files
from classification.reading.rows import TableReader
from core.report import Report
from translations.languages import language_codes, serving_language

# The kinds of files that come in every language.
CONCEPT_FILES = ("ISCOGroups", "occupations", "skills")


class EscoDownload:
    """The files to read. `languages` are the site's codes, in its order."""

    def __init__(self, options: ReadOptions, report: Report) -> None:
        self._options = options
        self._report = report
        files, other_names = find_files(options.path, FILE_KINDS)
        for name in other_names:
            if not any(known in name.lower() for known in OTHER_FILES):
                report.note("not read: no file of ESCO has this name", name)
        self._files = self._with_languages(files)
        for kind in ("ISCOGroups", "occupations"):
            if not any(file.kind == kind for file in self._files):
                raise ClassificationError(self._missing(kind, files))
        self.languages = self._languages()
        self.version = self._version()

    def file(self, kind: str, language: str = "") -> DownloadFile | None:
        """The file of a kind, and of a language if one is given. Notes missing and double ones."""
        files = [file for file in self._files if file.kind == kind]
        if language:
            files = [file for file in files if file.language == language]
        if not files:
            self._report.note(f"there is no {kind} file" + (language and f" in “{language}”"))
            return None
        for other in files[1:]:
            self._report.note(f"not read: {files[0].name} was read instead", other.name)
        return files[0]

    def _with_languages(self, files: list[DownloadFile]) -> list[DownloadFile]:
        """The files in languages of the site, with its codes, in its order."""
        order = language_codes()
        chosen = []
        for file in files:
            language = file.language or self._default_language(file, files)
            if code := serving_language(language):
                chosen.append(replace(file, language=code))
            elif file.kind in CONCEPT_FILES:
                self._report.note(f"not read: the site has no language “{language}”", file.name)
            else:
                chosen.append(replace(file, language=order[-1]))
        return sorted(chosen, key=lambda file: order.index(file.language))

    def _default_language(self, file: DownloadFile, files: list[DownloadFile]) -> str:
        """The language of a file whose path does not say it."""
        if file.kind not in CONCEPT_FILES:
            return "en"
        if len(self._options.languages) == 1:
            return self._options.languages[0]
        beside = [other for other in files if other.folder == file.folder and not other.language]
        for groups in (other for other in beside if other.kind == "ISCOGroups"):
            if language := _language_of_groups(groups):
                return language
        raise ClassificationError(
            f"{file.name} does not say its language. Name it, e.g. occupations_fi.csv, "
            "or say --languages fi."
        )

    def _languages(self) -> list[str]:
        available = {file.language for file in self._files if file.kind == "occupations"}
        if missing := sorted(set(self._options.languages) - available):
            raise ClassificationError(
                f"There are no occupations in “{missing[0]}” in the download."
            )
        wanted = self._options.languages or available
        return [code for code in language_codes() if code in wanted]

    def _version(self) -> str:
        if self._options.version:
            return self._options.version
        versions = sorted({file.version for file in self._files if file.version})
        if len(versions) > 1:
            raise ClassificationError(
                f"There are files of several versions: {', '.join(versions)}. Give one of them."
            )
        if not versions:
            self._report.note("no name tells the version of the classification: --version says it")
        return versions[0] if versions else ""

    def _missing(self, kind: str, files: Iterable[DownloadFile]) -> str:
        if not (names := ", ".join(file.name for file in files)):
            return f"There is no file of ESCO's in {self._options.path}."
        return f"There is no {kind} file in {self._options.path}, only {names}."


def _language_of_groups(file: DownloadFile) -> str:
    """The language in which ISCO's second major group has its title."""
    with file.open() as stream:
        for row in TableReader(file.name, stream, (), Report()):
            if row["code"] == "2":
                return LANGUAGE_BY_GROUP_2.get(row["preferredLabel"].lower(), "")
    return ""
