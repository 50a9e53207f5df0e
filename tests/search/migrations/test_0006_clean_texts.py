from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from core.content_version import raise_version, read_version
from search.building import is_current, rebuild
from search.models import Pending, Synonym
from search.upkeep import index_pending
from sources.models import Identifier
from tests.support.factories import AlternativeTitleFactory, ResponsibilityFactory, RoleFactory
from tests.support.unclean import store_unclean

pytestmark = pytest.mark.django_db

migration = import_module("search.migrations.0006_clean_texts")


def migrate():
    migration.clean_texts(apps, SimpleNamespace(connection=connection))


def test_stored_texts_are_cleaned_in_every_language_and_the_index_is_to_be_renewed():
    role = ResponsibilityFactory().role
    item = role.responsibilities.get()
    rebuild()
    raise_version()
    before = read_version()
    store_unclean(role, title_fi="Pa\u0308a\u0308llikko\u0308", growth_pl="Raz\x1f\r\nDwa\u200b")
    store_unclean(item, tasks_nb="En\x0bto\r\nTre")
    migrate()
    role.refresh_from_db()
    item.refresh_from_db()

    assert (role.title_fi, role.growth_pl, item.tasks_nb) == ("Päällikkö", "Raz\nDwa", "En to\nTre")
    assert not is_current()
    assert read_version() > before

    index_pending()
    assert is_current()


def test_clean_database_is_left_as_it_is():
    ResponsibilityFactory()
    rebuild()
    Pending.objects.all().delete()
    migrate()

    assert is_current()


def test_label_that_is_nothing_is_dropped_and_doubles_are_merged():
    role = RoleFactory()
    titles = [AlternativeTitleFactory(role=role, title=title) for title in ("Hän", "Hen", "Hun")]
    store_unclean(titles[1], title="Ha\u0308n")
    store_unclean(titles[2], title="\u200b\u00ad")
    migrate()

    assert [title.title for title in role.alternative_titles.all()] == ["Hän"]


def test_synonym_has_the_key_of_its_clean_phrase():
    synonym = Synonym.objects.create(language="fi", phrase="aspa", meaning="asiakaspalvelu")
    store_unclean(synonym, phrase="pa\u0308\u00ad\u00e4", key="pa a")
    migrate()
    synonym.refresh_from_db()

    assert (synonym.phrase, synonym.key) == ("pää", "paa")


def test_import_still_knows_the_texts_that_it_wrote():
    role = RoleFactory()
    title = AlternativeTitleFactory(role=role, language="fi", title="hoitaja")
    store_unclean(role, title_fi="Ha\u0308n")
    store_unclean(title, title="la\u0308a\u0308ka\u0308ri")
    digest = migration._digest
    identifier = Identifier.objects.create(
        content_type=ContentType.objects.get_for_model(role),
        object_id=role.pk,
        scheme="ESCO",
        value="http://data.europa.eu/esco/occupation/1",
        imported={
            "title_fi": digest("Ha\u0308n"),
            "title_nb": digest("another"),
            "titles_fi": digest("la\u0308a\u0308ka\u0308ri")[:8] + "0" * 8,
        },
    )
    migrate()
    identifier.refresh_from_db()

    assert identifier.imported == {
        "title_fi": digest("Hän"),
        "title_nb": digest("another"),
        "titles_fi": "".join(sorted([digest("lääkäri")[:8], "0" * 8])),
    }
