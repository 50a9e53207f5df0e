"""The files of lists and pages, asked for as a reader does."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from downloads import views
from downloads.bulk.keeping import archives, make_archive
from downloads.writers import FORMATS
from roles.models import FormerAddress
from tests.downloads.pages import LEAD, PAGES, links
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    add_items,
)


def rows_of(client: Client, address: str) -> list[dict[str, object]]:
    return json.loads(body(client, address))["rows"]


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("address", PAGES)
def test_page_links_to_its_files_which_have_as_many_rows_as_it_says(client, visit, address):
    page = visit(f"/fi/{address}")

    xlsx, semicolons, data = links(page)
    rows = rows_of(client, data)
    assert rows
    assert f"({len(rows)} rivi" in page.text("p", "files")
    text = body(client, semicolons).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    assert len(lines) == len(rows) + 1
    assert {len(line) for line in lines} == {len(rows[0]) + 1}
    sheet = load_workbook(BytesIO(body(client, xlsx))).worksheets[0]
    assert sheet.max_row == len(rows) + 1
    assert sheet.freeze_panes == "A2"


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("name", FORMATS)
def test_file_is_downloaded_under_the_title_of_its_page_and_not_indexed(client, name):
    response = client.get(f"/pl/roles/{LEAD}.{name}")

    assert response.headers["Content-Type"] == FORMATS[name].content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="lider-liderka-zespolu-wsparcia-klienta.{name}"'
    )
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert "X-Page" in response.headers
    assert client.head(f"/pl/roles/{LEAD}.{name}").content == b""


@pytest.mark.usefixtures("content")
def test_large_file_is_streamed_and_not_cached(client, monkeypatch):
    monkeypatch.setattr(views, "MAX_CACHED_BYTES", 1_000)

    response = client.get("/fi/skills.csv")

    assert response.streaming
    assert "X-Page" not in response.headers
    content = b"".join(response.streaming_content)
    assert len(content) == int(response.headers["Content-Length"]) > 1_000


@pytest.mark.django_db
def test_roles_are_those_of_the_filter_in_its_order(client):
    for slug, stage in (("a", "lead"), ("b", "entry"), ("c", "lead")):
        RoleFactory(slug=slug, stage=stage, title={"a": "Z", "b": "Y", "c": "X"}[slug])
    DraftFactory(stage="lead")

    assert [row["slug"] for row in rows_of(client, "/en/roles.json")] == ["c", "b", "a"]
    assert [row["slug"] for row in rows_of(client, "/en/roles.json?stage=lead")] == ["c", "a"]
    assert rows_of(client, "/en/roles.json?text=x")[0]["address"] == "http://testserver/en/roles/c/"


@pytest.mark.django_db
def test_skills_are_those_of_the_filter(client):
    for kind in ("knowledge", "competence"):
        RoleSkillFactory(skill=SkillFactory(slug=kind, kind=kind))
    SkillFactory(slug="unused")

    assert len(rows_of(client, "/en/skills.json")) == 2
    [row] = rows_of(client, "/en/skills.json?kind=knowledge")
    assert row["slug"] == row["kind"] == "knowledge"
    assert row["roles"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "roles.csv?foo=1",
        "roles.csv?skill=no-such-skill",
        "roles.csv?stage=chief",
        "skills.json?group=no-such-group",
        "compare.csv",
        "compare.csv?role=a",
        "compare.csv?role=a&role=b&role=c&role=d&role=e",
        "move.csv?from=a",
        "move.csv?from=a&to=a",
        "find.csv?skill=no-such-skill",
        "find.csv?role=no-such-role",
    ],
)
def test_query_that_cannot_be_answered_as_asked_is_a_page_with_400(visit, address):
    for slug in "abcde":
        RoleFactory(slug=slug)

    page = visit(f"/fi/{address}", status=400)

    assert page.text("h1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "roles/draft.csv",
        "roles/none.csv",
        "compare.csv?role=a&role=draft",
        "move.csv?from=a&to=none",
        "roles.pdf",
        "tools.csv/",
    ],
)
def test_what_is_not_there_is_a_page_with_404(visit, address):
    RoleFactory(slug="a")
    DraftFactory(slug="draft")

    visit(f"/fi/{address}", status=404)


@pytest.mark.django_db
def test_former_address_of_a_role_leads_to_its_file(client):
    FormerAddress.objects.create(slug="old", role=RoleFactory(slug="new"))

    response = client.get("/nb/roles/old.csv")

    assert response.status_code == 301
    assert response.headers["Location"] == "/nb/roles/new.csv"


@pytest.mark.django_db
def test_retired_role_has_a_file_as_it_has_a_page(client):
    role = RoleFactory(slug="a", status="retired", summary="What it was")

    assert rows_of(client, f"/en/roles/{role.slug}.json")[0]["text"]["text"] == "What it was en"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("roles.csv", 2),
        ("roles/{}.csv", 14),
        ("skills.csv", 3),
        ("tools.csv", 3),
        ("metrics.csv", 2),
        ("find.csv?role={}", 6),
        ("compare.csv?role={}&role={}", 12),
        ("move.csv?from={}&to={}", 11),
    ],
)
def test_file_takes_as_many_queries_however_much_is_in_it(
    client, count_queries, number, address, queries
):
    slugs = [add_items(RoleFactory(), number).slug for _ in range(2)]

    assert count_queries(lambda: client.get(f"/en/{address.format(*slugs)}")) == queries


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["roles", "skills", "compare", "find", "move"]),
    st.lists(
        st.tuples(
            st.sampled_from(["role", "skill", "from", "to", "text", "letter", "q", "x"]),
            st.sampled_from([b"a", b"b"]) | st.binary(max_size=20),
        ),
        max_size=4,
    ),
)
def test_no_query_breaks_a_file(client, transactional_roles, name, pairs):
    query = "&".join(f"{key}={''.join(f'%{byte:02x}' for byte in value)}" for key, value in pairs)

    assert client.get(f"/pl/{name}.csv?{query}").status_code in (200, 400, 404)


@pytest.fixture
def transactional_roles(db: None) -> None:
    for slug in "ab":
        RoleFactory(slug=slug)


# --- All of the content ----------------------------------------------------------------------


@pytest.fixture
def archive_folder(settings, tmp_path):
    settings.DOWNLOADS_DIR = tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["download/", "download.zip"])
def test_download_that_nobody_has_made_yet_is_a_sentence_and_a_time_to_come_back(
    client, caplog, address
):
    caplog.set_level("INFO")

    response = client.get(f"/fi/{address}")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Yritä uudelleen minuutin kuluttua" in response.content.decode()
    [record] = [one for one in caplog.records if one.name == "django.request"]
    assert record.levelname == "INFO"


@pytest.mark.django_db
def test_page_leads_to_the_file_and_says_its_version_and_size(client, visit, archive_folder):
    make_archive()
    [newest] = archives()

    page = visit("/fi/download/")

    [link] = [one for one in page.all("a") if one.get("download") is not None]
    assert link.get("href") == "/fi/download.zip"
    assert "Lataa kaikki (ZIP, " in page.text("a", "btn")
    assert str(newest.version) in page.text("main")
    assert "MIT" in page.text("main")
    assert page.all("p", "notice") == []

    response = client.get("/fi/download.zip")
    assert response.streaming
    assert b"".join(response.streaming_content) == newest.path.read_bytes()
    assert response.headers["Content-Type"] == "application/zip"
    assert f'filename="rolebook-{newest.version}.zip"' in response.headers["Content-Disposition"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    etag = response.headers["ETag"]
    assert client.get("/fi/download.zip", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.django_db
def test_page_says_that_the_content_has_changed_since(visit, archive_folder):
    make_archive()
    SkillFactory()

    assert "muuttunut" in visit("/fi/download/").text("p", "notice")
