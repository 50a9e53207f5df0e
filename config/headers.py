"""Security headers on every response, cached pages, static files and errors included; and how long
static files are kept."""

from collections.abc import Iterable
from wsgiref.headers import Headers as FileHeaders

from django.conf import settings

from core.wsgi import Application, Environ, Headers, StartResponse, scheme

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
# Denied to our own pages and to any script that an attacker might inject.
DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


# Of these, what admin's pages need: a passkey is asked for when somebody signs in.
PASSKEYS = "publickey-credentials-get"


class SecurityHeaders:
    """A WSGI application that adds the security headers to what `app` answers, in place of its own.

    Over TLS these include Strict-Transport-Security.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._admin = f"/{settings.ADMIN_PATH}"
        self._headers = _headers_by_scheme(security_headers())
        self._admin_headers = _headers_by_scheme(security_headers(PASSKEYS))
        own = {name.lower() for name, _ in self._headers["https"]}
        self._replaced = own | {"strict-transport-security"}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        is_admin = environ.get("PATH_INFO", "").startswith(self._admin)
        security = (self._admin_headers if is_admin else self._headers)[scheme(environ)]

        def start_secured(status: str, headers: Headers, *exc_info: object) -> object:
            other_headers = [
                header for header in headers if header[0].lower() not in self._replaced
            ]
            return start_response(status, other_headers + security, *exc_info)

        return self._app(environ, start_secured)


def _headers_by_scheme(headers: Headers) -> dict[str, Headers]:
    return {"http": headers, "https": headers + tls_headers()}


def security_headers(allowed: str = "") -> Headers:
    """The headers of every response; a feature may be `allowed` to our own pages."""
    policy = [" ".join(directive) for directive in CONTENT_SECURITY_POLICY.items()]
    features = (f"{name}={'(self)' if name == allowed else '()'}" for name in DENIED_FEATURES)
    if settings.HTTPS:
        policy.append("upgrade-insecure-requests")
    return [
        ("Content-Security-Policy", "; ".join(policy)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(features)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]


def tls_headers() -> Headers:
    """The further headers of a response over TLS, where the site is served over TLS."""
    if not settings.HTTPS:
        return []
    directives = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    directives += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    directives += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return [("Strict-Transport-Security", "; ".join(directives))]


def static_file_headers(headers: FileHeaders, path: str, url: str) -> None:
    """Renews what WhiteNoise says of a static file. One whose name has a hash of its content is
    kept for a year, and never asked for again."""
    is_hashed = "immutable" in (headers["Cache-Control"] or "")
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_hashed else "no-cache"
