"""A backend whose connections are bound from their first question on, and given up once a request.

Commands wait for each other as long as the settings of the database say (`core.waiting`).
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.errors import ConnectionTimeout

from core.row_reader import RowReader
from core.waiting import CHECK_SECONDS, bound_answers, give_up, has_given_up, is_limited, patience


class DatabaseWrapper(RowReader, base.DatabaseWrapper):
    """A thread's access to the database."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new connection, unless this thread's request has waited for the server in vain."""
        error = self.Database.OperationalError
        if has_given_up(self.alias):
            raise error("The database did not answer what this request has asked before.")
        try:
            driver = super().get_new_connection(conn_params)
        except ConnectionTimeout:
            give_up(self.alias)
            raise
        if is_limited():
            bound_answers(driver, error, self.alias)
        return driver

    def is_usable(self) -> bool:
        with patience(CHECK_SECONDS):
            return bool(super().is_usable())
