"""Text in the database as it was stored before it was cleaned at every door."""

from django.db import connection
from django.db.models import Model


def store_unclean(item: Model, **texts: str) -> None:
    """Writes columns of an object by SQL, which nothing cleans."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(column)} = %s" for column in texts)
    sql = f"UPDATE {quote(item._meta.db_table)} SET {sets} WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*texts.values(), item.pk])
