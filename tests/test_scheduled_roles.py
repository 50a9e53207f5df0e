"""A role that is scheduled is seen by nobody before its time, and by everyone from then on.

Nothing but the clock tells the site: no request of an editor, no program that is run at the time.
"""

import re
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.utils import timezone

from config import serving
from config.serving import page_cache
from core.schedule import schedule
from core.version_watch import watch
from history.models import Change
from roles.models import RelatedRole, Role
from roles.scheduling import publish_due
from tests.pagecache.site import ask
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("open_connections"),
]
PAGE = "/en/roles/hush/"
# Pages that show the role as soon as it is public.
PAGES = [
    "/en/",
    "/en/roles/",
    "/en/roles/?view=table&sort=updated",
    "/en/roles/public/",
    "/en/skills/shared/",
    "/en/search/?q=hush",
    "/en/suggest/?q=hus",
    "/en/compare/",
    "/en/find/?skill=shared",
    "/en/feed/",
    "/fi/feed/",
    "/sitemap-roles-1.xml",
]

# The title of the role, or its address.
NAMES = re.compile(rb"Hush (?:en|fi)|/roles/hush/")


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """No test waits for what another has done, or counts its readers."""
    monkeypatch.setattr(serving.view_counter, "count", lambda role: None)
    monkeypatch.setattr(schedule, "_again_at", 0)


@pytest.fixture
def role():
    """A draft that is scheduled, and shares a skill with a role that readers know."""
    public = RoleSkillFactory(role__slug="public", role__title="Public", skill__slug="shared")
    about = {"slug": "hush", "title": "Hush", "summary": "Summary", "source_language": "en"}
    role = DraftFactory(
        introduction="Introduction", publish_at=timezone.now() + timedelta(days=1), **about
    )
    RoleSkillFactory(role=role, skill=public.skill)
    ResponsibilityFactory(role=role)
    return role


def pass_time(role):
    """Lets the role's time come: the clock raises no content version, and sends no signal."""
    with connection.cursor() as cursor:
        past = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(seconds=2))
        cursor.execute("UPDATE roles_role SET publish_at = %s WHERE id = %s", [past, role.pk])
    watch.look_again()


@pytest.fixture
def site():
    watch.look_again()
    return page_cache(WSGIHandler())


def test_readers_see_the_role_from_its_time_on_everywhere(site, role):
    assert [path for path in PAGES if NAMES.search(ask(site, path).body)] == []
    assert ask(site, PAGE).status == "404 Not Found"

    pass_time(role)

    assert ask(site, PAGE).status == "200 OK"
    assert [path for path in PAGES if not NAMES.search(ask(site, path).body)] == []


@pytest.mark.parametrize("path", ["/en/roles/", "/en/feed/", "/sitemap-roles-1.xml", "/en/"])
def test_reader_who_has_a_page_already_is_sent_it_anew(site, role, path):
    etag = ask(site, path).headers["ETag"]
    assert ask(site, path, HTTP_IF_NONE_MATCH=etag).status == "304 Not Modified"

    pass_time(role)

    assert ask(site, path, HTTP_IF_NONE_MATCH=etag).status == "200 OK"


def test_site_that_was_stopped_at_the_time_makes_up_for_it(role):
    pass_time(role)

    started = page_cache(WSGIHandler())

    assert ask(started, PAGE).status == "200 OK"
    assert b"Hush en" in ask(started, "/en/roles/").body


def test_warm_page_is_older_than_the_role_for_less_than_a_second(site, role):
    at = timezone.now().replace(microsecond=0) + timedelta(seconds=2)
    Role.objects.filter(pk=role.pk).update(publish_at=at)
    seen = None
    while seen is None and timezone.now() < at + timedelta(seconds=3):
        if b"Hush en" in ask(site, "/en/roles/").body:
            seen = timezone.now()
        time.sleep(0.02)

    assert seen is not None
    assert timedelta() <= seen - at < timedelta(seconds=2)  # 0.4 s on an idle machine


def test_page_is_asked_for_with_no_query_more(site, role, django_assert_num_queries):
    ask(site, "/en/roles/")
    watch.look_again()

    with django_assert_num_queries(1):
        ask(site, "/en/roles/")


def test_preview_of_staff_and_their_list_know_of_it_too(role, admin_client):
    pass_time(role)

    assert b"scheduled:" not in admin_client.get("/admin/roles/role/").content
    assert Role.objects.get(pk=role.pk).is_published


def test_role_is_related_to_others_when_it_is_published(site, role):
    pass_time(role)
    ask(site, PAGE)

    assert RelatedRole.objects.filter(role=role).exists()


def test_one_of_several_threads_publishes(role):
    RoleFactory()
    pass_time(role)
    Change.objects.all().delete()
    start, failed = Barrier(4), []

    def look():
        start.wait()
        try:
            publish_due(lambda: None)
        except Exception as error:  # the other one is writing
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(failed) < 4
    assert Role.objects.get(pk=role.pk).is_published
    [change] = Change.objects.filter(origin="schedule")
    assert change.entries.count() == 1


@pytest.fixture
def read_only():
    """Nothing can be written, until the function that is yielded is called."""
    words = {"sqlite": "query_only", "postgresql": "default_transaction_read_only"}
    prefix = "PRAGMA" if connection.vendor == "sqlite" else "SET"

    def switch(state):
        with connection.cursor() as cursor:
            cursor.execute(f"{prefix} {words[connection.vendor]} = {state}")

    yield switch
    switch("off")


def test_site_whose_database_is_read_only_goes_on_and_makes_up_for_it_later(
    site, role, read_only, monkeypatch
):
    pass_time(role)
    read_only("on")

    assert ask(site, PAGE).status == "404 Not Found"
    assert ask(site, "/en/roles/").status == "200 OK"

    read_only("off")
    monkeypatch.setattr(schedule, "_again_at", 0)
    watch.look_again()

    assert ask(site, PAGE).status == "200 OK"
    assert NAMES.search(ask(site, "/en/roles/").body)
