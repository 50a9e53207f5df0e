"""Rolebook's settings. What an operator chooses comes from the environment (docs/settings.md)."""

import os
from pathlib import Path

from jinja2 import ChainableUndefined

from config import environment
from config.headers import static_file_headers
from config.logs import one_line_of_bad_requests

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("VAR_DIR", default=BASE_DIR / "var")
INDEX_DIR = environment.folder("INDEX_DIR", default=VAR_DIR)

DEBUG = environment.flag("DEBUG", default=False)
HTTPS = environment.flag("HTTPS", default=True)
SECRET_KEY = environment.secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS", default="")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")
# Of these gunicorn makes use, and says less clearly what is wrong with them.
environment.number("PORT", default=8000, least=1, most=65_535)
environment.number("WEB_CONCURRENCY", default=2, least=1)
RELEASE = os.environ.get("RELEASE", "").strip() or "unreleased"

# --- Parts -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "backup",
    "api",
    "downloads",
    "descriptions",
    "exchange",
    "translating",
    "search",
    "careers",
    "classification",
    "roles",
    "skills",
    "sources",
    "history",
    "translations",
    "pagecache",
    "core",
    "audit",
    "allauth.account",  # before signin, which takes its pages out of admin
    "allauth.mfa",
    "signin",
    "accounts",
    "modeltranslation",  # before admin, whose classes it extends
    "adminsortable2",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.methods.MethodMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "translations.middleware.LanguageMiddleware",
    "config.bodies.BodyMiddleware",  # before the form's token is read
    "config.busy.BusyMiddleware",  # sessions
    "config.canonical.CanonicalAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.busy.RefusalMiddleware",
    "config.keeping.KeptFormMiddleware",  # writes a form of its own, after the one above has read
    "signin.middleware.AdmissionMiddleware",  # who is signed in
    "audit.occasions.AuditMiddleware",
    "history.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SERIALIZATION_MODULES = {"yaml": "django.core.serializers.pyyaml"}
DJANGO_TEMPLATES = BASE_DIR / "templates" / "django"
TEMPLATES = [
    {  # pages that readers see
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "config.jinja2.environment",
            "context_processors": ["translations.context.language"],
            "cache_size": -1,  # all stay in memory, without a count of which were used last
            "undefined": ChainableUndefined,  # a name that is missing costs a word, not the page
        },
    },
    {  # admin
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DJANGO_TEMPLATES],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "core.widgets.WidgetRenderer"

# --- Data ------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(default=f"sqlite:///{VAR_DIR / 'rolebook.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "core.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Of what was read last a connection keeps 1 MB; the system keeps all that it has room for.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-1000;"
        ),
        # Of 12 KB each, in each connection; Python keeps 128.
        "cached_statements": 96,
    }
# Anonymous pages are read from these, all else from the one above (core.replicas).
DATABASES |= environment.replicas(of=DATABASES["default"])
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["core.replicas.Router"]
for database in DATABASES.values():
    # A new connection costs 10 ms on PostgreSQL and 1 ms on SQLite.
    database["CONN_MAX_AGE"] = 600
    if not database["ENGINE"].endswith("sqlite3"):
        database["ENGINE"] = "core.postgresql"
        database["CONN_HEALTH_CHECKS"] = True
        # A machine that is gone is noticed after 3 seconds, whether it is new to us or not.
        database.setdefault("OPTIONS", {}).update(connect_timeout=3, tcp_user_timeout=3000)
# So long a save waits for an import that is running, and then says so (core.waiting).
SAVE_WAIT_SECONDS = environment.number("SAVE_WAIT_SECONDS", default=5, least=1, most=20)
# Backups are encrypted with this, if it is given; docs/deploy.md has better places for it.
BACKUP_PASSPHRASE = os.environ.get("BACKUP_PASSPHRASE", "")
# Changes of the content are forgotten after so many days by `clean_history`; 0 is never.
HISTORY_DAYS = environment.number("HISTORY_DAYS", default=0, most=36_500)
# Whether the page of a role says that a translation on it is older than its source.
TELL_OUTDATED = environment.flag("TELL_OUTDATED", default=False)
# Network addresses are kept in the audit log for so many days; 0: never.
AUDIT_ADDRESS_DAYS = environment.number("AUDIT_ADDRESS_DAYS", default=90, most=3_650)
FIXTURES_DIR = BASE_DIR / "fixtures"
DOWNLOADS_DIR = VAR_DIR / "downloads"
# After the download of all content was begun, no other one is for so many seconds.
DOWNLOAD_PAUSE = 60 * environment.number("DOWNLOAD_MINUTES", default=60, most=10_080)
# An admin form of a role carries every item of it, in every language. The front allows as much.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Languages -------------------------------------------------------------------------------

# To add a language: a line here and a migration (docs/languages.md).
LANGUAGES = [("en", "English"), ("fi", "Suomi"), ("nb", "Norsk bokmål"), ("pl", "Polski")]
# Whose spelling and customs a language follows, for sites that ask for a region too (Open Graph).
LANGUAGE_REGIONS = {"en": "en_GB", "fi": "fi_FI", "nb": "nb_NO", "pl": "pl_PL"}
LANGUAGE_CODE = "en"
# Where a text is missing, the reader is shown its source language, then these.
TEXT_FALLBACKS = ["en", "nb", "fi", "pl"]
# What a browser may ask for that one of the languages above serves.
LANGUAGE_ALIASES = {"no": "nb", "nn": "nb"}
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", default="Europe/Helsinki")
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
# A reader must see which language a text is in, so the falling back is ours (translations.texts).
MODELTRANSLATION_ENABLE_FALLBACKS = False
JQUERY_UI_URL = "js/tabs.js"  # in place of jQuery UI

# --- Addresses -------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Where admin is, signing in included. No page for readers names it.
ADMIN_PATH = environment.path(
    "ADMIN_PATH",
    default="admin",
    taken=[
        "static",
        "health",
        "api",
        "mcp",
        *LANGUAGE_ALIASES,
        *(code for code, _name in LANGUAGES),
    ],
)

# --- Files -----------------------------------------------------------------------------------

STATIC_ROOT = environment.folder("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ADD_HEADERS_FUNCTION = static_file_headers
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CACHE_URL = environment.cache("CACHE_URL")
PAGE_CACHE_BYTES = environment.number("PAGE_CACHE_MEGABYTES", default=64) * 1024 * 1024
PAGE_MAX_STALE = environment.seconds("PAGE_MAX_STALE", default=1, most=60)

# --- Safety ----------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Who shows a second factor when signing in: staff, superusers or nobody.
REQUIRE_SECOND_FACTOR = environment.choice(
    "REQUIRE_SECOND_FACTOR", "superusers" if HTTPS else "0", ("staff", "superusers", "0")
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_ADAPTER = "signin.adapters.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "signin.forms.SignInForm",
    "reauthenticate": "signin.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = False  # signin.throttling counts, for all processes
ACCOUNT_REAUTHENTICATION_METHODS = {"password"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "signin.factor_adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "signin.factor_forms.AppForm",
    "add_webauthn": "signin.factor_forms.NewPasskeyForm",
    "authenticate": "signin.factor_forms.CodeForm",
    "authenticate_webauthn": "signin.factor_forms.PasskeyForm",
}
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SECURITY_CONTACT = environment.contact("SECURITY_CONTACT")  # where weaknesses are reported
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
TRUST_PROXY = environment.flag("TRUST_PROXY", default=False)
# How many fronts hand a request on, one after the other, each adding to X-Forwarded-For.
PROXIES = environment.number("PROXIES", default=1, least=1, most=10)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail ------------------------------------------------------------------------------------

# Without it, nobody is sent a link for a new password.
MAIL = environment.mail("EMAIL_URL")
SENDS_MAIL = bool(MAIL)
globals().update(MAIL)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.sender("EMAIL_FROM", needed=SENDS_MAIL)
# Links in mails lead here: never to a host that a request names.
SITE_URL = environment.site_url("SITE_URL", ALLOWED_HOSTS, HTTPS, needed=SENDS_MAIL)

# config.headers sends X-Frame-Options with every answer, and frame-ancestors in the CSP.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

# --- Logs ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(levelname)s %(name)s %(message)s",
            "timestamp": True,
        },
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["bad_requests"],
            "formatter": environment.choice("LOG_FORMAT", "json", ("json", "text")),
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "filters": {"bad_requests": {"()": lambda: one_line_of_bad_requests}},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
    },
}

# A role with fewer skills and tool categories is briefly described: each of them would be more than
# a tenth of it, so shares of it are not shown as percentages.
BRIEF_ITEMS = 10

SITE_NAME = "Rolebook"
# Whether assistants may use the site as a tool (api.mcp).
MCP = environment.flag("MCP", default=False)
# Of the site's own texts; each file that is taken away names it.
CONTENT_LICENCE = os.environ.get("CONTENT_LICENCE", "").strip() or "MIT"
