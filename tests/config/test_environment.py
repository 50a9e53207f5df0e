import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


def test_folder_is_made_where_the_variable_says(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "new" / "var"))

    folder = environment.folder("VAR_DIR", default=tmp_path / "other")

    assert folder == tmp_path / "new" / "var"
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "var"]


def test_folder_is_the_default_where_the_variable_is_empty(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", " ")

    assert environment.folder("VAR_DIR", default=tmp_path) == tmp_path


def test_folder_that_cannot_be_made_is_named_with_what_to_write(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("VAR_DIR", f"{file}/var")

    with pytest.raises(ImproperlyConfigured) as error:
        environment.folder("VAR_DIR", default=tmp_path)

    assert str(error.value) == (
        f"VAR_DIR is “{file}/var”, and no folder can be made there (Not a directory). "
        "Write the path of a folder that can be written."
    )


@pytest.mark.parametrize(
    ("given", "zone"), [("", "Europe/Helsinki"), ("Europe/Oslo", "Europe/Oslo")]
)
def test_time_zone_is_what_the_variable_names(monkeypatch, given, zone):
    monkeypatch.setenv("TIME_ZONE", given)

    assert environment.time_zone("TIME_ZONE", default="Europe/Helsinki") == zone


@pytest.mark.parametrize("value", ["Mars", "Europe", "../etc/passwd", "/etc/passwd"])
def test_time_zone_that_there_is_not_is_named_with_what_to_write(monkeypatch, value):
    monkeypatch.setenv("TIME_ZONE", value)

    with pytest.raises(ImproperlyConfigured) as error:
        environment.time_zone("TIME_ZONE", default="Europe/Helsinki")

    assert str(error.value) == (
        f"TIME_ZONE is “{value}”. Write the name of a time zone, for example Europe/Helsinki."
    )


@pytest.mark.parametrize(("given", "read"), [("0", 0), ("1", 1), ("0.25", 0.25), (" 60 ", 60)])
def test_seconds_may_have_decimals(monkeypatch, given, read):
    monkeypatch.setenv("PAGE_MAX_STALE", given)

    assert environment.seconds("PAGE_MAX_STALE", default=1, most=60) == read


@pytest.mark.parametrize("value", ["", "-1", "61", "1,5", "nan", "1e1", "."])
def test_seconds_that_are_none_are_named_with_what_to_write(monkeypatch, value):
    monkeypatch.setenv("PAGE_MAX_STALE", value)

    assert refusal(environment.seconds, "PAGE_MAX_STALE", default=1, most=60) == (
        f"PAGE_MAX_STALE is “{value}”. Write a number of seconds from 0 to 60, for example 1."
    )


def refusal(read, *arguments: object, **options: object) -> str:
    """What is said when a value is refused."""
    with pytest.raises(ImproperlyConfigured) as error:
        read(*arguments, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "is_on"),
    [("1", True), ("true", True), (" Yes ", True), ("ON", True), ("0", False), ("", False)],
)
def test_flag_is_yes_or_no(monkeypatch, given, is_on):
    monkeypatch.setenv("HTTPS", given)

    assert environment.flag("HTTPS", default=not is_on) is is_on


@pytest.mark.parametrize("default", [True, False])
def test_flag_is_its_default_where_it_is_not_set(monkeypatch, default):
    monkeypatch.delenv("HTTPS", raising=False)

    assert environment.flag("HTTPS", default=default) is default


def test_flag_that_is_neither_is_named_with_what_to_write(monkeypatch):
    monkeypatch.setenv("HTTPS", "maybe")

    assert refusal(environment.flag, "HTTPS", default=True) == (
        "HTTPS is “maybe”. Write 1 for yes or 0 for no."
    )


def test_number_is_read_or_its_default(monkeypatch):
    monkeypatch.setenv("PORT", " 9000 ")
    assert environment.number("PORT", default=8000) == 9000
    monkeypatch.delenv("PORT")
    assert environment.number("PORT", default=8000) == 8000


@pytest.mark.parametrize("value", ["lots", "-1", "1.5", "", "٣", "0"])
def test_number_that_is_none_or_too_small_is_named_with_what_to_write(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    assert refusal(environment.number, "PORT", default=8000, least=1) == (
        f"PORT is “{value}”. Write a whole number from 1 up, for example 8000."
    )


def test_words_stand_between_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , ,b.example,")
    assert environment.words("ALLOWED_HOSTS", default="c") == ["a.example", "b.example"]
    monkeypatch.delenv("ALLOWED_HOSTS")
    assert environment.words("ALLOWED_HOSTS", default="c,d") == ["c", "d"]


def test_choice_is_one_of_a_few_words(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", " TEXT ")

    assert environment.choice("LOG_FORMAT", "json", ("json", "text")) == "text"


def test_choice_off_the_list_is_named_with_what_to_write(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "xml")

    assert refusal(environment.choice, "LOG_FORMAT", "json", ("json", "text")) == (
        "LOG_FORMAT is “xml”. Write one of: json, text."
    )


DATABASES = {
    "": ("sqlite3", "file:///default.sqlite3?mode=rw"),
    "sqlite:////role book.sqlite3": ("sqlite3", "file:///role%20book.sqlite3?mode=rw"),
    "sqlite://:memory:": ("sqlite3", ":memory:"),
    "postgres://me@host/roles": ("postgresql", "roles"),
    "postgresql://me@host:5433/roles": ("postgresql", "roles"),
}


@pytest.mark.parametrize(("url", "found"), DATABASES.items())
def test_database_is_what_its_address_says(monkeypatch, url, found):
    monkeypatch.setenv("DATABASE_URL", url)

    database = environment.database(default="sqlite:////default.sqlite3")

    assert (database["ENGINE"].rpartition(".")[2], database["NAME"]) == found


def test_password_of_a_database_may_have_any_signs(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:p%40s%2Fs%C3%A4@host:5433/roles")

    database = environment.database(default="")

    assert (database["PASSWORD"], database["HOST"], database["PORT"]) == ("p@s/sä", "host", 5433)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "mysql://me@host/roles",
            "DATABASE_URL starts neither with sqlite:// nor with postgres://. Write "
            "sqlite:////absolute/path.sqlite3 or postgres://user:password@host:5432/name.",
        ),
        (
            "postgres:/me:secret@host/roles",
            "DATABASE_URL starts neither with sqlite:// nor with postgres://. Write "
            "sqlite:////absolute/path.sqlite3 or postgres://user:password@host:5432/name.",
        ),
        *(
            (
                url,
                "DATABASE_URL names a SQLite file in a folder that is not there. Write three "
                "strokes and the path, sqlite:////absolute/path.sqlite3, and make the folder "
                "first.",
            )
            for url in ("sqlite://relative.sqlite3", "sqlite:////nowhere/at/all.sqlite3")
        ),
        ("postgres://me@host/", "DATABASE_URL names no database. Put its name after the host."),
        (
            "postgres://me:sec/ret@host:5432/roles",
            "DATABASE_URL cannot be read. "
            "Write postgres://user:password@host:5432/name, with special characters "
            "percent-encoded.",
        ),
    ],
)
def test_database_that_cannot_be_is_explained(monkeypatch, url, said):
    monkeypatch.setenv("DATABASE_URL", url)

    assert refusal(environment.database, default="") == said


POSTGRES = {"ENGINE": "django.db.backends.postgresql"}


def test_site_has_no_replicas_unless_they_are_named(monkeypatch):
    monkeypatch.setenv("DATABASE_REPLICA_URLS", "")

    assert environment.replicas(of=POSTGRES) == {}
    assert environment.replicas(of={"ENGINE": "django.db.backends.sqlite3"}) == {}


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        (
            "postgres://me@one/roles,sqlite:////data/roles.sqlite3",
            "DATABASE_REPLICA_URLS holds an address that does not start with postgres://. "
            "Write postgres://user:password@host:5432/name, several between commas, and commas in "
            "a password as %2C.",
        ),
        (
            "postgres://me@host/",
            "DATABASE_REPLICA_URLS names no database. Put its name after the host.",
        ),
    ],
)
def test_replica_that_cannot_be_is_explained(monkeypatch, urls, said):
    monkeypatch.setenv("DATABASE_REPLICA_URLS", urls)

    assert refusal(environment.replicas, of=POSTGRES) == said


@pytest.mark.parametrize(
    "url", ["", "redis://cache:6379/0", "redis://:p%40ss@cache", "rediss://cache:6380"]
)
def test_cache_is_what_its_address_says(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", f" {url} ")

    assert environment.cache("CACHE_URL") == url


@pytest.mark.parametrize(
    "url",
    ["memcached://cache", "cache:6379", "redis://", "redis:///0", "redis://h:x/0", "redis://h/x"],
)
def test_cache_that_cannot_be_is_explained(monkeypatch, url):
    monkeypatch.setenv("CACHE_URL", url)

    assert refusal(environment.cache, "CACHE_URL") == (
        "CACHE_URL is no address of a Redis-compatible cache. Write "
        "redis://:password@host:6379/0, or rediss://… over TLS, or leave it out."
    )


def test_hosts_are_between_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , [::1],.b.example")

    assert environment.hosts("ALLOWED_HOSTS", default="c") == ["a.example", "[::1]", ".b.example"]


@pytest.mark.parametrize("hosts", ["", " , ", "https://a.example", "a.example/roles", "a b"])
def test_hosts_that_cannot_be_are_explained(monkeypatch, hosts):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)

    assert refusal(environment.hosts, "ALLOWED_HOSTS", "c").endswith(
        "Write the host names of the site as they stand in addresses, without https:// and paths, "
        "several between commas."
    )


def test_origin_without_its_scheme_is_explained(monkeypatch):
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.example")
    assert environment.origins("CSRF_TRUSTED_ORIGINS") == ["https://a.example"]

    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.example,b.example")
    assert refusal(environment.origins, "CSRF_TRUSTED_ORIGINS") == (
        "CSRF_TRUSTED_ORIGINS is “https://a.example, b.example”. Write origins with their scheme, "
        "for example https://edit.example.org, several between commas."
    )


def test_number_that_is_too_large_is_explained(monkeypatch):
    monkeypatch.setenv("PORT", "65536")

    assert refusal(environment.number, "PORT", 8000, 1, 65_535) == (
        "PORT is “65536”. Write a whole number from 1 to 65535, for example 8000."
    )


def test_secret_key_that_is_given_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "k" * 50)

    assert environment.secret_key(tmp_path) == "k" * 50
    assert list(tmp_path.iterdir()) == []


def test_secret_key_that_is_too_short_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "k" * 49)

    assert refusal(environment.secret_key, tmp_path) == (
        "SECRET_KEY is too short. Write at least 50 random characters, or leave it out: "
        "then one is made and kept."
    )


def test_secret_key_is_made_once_and_kept_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = environment.secret_key(tmp_path)
    second = environment.secret_key(tmp_path)

    assert first == second
    assert len(first) >= 50
    assert environment.secret_key(tmp_path / ".") == (tmp_path / "secret_key").read_text()
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_sites_have_different_secret_keys(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "other").mkdir()

    assert environment.secret_key(tmp_path) != environment.secret_key(tmp_path / "other")


def test_secret_key_that_cannot_be_kept_is_explained(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    folder = tmp_path / "nowhere"

    assert refusal(environment.secret_key, folder) == (
        f"No SECRET_KEY is given and none can be kept in {folder} (No such file or directory). "
        "Set SECRET_KEY, or let VAR_DIR name a folder that can be written."
    )


@pytest.mark.parametrize(
    ("given", "path"),
    [("", "admin/"), ("office", "office/"), (" /back/office-2/ ", "back/office-2/")],
)
def test_path_stands_without_a_stroke_before_it(monkeypatch, given, path):
    monkeypatch.setenv("ADMIN_PATH", given)

    assert environment.path("ADMIN_PATH", default="admin", taken=["fi"]) == path


@pytest.mark.parametrize("value", ["fi", "fi/admin", "a//b", "..", "back office", "é", "a?b"])
def test_path_that_cannot_be_one_is_named_with_what_to_write(monkeypatch, value):
    monkeypatch.setenv("ADMIN_PATH", value)

    message = refusal(environment.path, "ADMIN_PATH", default="admin", taken=["static", "fi"])

    assert message == (
        f"ADMIN_PATH is “{value}”. Write a path of letters, digits, - and _, for example admin, "
        "that does not begin with one of: static, fi."
    )
