"""One save after the other: what a form compares with is what is there when it is written."""

from typing import Any

from django.db import connections, router


def locks_rows(model: type[Any]) -> bool:
    """Whether rows can be locked now: in a transaction, and not on SQLite, where a transaction that
    writes is the only one."""
    connection = connections[router.db_for_write(model)]
    return connection.features.has_select_for_update and connection.in_atomic_block


def lock(model: type[Any], key: Any) -> None:
    """Waits until nobody else writes an object, or what it is a part of, and then lets nobody.

    The owner comes first, on each page alike, so that two people never wait for each other.
    """
    if model.part_of and (item := model._base_manager.filter(pk=key).first()):
        owner = getattr(item, model.part_of)
        _lock_row(type(owner), owner.pk)
    _lock_row(model, key)


def _lock_row(model: type[Any], key: Any) -> None:
    row = model._base_manager.filter(pk=key).order_by()
    list(row.select_for_update(no_key=True).values_list("pk"))
