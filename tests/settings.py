"""The site's settings, in an environment that is the same on every machine.

Only DATABASE_URL is taken from outside.
"""

import os
from pathlib import Path

os.environ.update(
    ADMIN_PATH="admin",
    ALLOWED_HOSTS="localhost,127.0.0.1,[::1]",
    CACHE_URL="",
    CSRF_TRUSTED_ORIGINS="",
    DATABASE_REPLICA_URLS="",
    DEBUG="0",
    DOWNLOAD_MINUTES="60",
    EMAIL_FROM="",
    EMAIL_URL="",
    HISTORY_DAYS="0",
    HTTPS="0",
    INDEX_DIR="",
    LOG_FORMAT="text",
    MCP="0",
    PAGE_CACHE_MEGABYTES="64",
    PAGE_MAX_STALE="0",
    PROXIES="1",
    RELEASE="tests",
    REQUIRE_SECOND_FACTOR="0",
    SAVE_WAIT_SECONDS="5",
    SECRET_KEY="long enough for the tests, and known to everyone who reads them",
    SECRET_KEY_FALLBACKS="",
    SITE_URL="",
    TIME_ZONE="Europe/Helsinki",
    TRUST_PROXY="0",
    VAR_DIR=str(Path(__file__).resolve().parent.parent / "var" / "tests"),
)

from jinja2 import StrictUndefined

from config.settings import *  # noqa: F403 (the environment has to be there first)
from config.settings import STATIC_ROOT, STORAGES, TEMPLATES
from tests.support.strictness import Undefined, turn_unordered_rows_round

for engine in TEMPLATES:
    is_jinja = engine["BACKEND"].endswith("Jinja2")
    strict = {"undefined": StrictUndefined} if is_jinja else {"string_if_invalid": Undefined()}
    engine["OPTIONS"] |= strict
    if is_jinja:
        engine["OPTIONS"]["environment"] = "tests.support.strictness.jinja_environment"
turn_unordered_rows_round()

# Files are served as they stand in static/, with nothing collected first.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Tests that ask for closest titles build them: no other process does.
INDEX_DIR = None
# The same for the download of all content.
DOWNLOADS_DIR = None
# Signing in is no test of a slow hash.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
