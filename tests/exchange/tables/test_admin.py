"""Tables of content in admin: out, changed elsewhere, and in again."""

import csv
import io

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Event, Kind
from exchange.models import Upload, UploadedRow
from history.models import Entry
from roles.models import Role
from skills.models import Skill
from tests.support.editing import Desk, desk
from tests.support.factories import RoleFactory, SkillFactory, SkillGroupFactory, ToolFactory

pytestmark = pytest.mark.django_db

SKILLS = "/admin/skills/skill/"
ROLES = "/admin/roles/role/"
CSV, XLSX = "1", "0"


def exported(editor: Desk, page: str = SKILLS, query: str = "", form: str = CSV) -> bytes:
    response = editor.post(f"{page}export/{query}", {"format": form, "resource": "0"})
    assert response.status_code == 200, response.content.decode()
    return b"".join(response.streaming_content)


def table(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def as_file(rows: list[dict[str, str]], name: str = "skills.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode())


def uploaded(editor: Desk, file: SimpleUploadedFile, page: str = SKILLS, **more: str):
    sent = {"import_file": file, "resource": "0", **more}
    return editor.post(f"{page}import/", sent, follow=True)


def confirmed(editor: Desk, page: str = SKILLS):
    upload = Upload.objects.latest("pk").pk
    return editor.post(f"{page}import/confirm/", {"upload": upload}, follow=True)


def sentences(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def editor() -> Desk:
    return desk("Editor")


def test_table_has_a_column_for_each_language_and_none_of_the_active_one(editor):
    SkillFactory(slug="empathy", title_en="Empathy", title_fi="Empatia")

    (row,) = table(exported(editor))

    assert (row["title_en"], row["title_fi"]) == ("Empathy", "Empatia")
    assert "title" not in row


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_unchanged_table_is_a_success_that_changes_nothing(editor, form):
    SkillFactory(description_en="=1+1", description_fi="'=x", title_nb=None)
    before = [*Skill.objects.values()]

    file = SimpleUploadedFile("skills", exported(editor, form=form))
    response = uploaded(editor, file)

    assert response.context["numbers"] == ["1 row changes nothing."]
    assert "Everything is already up to date" in response.content.decode()
    assert [*Skill.objects.values()] == before


def test_changed_text_is_shown_and_then_saved_with_its_history(editor):
    skill = SkillFactory(title_en="Empathy", title_fi="Empatia")
    rows = table(exported(editor))
    rows[0]["title_fi"] = "Myötäeläminen"

    response = uploaded(editor, as_file(rows))

    assert "<del>Empatia</del><ins>Myötäeläminen</ins>" in response.content.decode()
    assert response.context["rows"][0].name == "Empathy"
    skill.refresh_from_db()
    assert skill.title_fi == "Empatia"
    before = Entry.objects.count()

    response = confirmed(editor)

    skill.refresh_from_db()
    assert (skill.title_en, skill.title_fi) == ("Empathy", "Myötäeläminen")
    assert sentences(response) == ["1 entry was saved."]
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert entry.kept_values == {"title_fi": ["Empatia", "Myötäeläminen"]}
    assert LogEntry.objects.get(object_id=str(skill.pk)).user == editor.user
    events = [
        *Event.objects.filter(kind__startswith="table")
        .order_by("pk")
        .values_list("kind", "subject")
    ]
    assert events == [(Kind.TABLE_EXPORT, "skills.skill"), (Kind.TABLE_IMPORT, "skills.skill")]
    assert not Upload.objects.exists()


def test_empty_cell_leaves_a_text_unless_asked(editor):
    skill = SkillFactory(description_en="Kept", description_fi=None)
    rows = table(exported(editor))
    rows[0]["description_en"] = ""

    response = uploaded(editor, as_file(rows))
    assert response.context["numbers"] == ["1 row changes nothing."]

    response = uploaded(editor, as_file(rows), wipes="on")
    assert response.context["numbers"] == ["1 entry will be changed."]
    confirmed(editor)
    skill.refresh_from_db()
    assert not skill.description_en
    assert skill.description_fi is None


def test_newer_edit_of_another_field_stays_and_of_the_same_one_is_a_conflict(editor):
    skill = SkillFactory(title_en="Empathy", title_fi="Empatia")
    rows = table(exported(editor))
    Skill.objects.filter(pk=skill.pk).update(title_en="Feeling", description_en="Newer")
    rows[0]["title_fi"] = "Myötätunto"
    assert uploaded(editor, as_file(rows)).context["numbers"] == ["1 entry will be changed."]

    rows[0]["title_en"] = "Compassion"
    response = uploaded(editor, as_file(rows))

    assert response.context["numbers"] == ["1 row cannot be imported and will be left out."]
    (row,) = response.context["rows"]
    assert row.place == "Row 2"
    assert row.problems == [
        (
            "title_en (Title)",
            "Somebody has changed this since the file was exported. It now says: Feeling",
        )
    ]


def test_whole_file_is_checked_and_errors_name_row_and_column_in_the_editors_language(editor):
    group = SkillGroupFactory(slug="people")
    rows = [
        {"slug": "one", "title_en": "One", "kind": "nonsense", "group": "people"},
        {"slug": "two", "title_en": "Two", "kind": "knowledge", "group": "nowhere"},
        {"slug": "three", "title_en": "Three", "kind": "knowledge", "group": "people"},
        {"slug": "three", "title_en": "Again", "kind": "", "group": ""},
        {"slug": "", "title_en": "Nameless", "kind": "", "group": ""},
    ]
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "nb"

    response = uploaded(editor, as_file(rows))

    assert [row.place for row in response.context["rows"]] == [f"Rad {n}" for n in (2, 3, 5, 6, 4)]
    assert response.context["rows"][0].problems[0][0] == "kind (Type)"
    assert not Skill.objects.exists()
    confirmed(editor)
    assert [skill.group for skill in Skill.objects.all()] == [group]


def test_translator_and_reader_have_no_tables():
    for person in (desk("Translator", "fi"),):
        for page in ("export/", "import/", "import/confirm/"):
            assert person.post(f"{SKILLS}{page}", {"format": "0"}).status_code == 403
        assert f"{SKILLS}import/" not in person.get(SKILLS).content.decode()


def test_editor_changes_nothing_that_is_a_publishers(editor):
    skill = SkillFactory()
    rows = table(exported(editor))
    rows[0]["is_retired"] = "1"

    response = uploaded(editor, as_file(rows))

    assert response.context["rows"][0].problems == [
        ("is_retired (Retired)", "You do not have permission to make this change.")
    ]
    rows[0]["version"] = ""
    uploaded(desk("Publisher"), as_file(rows))
    skill.refresh_from_db()
    assert not skill.is_retired


def test_rule_of_the_form_holds_for_a_row(editor):
    RoleFactory(slug="lead", title_en="Lead", summary_en="Leads", source_language="en")
    rows = table(exported(editor, ROLES))
    rows[0] |= {"summary_en": "", "status": "draft"}

    response = uploaded(editor, as_file(rows), ROLES, wipes="on")

    assert dict(response.context["rows"][0].problems) == {
        "summary_en (Summary)": "This field is required before the role can be published.",
        "status (Status)": "This value cannot be changed in a table. Change it on the entry’s "
        "own page.",
    }


def test_role_is_updated_by_its_table(editor):
    role = RoleFactory(title_en="Lead")
    before = Role.objects.get().updated_at
    rows = table(exported(editor, ROLES))
    rows[0]["title_nb"] = "Leder"

    uploaded(editor, as_file(rows), ROLES)
    confirmed(editor, ROLES)

    role.refresh_from_db()
    assert role.title_nb == "Leder"
    assert role.updated_at > before


def test_what_was_changed_since_the_preview_is_shown_again(editor):
    skill = SkillFactory(title_en="Empathy")
    uploaded(editor, as_file([{"slug": skill.slug, "title_en": "Mine"}]))
    Skill.objects.filter(pk=skill.pk).update(title_en="Theirs")

    response = confirmed(editor)

    assert "the content has changed since you looked" in sentences(response)[0]
    assert "<del>Theirs</del><ins>Mine</ins>" in response.content.decode()
    skill.refresh_from_db()
    assert skill.title_en == "Theirs"
    confirmed(editor)
    skill.refresh_from_db()
    assert skill.title_en == "Mine"


def test_nobody_sees_or_confirms_the_file_of_somebody_else(editor):
    skill = SkillFactory(title_en="Empathy")
    uploaded(editor, as_file([{"slug": skill.slug, "title_en": "Mine"}]))
    pk = Upload.objects.get().pk

    other = desk("Editor")
    for response in (
        other.get(f"{SKILLS}import/?upload={pk}", follow=True),
        other.post(f"{SKILLS}import/confirm/", {"upload": pk}, follow=True),
        editor.post("/admin/skills/tool/import/confirm/", {"upload": pk}, follow=True),
        editor.post(f"{SKILLS}import/confirm/", {"upload": "9" * 30}, follow=True),
        editor.post(f"{SKILLS}import/confirm/", {}, follow=True),
    ):
        assert sentences(response) == ["The file is no longer available. Upload it again."]
    skill.refresh_from_db()
    assert skill.title_en == "Empathy"


def test_list_is_exported_as_it_is_filtered(editor):
    SkillFactory(slug="one", title_en="Listening")
    SkillFactory(slug="two", title_en="Speaking")

    assert [row["slug"] for row in table(exported(editor, query="?q=listening"))] == ["one"]
    response = editor.post(f"{SKILLS}export/?nonsense__x=1", {"format": CSV})
    assert response.status_code in (302, 400)


def test_formula_is_text_in_both_formats(editor):
    ToolFactory(slug="x", name="=cmd()")
    page = "/admin/skills/tool/"

    assert table(exported(editor, page))[0]["name"] == "'=cmd()"
    book = openpyxl.load_workbook(io.BytesIO(exported(editor, page, form=XLSX)))
    cell = book.active["B2"]
    assert (cell.value, cell.data_type) == ("'=cmd()", "s")


def test_slug_of_an_exported_row_that_is_gone_is_no_new_entry(editor):
    SkillFactory(slug="old", title_en="Old")
    rows = table(exported(editor))
    rows[0]["slug"] = "new"

    response = uploaded(editor, as_file(rows))

    assert (
        response.context["rows"][0]
        .problems[0][1]
        .startswith("The entry with this slug has been deleted")
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The submitted file is empty."),
        (
            b"title_en\r\nx\r\n",
            "The column \u201cslug\u201d, which says what each row is about, is",
        ),
        (b"slug,slug\r\nx,y\r\n", "Two columns have the same heading: slug"),
        ("slug;title_fi\r\nx;Ääni\r\n".encode("cp1252"), "The file is not in UTF-8"),
        (b'slug,title_en\r\nx,"open', "The file is not a valid CSV file."),
        (b"PK\x03\x04 nonsense", "The file is not an Excel workbook (.xlsx), or it is damaged."),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_a_sentence(editor, content, message):
    response = uploaded(editor, SimpleUploadedFile("skills.csv", content))

    assert message in response.content.decode()
    assert not Upload.objects.exists()
    assert not UploadedRow.objects.exists()
    assert not Skill.objects.exists()


def test_unknown_column_is_named_and_left_out(editor):
    SkillFactory(slug="one", title_en="One")

    response = uploaded(editor, as_file([{"slug": "one", "title": "Overwritten", "title_en": "1"}]))

    assert sentences(response) == ["This column was not recognised and was left out: title"]
    assert response.context["numbers"] == ["1 entry will be changed."]
