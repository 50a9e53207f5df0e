"""Settings from the environment: read, checked, and explained when they are wrong."""

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ  # type: ignore[import-untyped]  # it has no types
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
POSTGRES = ("postgres://", "postgresql://")

DatabaseSettings = dict[str, Any]


def flag(name: str, default: bool) -> bool:
    """The variable as yes or no."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write 1 for yes or 0 for no.")
    return value in TRUE


def number(name: str, default: int, least: int = 0, most: int | None = None) -> int:
    """The variable as a whole number of at least `least`, and at most `most` if there is one."""
    value = os.environ.get(name, str(default)).strip()
    is_number = value.isascii() and value.isdigit() and int(value) >= least
    if not is_number or (most is not None and int(value) > most):
        to = "up" if most is None else f"to {most}"
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write a whole number from {least} {to}, for example {default}."
        )
    return int(value)


def seconds(name: str, default: float, most: int) -> float:
    """The variable as a number of seconds up to `most`, with decimals or without."""
    value = os.environ.get(name, f"{default:g}").strip()
    if not re.fullmatch(r"[0-9]+([.][0-9]+)?", value) or float(value) > most:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write a number of seconds from 0 to {most}, for example "
            f"{default:g}."
        )
    return float(value)


def words(name: str, default: str) -> list[str]:
    """The variable as a list of words between commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """The variable as names of hosts, at least one."""
    names = words(name, default)
    if not names or any(set(host) & set("/@ ") for host in names):
        raise ImproperlyConfigured(
            f"{name} is “{', '.join(names)}”. Write the host names of the site as they stand in "
            "addresses, without https:// and paths, several between commas."
        )
    return names


def origins(name: str) -> list[str]:
    """The variable as origins, each with its scheme."""
    values = words(name, default="")
    if not all(origin.startswith(("https://", "http://")) for origin in values):
        raise ImproperlyConfigured(
            f"{name} is “{', '.join(values)}”. Write origins with their scheme, for example "
            "https://edit.example.org, several between commas."
        )
    return values


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """The variable as one of a few words."""
    value = os.environ.get(name, default).strip().lower()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write one of: {', '.join(allowed)}.")
    return value


def folder(name: str, default: Path) -> Path:
    """The variable as a folder, which is made if it is not there."""
    path = Path(os.environ.get(name, "").strip() or default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is “{path}”, and no folder can be made there ({error.strerror}). "
            "Write the path of a folder that can be written."
        ) from error
    return path


def path(name: str, default: str, taken: Collection[str]) -> str:
    """The variable as the beginning of paths, "admin/"; none of those that are `taken`."""
    value = os.environ.get(name, "").strip().strip("/") or default
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", value) or value.split("/")[0] in taken:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write a path of letters, digits, - and _, for example "
            f"{default}, that does not begin with one of: {', '.join(taken)}."
        )
    return f"{value}/"


def time_zone(name: str, default: str) -> str:
    """The variable as the name of a time zone."""
    value = os.environ.get(name, "").strip() or default
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write the name of a time zone, for example {default}."
        ) from error
    return value


def database(default: str) -> DatabaseSettings:
    """The database of DATABASE_URL, in the form of Django's DATABASES.

    SQLite and PostgreSQL are the two that are tested; another scheme is refused. A SQLite file is
    named so that opening it never makes one.
    """
    url = os.environ.get("DATABASE_URL", "").strip() or default
    if not url.startswith(("sqlite://", *POSTGRES)):
        raise ImproperlyConfigured(
            "DATABASE_URL starts neither with sqlite:// nor with postgres://. Write "
            "sqlite:////absolute/path.sqlite3 or postgres://user:password@host:5432/name."
        )
    if url.startswith("sqlite://"):
        _check_file(url.removeprefix("sqlite://"))
    settings = _database("DATABASE_URL", url)
    if url.startswith("sqlite:///"):
        settings["NAME"] = f"{Path(settings['NAME']).as_uri()}?mode=rw"
    return settings


def _check_file(place: str) -> None:
    if place == ":memory:":
        return
    if not place.startswith("/") or not Path(place.removeprefix("/")).parent.is_dir():
        raise ImproperlyConfigured(
            "DATABASE_URL names a SQLite file in a folder that is not there. Write three strokes "
            "and the path, sqlite:////absolute/path.sqlite3, and make the folder first."
        )


def replicas(of: DatabaseSettings) -> dict[str, DatabaseSettings]:
    """The databases of DATABASE_REPLICA_URLS: streaming replicas `of` the database, by alias."""
    urls = words("DATABASE_REPLICA_URLS", default="")
    if urls and of["ENGINE"].endswith("sqlite3"):
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URLS is set, but DATABASE_URL is a SQLite file, which has no "
            "replicas. Leave it out, or let DATABASE_URL name the PostgreSQL that they follow."
        )
    for url in urls:
        if not url.startswith(POSTGRES):
            raise ImproperlyConfigured(
                "DATABASE_REPLICA_URLS holds an address that does not start with postgres://. "
                "Write postgres://user:password@host:5432/name, several between commas, and "
                "commas in a password as %2C."
            )
    databases = (_database("DATABASE_REPLICA_URLS", url) for url in urls)
    return {f"replica-{number}": replica for number, replica in enumerate(databases, start=1)}


def _database(name: str, url: str) -> DatabaseSettings:
    try:
        settings: DatabaseSettings = environ.Env.db_url_config(url)
    except ValueError:
        # Without the cause, which may quote a part of the password.
        raise ImproperlyConfigured(
            f"{name} cannot be read. Write postgres://user:password@host:5432/name, with special "
            "characters percent-encoded."
        ) from None
    if not settings.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database. Put its name after the host.")
    return settings


def mail(name: str) -> dict[str, Any]:
    """The variable as Django's settings of mail; none where it is empty."""
    url = os.environ.get(name, "").strip()
    if not url:
        return {}
    try:
        settings: dict[str, Any] = environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(  # without the cause, which may quote the password
            f"{name} cannot be read. Write smtp+tls://user:password@host:587, with special "
            "characters percent-encoded, or leave it out."
        ) from None
    port = 465 if settings.get("EMAIL_USE_SSL") else 587 if settings.get("EMAIL_USE_TLS") else 25
    return settings | {"EMAIL_PORT": settings["EMAIL_PORT"] or port}


def sender(name: str, needed: bool) -> str:
    """The variable as the address that mails come from."""
    value = os.environ.get(name, "").strip()
    if needed and not re.fullmatch(r"([^<>\r\n]*<)?[^@<>\s]+@[^@<>\s]+>?", value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write the address that the site’s mails come from, for example "
            "rolebook@example.org."
        )
    return value or "rolebook@localhost"


def site_url(name: str, hosts: list[str], https: bool, needed: bool) -> str:
    """The variable as the address of the site; else made of the first of its hosts."""
    default = f"{'https' if https else 'http'}://{hosts[0]}"
    value = (os.environ.get(name, "").strip() or default).rstrip("/")
    if needed and not re.fullmatch(r"https?://(\w[\w.-]*|\[[0-9a-f:]+\])(:\d+)?", value, re.ASCII):
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write the address of the site, without a path, for example "
            "https://roles.example.org."
        )
    return value


def contact(name: str) -> str:
    """The variable as an address that people write to; empty where there is none."""
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch(r"(https://|mailto:[^@\s]+@)[^@\s]+", value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write the address of a page, https://…, or mailto: and an "
            "e-mail address."
        )
    return value


def cache(name: str) -> str:
    """The variable as the address of a Redis-compatible cache; empty where there is none."""
    url = os.environ.get(name, "").strip()
    if url and not _is_cache(url):
        raise ImproperlyConfigured(
            f"{name} is no address of a Redis-compatible cache. Write "
            "redis://:password@host:6379/0, or rediss://… over TLS, or leave it out."
        )
    return url


def _is_cache(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_place = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    database = parts.path.strip("/")
    return parts.scheme in ("redis", "rediss") and has_place and database.isdigit() | (not database)


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or a key made on the first start and kept in `folder`, readable by its owner."""
    if key := os.environ.get("SECRET_KEY", "").strip():
        if len(key) < 50:
            raise ImproperlyConfigured(
                "SECRET_KEY is too short. Write at least 50 random characters, or leave it out: "
                "then one is made and kept."
            )
        return key
    path = folder / "secret_key"
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"No SECRET_KEY is given and none can be kept in {folder} ({error.strerror}). "
            "Set SECRET_KEY, or let VAR_DIR name a folder that can be written."
        ) from error
    return path.read_text()
