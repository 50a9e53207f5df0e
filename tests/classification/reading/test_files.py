import zipfile

import pytest

from classification.concepts import ClassificationError
from classification.reading import files
from classification.reading.files import find_files

KINDS = {"occupations": "occupations", "skills": "skills"}


def parsed_names(path):
    return [
        (file.name, file.kind, file.language, file.version) for file in find_files(path, KINDS)[0]
    ]


def zipped(path, **entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "language", "version"),
    [
        ("occupations.csv", "", ""),
        ("occupations_en.csv", "en", ""),
        ("Occupations_EN.CSV", "en", ""),
        ("v1.1.1_occupations_en.csv", "en", "1.1.1"),
        ("occupations_en (1).csv", "en", ""),
        ("ESCO dataset - v1.2.1 - classification - fi - csv/occupations_fi.csv", "fi", "1.2.1"),
        ("ESCO dataset - v1.0.3 - classification - pl - csv/occupations.csv", "pl", "1.0.3"),
    ],
)
def test_name_tells_kind_language_and_version(tmp_path, name, language, version):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.touch()

    assert parsed_names(tmp_path) == [(name, "occupations", language, version)]


def test_zips_and_folders_stand_side_by_side(tmp_path):
    zipped(tmp_path / "ESCO dataset - v1.1 - classification - no - csv.zip", **{"skills.csv": "x"})
    (tmp_path / "skills_en.csv").touch()
    (tmp_path / "other.csv").touch()
    (tmp_path / "notes.txt").touch()

    assert parsed_names(tmp_path) == [
        ("ESCO dataset - v1.1 - classification - no - csv.zip/skills.csv", "skills", "no", "1.1"),
        ("skills_en.csv", "skills", "en", ""),
    ]
    assert find_files(tmp_path, KINDS)[1] == ["other.csv"]


def test_file_in_a_zip_is_read(tmp_path):
    path = zipped(tmp_path / "x.zip", **{"deep/skills_en.csv": "one"})
    [file] = find_files(path, KINDS)[0]

    with file.open() as stream:
        assert stream.read() == b"one"


def test_collections_are_no_skills(tmp_path):
    (tmp_path / "digitalSkillsCollection_en.csv").touch()

    assert find_files(tmp_path, KINDS) == ([], ["digitalSkillsCollection_en.csv"])


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(ClassificationError, match="There is no file or folder"):
        find_files(tmp_path / "nowhere", KINDS)


def test_file_that_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    path.write_text("no zip")

    with pytest.raises(ClassificationError, match=r"^x.zip is not a zip that can be read"):
        find_files(path, KINDS)


@pytest.mark.parametrize(
    ("place", "byte", "problem"),
    [
        (8, 0x01, "is locked with a password"),
        (8, 0x41, "is locked with a password"),
        (8, 0x20, "is packed in a way that cannot be read here"),
        (10, 97, "is packed in a way that cannot be read here"),
        (6, 99, "is not a zip that can be read"),
    ],
)
def test_zip_that_is_not_a_plain_one_is_refused(tmp_path, place, byte, problem):
    path = zipped(tmp_path / "x.zip", **{"skills_en.csv": "one"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + place] = byte  # in the list of files at the end
    path.write_bytes(data)

    with pytest.raises(ClassificationError, match=problem):
        parsed_names(path)


def test_zip_that_unpacks_to_too_much_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1_000)
    path = zipped(tmp_path / "x.zip", **{"skills_en.csv": b"0" * 1_001})

    with pytest.raises(ClassificationError, match="unpacks to more than 1,000 bytes"):
        find_files(path, KINDS)

    monkeypatch.setattr(files, "MAX_ZIP_BYTES", 1_000)
    with pytest.raises(ClassificationError, match="unpacks to more than a download holds"):
        find_files(path, KINDS)


def test_folder_with_too_much_is_refused(tmp_path, monkeypatch):
    (tmp_path / "skills_en.csv").write_bytes(b"0" * 1_001)
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1_000)
    with pytest.raises(ClassificationError, match="is larger than 1,000 bytes"):
        find_files(tmp_path, KINDS)

    monkeypatch.setattr(files, "MAX_FILES", 0)
    with pytest.raises(ClassificationError, match="holds more than 0 files"):
        find_files(tmp_path, KINDS)
