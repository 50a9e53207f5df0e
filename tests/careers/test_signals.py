import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers.models import Position
from core.signals import content_changed
from sources.models import Identifier
from tests.support.factories import DraftFactory, PositionFactory, RoleFactory
from translations.collation import sort_key
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

TABLE = Position._meta.db_table


@pytest.fixture
def role():
    """A role with a position that is sorted by its title."""
    role = RoleFactory(title="A")
    PositionFactory(slug="of-role", title="", role=role)
    return role


def position_writes(act) -> list[str]:
    """The statements that write positions."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) and f'"{TABLE}"' in query["sql"]
    ]


def test_positions_sort_by_the_roles_new_title_when_that_changes(role):
    PositionFactory(slug="own", title="B")

    role.title_en = "C"
    role.save()

    found = Position.objects.in_reading_order("en")
    assert [position.slug for position in found] == ["own", "of-role"]


def test_saving_a_role_with_the_same_titles_writes_no_position(role):
    role.summary_en = "Another summary"
    role.stage = "senior"

    assert position_writes(role.save) == []


def test_saving_some_columns_of_a_role_writes_no_position(role):
    role.title_en = "Not saved"

    assert position_writes(lambda: role.save(update_fields=["summary_en"])) == []


def test_new_title_writes_only_the_sort_keys_of_its_language(role):
    role.title_fi = "Ö"

    [sql] = position_writes(role.save)

    columns = sql.partition(" WHERE ")[0]
    assert '"sort_fi"' in columns
    assert columns.count(" = ") == 1


def test_title_that_serves_other_languages_writes_their_sort_keys_too(role):
    for code in language_codes():
        setattr(role, f"title_{code}", "")
    role.title_en = "C"

    [sql] = position_writes(role.save)

    columns = sql.partition(" WHERE ")[0]
    assert columns.count(" = ") == len(language_codes())
    assert "source_language" not in columns


def test_role_without_a_position_writes_none():
    role = RoleFactory()
    role.title_en = "C"

    assert position_writes(role.save) == []


def test_new_sort_keys_announce_a_content_change(role):
    announced = []

    def receive(sender, fields=None, **details):
        announced.append((sender, fields))

    content_changed.connect(receive)
    try:
        role.title_fi = "Ö"
        role.save()
    finally:
        content_changed.disconnect(receive)

    assert (Position, ["sort_fi"]) in announced


def linked(item, value="http://x.org/1", **fields):
    return Identifier.objects.create(about=item, scheme="ESCO", value=value, **fields)


def test_position_gets_the_role_that_it_is_linked_to_when_the_link_is_confirmed():
    position, role = PositionFactory(title="Own"), RoleFactory(title="A")
    linked(role, imported={})
    link = linked(position, match="close", is_confirmed=False)
    position.refresh_from_db()
    assert position.role is None

    link.match, link.is_confirmed = "exact", True
    link.save()

    position.refresh_from_db()
    assert position.role == role
    assert bytes(position.sort_en) == sort_key("A en", "en")


def test_position_is_given_no_draft_and_no_role_that_has_a_position_or_is_another():
    taken = PositionFactory(role=RoleFactory()).role
    for role, value in ((taken, "1"), (DraftFactory(), "2"), (RoleFactory(), "3")):
        linked(role, value)
    positions = [PositionFactory() for _ in range(3)]

    for position, value in zip(positions, ("1", "2", "4"), strict=True):
        linked(position, value)

    assert [Position.objects.get(pk=position.pk).role for position in positions] == [None] * 3
