"""The download of all content, read as a data person does."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from core.content_version import read_version
from core.models import content_models
from downloads.bulk.archive import SCHEMA_VERSION, write_archive
from sources.models import Citation, Identifier
from tests.support.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    PositionFactory,
    RoleFactory,
    RoleSkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)


def members() -> dict[str, bytes]:
    file = BytesIO()
    write_archive(file)
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"csv/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def objects(files: dict[str, bytes], name: str) -> list[dict[str, object]]:
    return json.loads(files[f"json/{name}.json"])[name]


@pytest.mark.django_db
def test_each_kind_of_content_has_a_table_with_all_languages():
    role = add_items(RoleFactory(slug="a", title="=Lead"), 2)

    files = members()

    manifest = json.loads(files["manifest.json"])
    assert len(manifest["tables"]) == len(content_models()) + 2  # relations to many
    [row] = table(files, "roles")
    assert row["slug"] == "a"
    assert {code: row[f"title_{code}"] for code in ("en", "pl")} == {
        "en": "'=Lead en",
        "pl": "'=Lead pl",
    }
    assert len(table(files, "role_skills")) == role.role_skills.count()
    assert {row["role"] for row in table(files, "responsibilities")} == {"a"}


@pytest.mark.django_db
def test_manifest_and_readme_say_what_the_archive_is():
    SourceFactory(language="fi", licence="CC BY 4.0", acknowledgement="Thanks to ESCO.")
    RoleFactory()

    files = members()

    manifest = json.loads(files["manifest.json"])
    assert manifest["content_version"] == read_version()
    assert manifest["schema_version"] == SCHEMA_VERSION
    assert manifest["languages"] == ["en", "fi", "nb", "pl"]
    readme = files["README.txt"].decode()
    for part in (str(read_version()), SCHEMA_VERSION, manifest["made"], "MIT"):
        assert part in readme
    for entry in manifest["tables"]:
        rows = table(files, entry["file"].removeprefix("csv/").removesuffix(".csv"))
        assert len(rows) == entry["rows"]
    for name, content in files.items():
        if not name.endswith(".csv") or content.count(b"\n") > 1:
            assert b"Thanks to ESCO. pl" in content, name
            assert b"CC BY 4.0" in content, name


@pytest.mark.django_db
def test_json_has_each_object_with_its_parts_sources_and_identifiers():
    source = SourceFactory(slug="esco")
    role = RoleFactory(slug="a", title="Lead", title_pl="", stage="lead")
    item = RoleSkillFactory(role=role, skill__slug="empathy", context="To care")
    AlternativeTitleFactory(role=role, language="fi", title="Vetäjä")
    Citation.objects.create(about=role, source=source, field="introduction")
    Citation.objects.create(about=item, source=source)
    Identifier.objects.create(about=role, scheme="ISCO-08", value="1", match="broad")
    Identifier.objects.create(about=role, scheme="ISCO-08", value="2", is_confirmed=False)

    [found] = objects(members(), "roles")

    assert found["title"] == {"en": "Lead en", "fi": "Lead fi", "nb": "Lead nb"}
    assert found["stage"] == "lead"
    assert found["sources"] == {"introduction": ["esco"]}
    assert found["identifiers"] == [
        {"scheme": "ISCO-08", "version": "", "value": "1", "match": "broad"}
    ]
    [skill] = found["role_skills"]
    assert skill["skill"] == "empathy"
    assert skill["sources"] == ["esco"]
    assert skill["context"]["fi"] == "To care fi"
    assert found["alternative_titles"][0]["title"] == "Vetäjä"


@pytest.mark.django_db
def test_nothing_of_a_draft_is_in_it():
    draft = add_items(DraftFactory(slug="secret", title="Secret", summary="Secret"), 2)
    PositionFactory(slug="secret-position", role=draft)
    source = SourceFactory(slug="secret-source", title="Secret")
    Citation.objects.create(about=draft, source=source)
    role = RoleFactory(slug="open", status="retired", replaced_by=draft)
    tool_use = ToolUseFactory(role=role)
    tool_use.tools.add(ToolFactory(slug="zendesk"))

    files = members()

    assert [name for name, content in files.items() if b"ecret" in content] == []
    assert [row["slug"] for row in table(files, "roles")] == ["open"]
    assert [row["tools"] for row in table(files, "tool_use_tools")] == ["zendesk"]


@pytest.mark.django_db
def test_plans_of_editors_are_not_in_it():
    RoleFactory(slug="a", review_on="2031-12-24")

    assert [name for name, content in members().items() if b"2031-12-24" in content] == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_archive_takes_as_many_queries_however_much_is_in_it(count_queries, number):
    for _ in range(number):
        add_items(RoleFactory(), number)

    assert count_queries(members) == 86
