import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID, uuid4

import hypothesis
import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from backup.snapshot import rows
from backup.tables import Table
from backup.values import ENCODERS, decode, decoders, encode, encoders, kind_of
from core.bulk import insert_values

# What a column of each kind may hold, on both databases.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = {
    "text": TEXTS,
    "integer": st.integers(-(2**63), 2**63 - 1),
    "boolean": st.booleans(),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "datetime": st.datetimes(timezones=st.just(UTC)),
    "date": st.dates(),
    "time": st.times(),
    "uuid": st.uuids(),
    "binary": st.binary(),
    "json": st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    ),
}
FIELDS = {
    "text": models.TextField(null=True),
    "integer": models.BigIntegerField(null=True),
    "boolean": models.BooleanField(null=True),
    "float": models.FloatField(null=True),
    "datetime": models.DateTimeField(null=True),
    "date": models.DateField(null=True),
    "time": models.TimeField(null=True),
    "uuid": models.UUIDField(null=True),
    "binary": models.BinaryField(null=True),
    "json": models.JSONField(null=True),
}


def test_every_kind_is_tried():
    assert {*VALUES} == {*FIELDS} == {*ENCODERS}


def test_every_field_of_every_table_has_a_kind():
    """A new kind of field needs a line in `backup.values`."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            assert kind_of(field) in ENCODERS, field


@pytest.fixture
def everything(transactional_db):
    """A table with a column of each kind."""
    with isolate_apps("backup"):
        namespace = {
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "backup", "db_table": "everything"}),
        }
        model = type("Everything", (models.Model,), namespace | FIELDS)
    with connection.schema_editor() as editor:
        editor.create_model(model)
    yield model
    with connection.schema_editor() as editor:
        editor.delete_model(model)


@pytest.fixture
def written_again(everything):
    """Writes values by Django, takes the row through a backup's line into the table, reads it."""
    table = Table.of(everything)

    def written_again(values):
        everything.objects.all().delete()
        everything.objects.create(pk=1, **values)
        [line] = [json.dumps(row) for row in rows(table, "default")]
        everything.objects.all().delete()
        row = decode(json.loads(line), decoders(table.kinds, connection.ops))
        insert_values(table.name, table.names, [row], connection)
        assert [json.dumps(row) for row in rows(table, "default")] == [line]
        return everything.objects.values(*values).get()

    return written_again


def test_values_come_back_as_they_were(written_again):
    @hypothesis.settings(max_examples=40)
    @given(st.fixed_dictionaries(VALUES))
    def come_back(values):
        found = written_again(values)
        found["binary"] = bytes(found["binary"])
        assert found == values

    come_back()


def test_what_is_missing_stays_missing(written_again):
    assert written_again(dict.fromkeys(FIELDS)) == dict.fromkeys(FIELDS)


def test_null_of_json_is_no_missing_value(written_again, everything):
    written_again({"json": models.Value(None, models.JSONField())})

    assert everything.objects.filter(json__isnull=True).count() == 0


def test_numbers_at_the_edges_of_floats_come_back(written_again):
    for number in (5e-324, 1.7976931348623157e308, 0.1 + 0.2):
        assert repr(written_again({"float": number})["float"]) == repr(number)


def test_moment_is_kept_in_utc_to_the_microsecond():
    east = timezone(timedelta(hours=3))
    moment = datetime(2026, 11, 30, 1, 2, 3, 4, tzinfo=east)

    assert encode((moment,), encoders(["datetime"])) == ["2026-11-29T22:02:03.000004+00:00"]


def test_moment_of_sqlite_is_one_of_utc():
    stored = datetime(2026, 1, 2, tzinfo=UTC).replace(tzinfo=None)

    assert encode((stored,), encoders(["datetime"])) == ["2026-01-02T00:00:00+00:00"]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 1),
        ("text", ["a"]),
        ("integer", "1"),
        ("integer", True),
        ("integer", 2**63),
        ("integer", 1.0),
        ("boolean", 1),
        ("float", "1.0"),
        ("datetime", "2026-01-01T00:00:00"),
        ("datetime", "yesterday"),
        ("datetime", 5),
        ("date", "2026-02-30"),
        ("time", "25:00"),
        ("uuid", "no"),
        ("uuid", 5),
        ("binary", "é"),
        ("binary", "not base64"),
        ("json", "{"),
        ("json", {}),
    ],
)
def test_value_that_a_column_does_not_hold_is_refused(kind, value):
    with pytest.raises((TypeError, ValueError, AttributeError)):
        decode([value], decoders([kind], connection.ops))


@pytest.mark.both_databases
def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="longer"):
        decode(["a"], decoders(["text", "text"], connection.ops))


def test_uuid_is_written_alike_whatever_a_driver_gives():
    value = uuid4()

    for given_value in (value, value.hex):
        assert encode((given_value,), encoders(["uuid"])) == [str(UUID(value.hex))]


def test_dates_and_times_are_written_as_iso():
    row = (date(2026, 1, 2), time(3, 4, 5, 6))

    assert encode(row, encoders(["date", "time"])) == ["2026-01-02", "03:04:05.000006"]
