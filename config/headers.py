"""Strict headers on every answer: finished pages, static files and errors included."""

from collections.abc import Iterable

from django.conf import settings

from pagecache.request import Environ, scheme
from pagecache.response import Application, Headers, StartResponse

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
# None of these is ever asked for, here or by a page that gets in.
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


class SecurityHeaders:
    """A WSGI application that answers as `app` does, with strict headers in place of its own.

    Over TLS it also tells browsers to come back over TLS only.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._headers = {"http": strict_headers(), "https": strict_headers() + tls_headers()}
        ours = {name.lower() for name, _ in self._headers["https"]}
        self._dropped = ours | {"strict-transport-security"}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        strict = self._headers[scheme(environ)]

        def start_strictly(status: str, headers: Headers, *exc_info: object) -> object:
            kept = [header for header in headers if header[0].lower() not in self._dropped]
            return start_response(status, kept + strict, *exc_info)

        return self._app(environ, start_strictly)


def strict_headers() -> Headers:
    """The headers that every answer has, whatever it is."""
    policy = [" ".join(directive) for directive in CONTENT_SECURITY_POLICY.items()]
    if settings.HTTPS:
        policy.append("upgrade-insecure-requests")
    return [
        ("Content-Security-Policy", "; ".join(policy)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]


def tls_headers() -> Headers:
    """What every answer over TLS has besides, where the site is served over TLS."""
    if not settings.HTTPS:
        return []
    words = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    words += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    words += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return [("Strict-Transport-Security", "; ".join(words))]
