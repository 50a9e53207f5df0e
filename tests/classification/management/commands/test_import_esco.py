import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event, Kind
from roles.models import Role
from sources.models import Identifier, Source
from tests.classification.conftest import SAMPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    """Runs the command on the sample, and returns its output and its report."""

    def run(*options, path=SAMPLE):
        out, report = StringIO(), tmp_path / "report.csv"
        options = (str(path), f"--report={report}", *options)
        call_command("import_esco", *options, stdout=out, stderr=StringIO())
        with report.open(encoding="utf-8-sig", newline="") as file:
            return out.getvalue(), list(csv.DictReader(file))

    return run


def test_import_says_what_was_read_and_written(run):
    output, report = run("--version=1.1.1")

    assert "ESCO 1.1.1: en, fi (adapted), nb (adapted), pl (adapted)\n" in output
    assert "  occupations_en.csv: 4 rows used, 0 not needed, 0 bad\n" in output
    assert "132 rows were used, 0 could not be used.\n" in output
    assert "Written:\n  families: add 13\n  skills: add 10\n  roles: add 4\n" in output
    assert [row["what"] for row in report] == ["note"]
    assert Role.objects.published().count() == 4


def test_second_import_says_that_nothing_was_written(run):
    run("--version=1.1.1")
    output, _ = run("--version=v1.1.1")

    assert "roles: leave as they are 4\n" in output
    assert "The database holds all of it already; nothing was written.\n" in output


def test_dry_run_says_what_would_be_written(run):
    output, _ = run("--dry-run")

    assert "Would be written:\n  families: add 13\n" in output
    assert Role.objects.count() == 0


def test_options_reach_the_import(run):
    output, _ = run("--languages=en,no", "--only=422,143", "--draft", "--adapted=en")

    assert "ESCO (version unknown): en (adapted), nb (adapted)\n" in output
    assert "Nothing is retired: not all was read that earlier imports read.\n" in output
    assert list(Role.objects.order_by("slug").values_list("slug", "status")) == [
        ("call-centre-manager", "draft"),
        ("customer-service-representative", "draft"),
        ("live-chat-operator", "draft"),
    ]
    assert Source.objects.count() == 2


def test_refused_import_writes_the_report_all_the_same(run, tmp_path):
    for path in SAMPLE.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    relations = tmp_path / "occupationSkillRelations.csv"
    relations.write_text(relations.read_text().replace("essential", "vital", 1))

    with pytest.raises(CommandError, match=r"Nothing was written\. Strictly, nothing may be bad"):
        run("--strict", path=tmp_path)

    report = (tmp_path / "report.csv").read_text()
    assert '"row not used","occupationSkillRelations.csv","2","relationType","",' in report
    assert (Role.objects.count(), Identifier.objects.count()) == (0, 0)


def test_report_has_a_file_of_its_own_if_none_is_named(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    for _ in range(2):
        call_command("import_esco", str(SAMPLE), "--dry-run", stdout=StringIO(), stderr=StringIO())

    assert len(list((tmp_path / "reports").glob("import_esco-*.csv"))) == 2


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("--languages=en,xx", "names a language that is none of en, fi, nb, pl"),
        ("--only=42a", "is not one to four digits"),
        ("--only=", "is not one to four digits"),
        ("--version=new", "is no version; one is 1.1.1"),
    ],
)
def test_option_that_makes_no_sense_is_refused(run, option, reason):
    with pytest.raises(CommandError, match=reason):
        run(option)


def test_path_that_is_not_there_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was written\. There is no file or folder"):
        run(path=tmp_path / "nowhere")


def test_audit_log_has_what_was_imported(run):
    run("--version=1.1.1", "--dry-run")
    run("--version=1.1.1")
    run("--version=1.1.1", "--link")

    events = Event.objects.filter(kind=Kind.IMPORT).order_by("pk")
    assert [(event.subject, event.details) for event in events] == [
        ("ESCO 1.1.1", {"count": 27}),
        ("ESCO 1.1.1", {"count": 0}),
    ]
