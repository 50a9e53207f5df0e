from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import has_content
from skills.models import Tool

pytestmark = pytest.mark.django_db
ZENDESK = "- model: skills.tool\n  fields: {slug: zendesk, name: Zendesk}\n"


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
    assert load_content(folder) == "1 objects were loaded.\n"
    assert Tool.objects.get().name == "Zendesk"


def test_database_with_content_is_left_alone_where_only_an_empty_one_is_to_be_filled(folder):
    load_content(folder, "--if-empty")
    Tool.objects.update(name="Zendesk Suite")

    output = load_content(folder, "--if-empty")

    assert output == "The database has content already; nothing was loaded.\n"
    assert Tool.objects.get().name == "Zendesk Suite"


def test_database_with_content_is_brought_up_to_date_when_asked(folder):
    load_content(folder)
    Tool.objects.update(name="Zendesk Suite")

    load_content(folder)

    assert Tool.objects.get().name == "Zendesk"


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

    assert load_content() == "1 objects were loaded.\n"
