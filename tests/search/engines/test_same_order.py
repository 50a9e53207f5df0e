"""Both databases find the same in the same order: all of it, not the first alone."""

from collections.abc import Iterator
from contextlib import ExitStack

import environ
import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from benchmarks.search import queries
from search.engines import engine
from search.ids import ORDER_MASK
from search.models import Passage, PassageRow, State, Synonym, Term
from search.query import normalise_query
from search.stages import StagedSearch
from search.upkeep import index_pending
from tests.tools.postgres import throwaway_server

OTHER = "other"
QUERIES = [query for query in queries() if not query.needs][::3]


@pytest.fixture(scope="module")
def other_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The alias of a database that is not the one of the tests, with the tables of the search.

    It is there before the test begins, which names it among those that it may ask.
    """
    with ExitStack() as stack:
        url = "sqlite://:memory:"
        if connection.vendor == "sqlite":
            url = stack.enter_context(throwaway_server())
        stack.enter_context(django_db_blocker.unblock())
        mine, its = connections["default"].settings_dict, environ.Env.db_url_config(url)
        connections.settings[OTHER] = mine | {"OPTIONS": {}} | its
        stack.callback(connections.settings.pop, OTHER)
        stack.callback(connections[OTHER].close)
        executor = MigrationExecutor(connections[OTHER])
        apps = {"search", "roles", "sources"}  # synonyms are bound to identifiers of roles
        tables = [key for key in executor.loader.graph.leaf_nodes() if key[0] in apps]
        with override_settings(DATABASE_ROUTERS=[]):  # the site's makes tables in its own alone
            executor.migrate(tables)
        yield OTHER


def copy_index(to: str) -> None:
    """What is indexed here is indexed there by its own engine."""
    for model in (State, Passage, Term, Synonym):
        # Plain querysets: the other database has no content version to raise.
        QuerySet(model, using=to).bulk_create(model.objects.all(), batch_size=500)
    generation, there = State.objects.get().live, engine(to)
    rows = [PassageRow(*values) for values in Passage.objects.values_list(*PassageRow._fields)]
    there.add_passages(generation, rows)
    words = Term.objects.filter(generation=generation, is_word=True)
    there.add_words(generation, words.values_list("term", flat=True))


def order(text: str, language: str, using: str) -> list[tuple[int, float]]:
    """The passages that a text finds, and how well each fits."""
    hits = StagedSearch(normalise_query(text), language, using=using).run()
    return [(hit.passage.id & ORDER_MASK, hit.score) for hit in hits]


@pytest.mark.django_db(databases=["default", OTHER])
def test_both_databases_find_the_same_in_the_same_order(content, other_database):
    index_pending()
    copy_index(other_database)

    assert {connection.vendor, connections[other_database].vendor} == {"sqlite", "postgresql"}
    found = {
        (query.language, query.text): order(query.text, query.language, "default")
        for query in QUERIES
    }
    assert found == {
        (query.language, query.text): order(query.text, query.language, other_database)
        for query in QUERIES
    }
    assert sum(len(hits) > 1 for hits in found.values()) > 50
