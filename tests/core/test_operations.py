import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from core.operations import AddIndexWithoutLock
from roles.models import RoleSkill


class TriedIndex(AddIndexWithoutLock):
    """An index that no migration has."""

    def __init__(self) -> None:
        super().__init__("roleskill", models.Index(models.F("order"), name="tried_order"))


def index_names() -> set[str]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, RoleSkill._meta.db_table)
    return {*constraints}


@pytest.mark.django_db(transaction=True)
def test_index_is_added_and_taken_away_outside_a_transaction():
    operation = TriedIndex()
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("roles", after)

    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("roles", editor, before, after)
    assert "tried_order" in index_names()

    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("roles", editor, after, before)
    assert "tried_order" not in index_names()
