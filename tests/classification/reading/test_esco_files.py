import pytest

from classification.concepts import ClassificationError
from tests.classification.conftest import notes


def test_only_some_languages_are_read(download):
    classification = download.read(languages=("fi", "nb"))

    assert classification.languages == ["fi", "nb"]
    assert {code for skill in classification.skills.values() for code in skill.texts} == {
        "fi",
        "nb",
    }


def test_language_that_is_not_there_is_refused(download):
    (download.folder / "occupations_pl.csv").unlink()

    with pytest.raises(ClassificationError, match="There are no occupations in “pl”"):
        download.read(languages=("pl",))


def test_list_in_a_language_that_the_site_has_not_is_left_alone(download, report):
    download.write("occupations_de.csv", download.text("occupations_en.csv"))

    assert download.read(report).languages == ["en", "fi", "nb", "pl"]
    assert "occupations_de.csv: not read: the site has no language “de”" in notes(report)


@pytest.mark.parametrize("suffix", ["_no", ""])
def test_language_is_told_by_suffix_or_by_the_groups(download, suffix):
    for path in download.folder.glob("*.csv"):
        if not path.stem.endswith("_no") and "Relations" not in path.stem:
            path.unlink()
        else:
            path.rename(path.with_name(path.name.replace("_no", suffix)))
    rows = download.rows(f"ISCOGroups{suffix}.csv")
    professionals = {
        "code": "2",
        "conceptUri": "http://x.org/C2",
        "preferredLabel": "Akademiske yrker",
    }
    download.save(f"ISCOGroups{suffix}.csv", [*rows, rows[0] | professionals])

    assert download.read().languages == ["nb"]


def test_language_that_nothing_tells_has_to_be_said(download):
    for path in download.folder.glob("*_en.csv"):
        path.rename(path.with_name(path.name.replace("_en", "")))

    with pytest.raises(ClassificationError, match="does not say its language"):
        download.read()

    for path in download.folder.glob("*_*.csv"):
        path.unlink()
    assert download.read(languages=("en",)).languages == ["en"]


def test_version_is_told_by_names_or_said(download, report):
    assert download.read(report).version == ""
    assert "no name tells the version of the classification: --version says it" in notes(report)
    assert download.read(version="1.1.1").version == "1.1.1"

    for path in list(download.folder.glob("*.csv")):
        path.rename(path.with_name(f"v1.2_{path.name}"))
    assert download.read().version == "1.2"


def test_files_of_two_versions_are_refused(download):
    for name in ("occupations_en.csv", "skills_en.csv"):
        path = download.folder / name
        path.rename(path.with_name(f"v{len(name)}.0_{name}"))

    with pytest.raises(ClassificationError, match=r"files of several versions: 13\.0, 18\.0"):
        download.read()


@pytest.mark.parametrize("name", ["ISCOGroups", "occupations"])
def test_download_without_groups_or_occupations_is_refused(download, name):
    for path in download.folder.glob(f"{name}*"):
        path.unlink()

    with pytest.raises(ClassificationError, match=f"There is no {name} file in "):
        download.read()
