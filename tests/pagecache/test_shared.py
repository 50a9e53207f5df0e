from datetime import date

import pytest

from pagecache import shared
from pagecache.cached_page import CachedPage
from pagecache.request import Address
from pagecache.shared import LIFETIME, RETRY_AFTER, SharedPages
from tests.pagecache.site import TEXT, CachedSite

ADDRESS = Address("https", "localhost", "/fi/roles/", "stage=lead")
TODAY = date(2026, 11, 23)
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "fi")]


class FakeRedis:
    """Stands in for a Redis client; it may be lost."""

    def __init__(self) -> None:
        self.time = 100.0
        self.kept: dict[bytes, bytes] = {}
        self.lifetimes: list[int] = []
        self.asked = 0
        self.is_lost = False

    def __call__(self) -> float:
        return self.time

    def _answer(self):
        self.asked += 1
        if self.is_lost:
            raise ConnectionError("connection refused")

    def mget(self, keys):
        self._answer()
        return [self.kept.get(key) for key in keys]

    def set(self, name, value, ex):
        self._answer()
        self.kept[name] = value
        self.lifetimes.append(ex)

    def ping(self):
        self._answer()
        return True


@pytest.fixture
def cache():
    return FakeRedis()


@pytest.fixture
def machine(cache):
    """`machine()`: the pages that a machine shares; its secret and program can be named."""

    def make(secret: str = "ours", program: bytes = b"1") -> SharedPages:
        return SharedPages(cache, secret, program, cache)

    return make


def page(encoding: str = "br", version: int = 7, **more: str) -> CachedPage:
    return CachedPage.of(TEXT, [*HEADERS, *more.items()], encoding, version, TODAY)


def test_page_of_one_machine_is_found_by_another(machine, cache):
    made = page(**{"X-Viewed": "12"})
    machine().put(ADDRESS, "br", made)

    assert machine().get(ADDRESS, "br", 7, TODAY) == made
    assert cache.lifetimes == [LIFETIME]


def test_page_is_found_with_what_it_is_about_and_what_it_was_made_of(machine):
    about = {"X-Subjects": "roles.role:12", "X-Made-Of": "roles.role:3,12 skills.skillgroup:*"}
    made = page(**about)
    machine().put(ADDRESS, "br", made)
    found = machine().get(ADDRESS, "br", 7, TODAY)

    assert found == made
    assert found.subjects.header() == about["X-Subjects"]
    assert found.made_of.header() == about["X-Made-Of"]


def test_daily_page_is_found_on_its_day_only(machine):
    made = page(**{"X-Daily": "1"})
    machine().put(ADDRESS, "br", made)

    assert machine().get(ADDRESS, "br", 7, TODAY) == made
    assert machine().get(ADDRESS, "br", 7, date(2026, 11, 24)) is None


@pytest.mark.parametrize(
    ("address", "encoding", "version"),
    [
        (ADDRESS._replace(query=""), "br", 7),
        (ADDRESS._replace(host="example.org"), "br", 7),
        (ADDRESS, "gzip", 7),
        (ADDRESS, "br", 8),
        (ADDRESS, "br", 6),
    ],
)
def test_page_is_found_by_all_that_it_depends_on(machine, address, encoding, version):
    machine().put(ADDRESS, "br", page())

    assert machine().get(address, encoding, version, TODAY) is None


def test_other_program_or_site_does_not_find_it(machine):
    machine().put(ADDRESS, "br", page())

    assert machine(program=b"2").get(ADDRESS, "br", 7, TODAY) is None
    assert machine(secret="theirs").get(ADDRESS, "br", 7, TODAY) is None


def test_page_that_somebody_else_wrote_is_not_believed(machine, cache, caplog):
    machine().put(ADDRESS, "br", page())
    [key] = cache.kept
    cache.kept[key] = cache.kept[key].replace(b"text/html", b"text/xml!")

    assert machine().get(ADDRESS, "br", 7, TODAY) is None
    assert [record.message for record in caplog.records] == [
        "A page in the shared cache is not ours"
    ]


def test_page_of_another_address_is_not_believed(machine, cache):
    machine().put(ADDRESS, "br", page())
    [value] = cache.kept.values()
    other = ADDRESS._replace(path="/fi/")
    machine().put(other, "br", page())
    cache.kept = dict.fromkeys(cache.kept, value)

    assert machine().get(other, "br", 7, TODAY) is None


def test_lost_cache_is_noticed_by_nobody_and_not_asked_for_a_while(machine, cache, caplog):
    pages = machine()
    cache.is_lost = True

    pages.put(ADDRESS, "br", page())
    assert pages.get(ADDRESS, "br", 7, TODAY) is None
    assert pages.state() == "lost"

    assert cache.asked == 1
    assert [record.message for record in caplog.records] == [
        "The shared cache is lost, each process makes its own pages: connection refused"
    ]


def test_cache_that_is_back_is_used_again(machine, cache):
    pages = machine()
    cache.is_lost = True
    pages.put(ADDRESS, "br", page())
    cache.is_lost = False
    cache.time += RETRY_AFTER

    pages.put(ADDRESS, "br", page())

    assert pages.get(ADDRESS, "br", 7, TODAY) == page()
    assert pages.state() == "ok"


def test_nothing_is_shared_where_no_cache_is_set(settings):
    pages = shared.connect_shared_pages([])

    pages.put(ADDRESS, "br", page())

    assert pages.get(ADDRESS, "br", 7, TODAY) is None
    assert pages.state() == "none"


def test_cache_that_nobody_listens_at_is_lost_without_an_error(settings):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"

    assert shared.connect_shared_pages([]).state() == "lost"


def test_program_is_another_when_its_release_is(settings):
    before = shared.program_digest([])
    assert shared.program_digest([]) == before

    settings.RELEASE = "next"

    assert shared.program_digest([]) != before


def test_program_is_another_when_a_file_is(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    home = tmp_path / "templates" / "home.html"
    home.write_text("<h1>Home</h1>")
    before = shared.program_digest([])

    home.write_text("<h1>Welcome</h1>")

    assert shared.program_digest([]) != before


def test_page_is_made_by_one_of_two_machines(machine):
    one, other = (CachedSite(shared=machine()) for _ in range(2))

    assert one.ask("/en/", HTTP_ACCEPT_ENCODING="br") == other.ask(
        "/en/", HTTP_ACCEPT_ENCODING="br"
    )
    assert (one.site.asked, other.site.asked) == (1, 0)


def test_machine_that_is_behind_makes_its_own_page(machine):
    one, other = (CachedSite(shared=machine()) for _ in range(2))
    one.version.number = 2
    one.ask()

    other.ask()

    assert other.site.asked == 1


def test_page_that_may_not_be_kept_is_not_shared(machine, cache):
    one = CachedSite(shared=machine())
    one.site.headers["Set-Cookie"] = "sessionid=1"

    one.ask()

    assert cache.kept == {}


# --- Pages that outlive a change ---------------------------------------------------------------


@pytest.fixture
def two_machines(machine):
    """Two machines at the same version, one after the other has made a page and the content was
    changed."""
    one, other = (CachedSite(shared=machine()) for _ in range(2))
    one.site.headers["X-Made-Of"] = "roles.role:12"
    one.ask()
    for each in (one, other):
        each.version.number = 2
        each.site.content = b"new"
    return one, other


def test_page_that_outlived_a_change_is_found_by_another_machine(two_machines):
    _one, other = two_machines
    other.version.written = {("roles.role", 11)}

    assert other.ask().body == TEXT
    assert other.ask().body == TEXT
    assert other.site.asked == 0


def test_page_that_nobody_asked_for_since_is_found_several_changes_later(two_machines):
    _one, other = two_machines
    other.version.number = 5

    assert other.ask().body == TEXT


@pytest.mark.parametrize("written", [{("roles.role", 12)}, {None}, None])
def test_page_that_did_not_outlive_a_change_is_made_again_for_all(two_machines, written):
    one, other = two_machines
    one.version.written = other.version.written = written
    other.site.headers["X-Made-Of"] = "roles.role:12"

    assert other.ask().body == b"new"
    assert one.ask().body == b"new"
    assert (one.site.asked, other.site.asked) == (1, 1)


def test_machine_that_is_behind_does_not_show_a_page_of_later(machine):
    one, other = (CachedSite(shared=machine()) for _ in range(2))
    one.version.number = 2
    one.site.headers["X-Made-Of"] = "roles.role:12"
    one.ask()
    other.site.content = b"old"

    assert other.ask().body == b"old"


def test_daily_page_outlives_no_day_on_another_machine(machine):
    one, other = (CachedSite(shared=machine()) for _ in range(2))
    one.site.headers |= {"X-Made-Of": "roles.role:12", "X-Daily": "1"}
    one.ask()
    other.calendar.day = date(2026, 11, 24)
    other.site.content = b"new"

    assert other.ask().body == b"new"
