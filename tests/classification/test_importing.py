"""An import as a whole."""

from collections import Counter
from operator import itemgetter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from classification import importing
from classification.importing import ClassificationError, ImportOptions
from core.content_version import read_version
from roles.models import RelatedRole, Role
from skills.models import Skill
from sources.models import Source
from tests.classification.conftest import AGENT, OPERATOR, imported_role
from tests.support.history import last_change, recorded

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")


def test_roles_are_related_once_all_is_written(download):
    download.import_()

    assert RelatedRole.objects.filter(
        role=imported_role(AGENT), other=imported_role(OPERATOR)
    ).exists()


def test_postgresql_knows_at_once_how_much_has_come(download):
    with CaptureQueriesContext(connection) as queries:
        download.import_()

    statements = [query["sql"] for query in queries]
    is_postgresql = connection.vendor == "postgresql"
    assert ("ANALYZE" in statements) == is_postgresql
    if is_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'roles_role'")
            assert cursor.fetchone() == (Role.objects.count(),)


def test_import_without_changes_writes_nothing(download):
    download.import_(version="1.1.1")
    version = read_version()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan = download.import_(version="1.1.1")

    assert plan.is_empty
    assert [sql for sql in map(itemgetter("sql"), queries) if sql.lstrip().startswith(WRITES)] == []
    assert read_version() == version


def test_dry_run_counts_and_writes_nothing(download):
    plan = download.import_(import_options=ImportOptions(is_dry_run=True))

    counts = {name: kind.counts["add"] for name, kind in plan.kinds.items()}
    assert counts == {"families": 13, "skills": 10, "roles": 4}
    assert (Role.objects.count(), Source.objects.count()) == (0, 0)


def test_strict_import_refuses_what_has_a_bad_row(download, report):
    download.change("occupations_en.csv", AGENT, iscoGroup="9999")

    with pytest.raises(ClassificationError, match="nothing may be bad"):
        download.read(report, is_strict=True)


def test_import_that_fails_at_the_end_leaves_nothing(download, monkeypatch):
    def fail(*_):
        raise RuntimeError("killed")

    monkeypatch.setattr(importing, "relate_all", fail)
    with pytest.raises(RuntimeError):
        download.import_()

    assert (Role.objects.count(), Skill.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_history_has_each_imported_object_but_not_its_parts(download):
    with recorded() as rows:
        download.import_()

    assert Counter((model, verb) for model, _pk, verb, _values in rows) == {
        ("sources.source", "created"): 4,
        ("roles.rolefamily", "created"): 13,
        ("skills.skill", "created"): 10,
        ("roles.role", "created"): 4,
    }
    assert last_change().origin == "import"


def test_history_has_what_a_later_import_changes(download):
    download.import_(version="1.1.1")
    role = imported_role(AGENT)
    download.change("occupations_en.csv", AGENT, preferredLabel="phone agent")

    with recorded() as rows:
        download.import_(version="1.1.1")

    titles = [values.get("title_en") for model, pk, _, values in rows if pk == role.pk and values]
    assert titles == [["Call centre agent", "Phone agent"]]
