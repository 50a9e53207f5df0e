import csv
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event, Kind
from core.models import has_content
from skills.models import Tool
from sources.management.commands import load_content as command
from tests.support.history import recorded

pytestmark = pytest.mark.django_db
ZENDESK = "- model: skills.tool\n  fields: {slug: zendesk, name: Zendesk}\n"
ADDED = "Written:\n  skills.tool: add 1\n1 objects were loaded.\n"


def load_content(*arguments: object) -> str:
    """What the command says."""
    output = StringIO()
    call_command("load_content", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tools.yaml").write_text(ZENDESK)
    return tmp_path


def test_folder_is_loaded(folder):
    assert load_content(folder) == ADDED
    assert Tool.objects.get().name == "Zendesk"


def test_database_with_content_is_left_alone_where_only_an_empty_one_is_to_be_filled(folder):
    load_content(folder, "--if-empty")
    Tool.objects.update(name="Zendesk Suite")

    output = load_content(folder, "--if-empty")

    assert output == "The database has content already; nothing was loaded.\n"
    assert Tool.objects.get().name == "Zendesk Suite"


def test_database_with_content_is_brought_up_to_date_when_asked(folder):
    load_content(folder)
    (folder / "tools.yaml").write_text(ZENDESK.replace("Zendesk", "Zendesk Suite"))

    output = load_content(folder)

    assert output == "Written:\n  skills.tool: update 1\n1 objects were loaded.\n"
    assert Tool.objects.get().name == "Zendesk Suite"


def test_nothing_is_written_twice(folder):
    load_content(folder)

    assert load_content(folder) == (
        "Written:\n  nothing: the database holds all of it already\n1 objects were loaded.\n"
    )


@pytest.fixture
def edited(folder, settings, tmp_path):
    """What was loaded has been edited."""
    settings.VAR_DIR = tmp_path / "var"
    load_content(folder)
    with recorded():
        Tool.objects.update(name="Ours")


@pytest.fixture
def answer(monkeypatch):
    """Somebody sits at the terminal and gives this answer."""

    def give(text):
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda question: text)

    return give


def report(tmp_path):
    [path] = (tmp_path / "var" / "reports").iterdir()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.usefixtures("edited")
def test_nothing_is_loaded_over_edited_content_where_nobody_can_be_asked(folder):
    with pytest.raises(CommandError) as error:
        load_content(folder)

    assert str(error.value) == (
        "Nothing was loaded: it would overwrite what editors have changed or deleted since (listed "
        "above: 1). Run it again with --keep-edits to leave that as it is, or with --yes to "
        "overwrite it."
    )
    assert Tool.objects.get().name == "Ours"


@pytest.mark.usefixtures("edited")
def test_plan_is_shown_before_the_question(folder, answer):
    answer("no")
    output = StringIO()

    with pytest.raises(CommandError, match=r"^Nothing was loaded\.$"):
        call_command("load_content", folder, stdout=output)

    assert output.getvalue() == (
        "Would be written:\n"
        "  skills.tool: update 1\n"
        "edited since it was loaded: 1\n"
        "  column name, skills.tool zendesk: Ours\n"
    )
    assert Tool.objects.get().name == "Ours"


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("text", "name"), [("yes", "Zendesk"), ("Y ", "Zendesk"), ("keep", "Ours"), ("k", "Ours")]
)
def test_answer_is_followed(folder, answer, text, name):
    answer(text)

    assert "objects were loaded" in load_content(folder)

    assert Tool.objects.get().name == name


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize(
    ("option", "what", "name"),
    [
        ("--yes", "edited, and overwritten", "Zendesk"),
        ("--keep-edits", "edited, and kept", "Ours"),
        ("--dry-run", "edited since it was loaded", "Ours"),
    ],
)
def test_option_answers_before(folder, tmp_path, option, what, name):
    load_content(folder, option)

    assert Tool.objects.get().name == name
    assert report(tmp_path) == [[what, "", "", "name", "skills.tool zendesk", "Ours"]]


@pytest.mark.usefixtures("edited")
def test_nothing_is_asked_where_content_is_loaded_only_if_there_is_none(folder):
    assert "nothing was loaded" in load_content(folder, "--if-empty")


def test_answers_are_the_words_of_the_question():
    assert all(word in command.QUESTION for word in ("yes", "keep", "no"))


def test_refused_fixture_stops_the_command_and_says_why(folder):
    (folder / "tools.yaml").write_text(ZENDESK + "- model: skills.hammer\n  fields: {}\n")

    with pytest.raises(CommandError) as error:
        load_content(folder)

    assert str(error.value) == (
        "Nothing was loaded. tools.yaml, line 3, column 3: there is no model “skills.hammer”"
    )
    assert not has_content()


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=f"^There is no folder {tmp_path / 'fixture'}.$"):
        load_content(tmp_path / "fixture")


def test_reference_content_is_loaded_if_no_folder_is_named(folder, settings):
    settings.FIXTURES_DIR = folder

    assert load_content() == ADDED


def test_audit_log_has_what_was_loaded(folder):
    load_content(folder, "--dry-run")
    load_content(folder)

    event = Event.objects.get(kind=Kind.LOAD)
    assert (event.by_id, event.details) == (None, {"count": 1})
