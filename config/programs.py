"""What programs ask for: nobody is signed in there, and scripts of any site may read it."""

from collections.abc import Iterable

from core.wsgi import Application, Environ, Headers, StartResponse

API = "/api/"
# Addresses below these know nobody, whatever cookie or authorization comes along.
IMPERSONAL = (API, "/mcp")
WHO = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")
READING = ("GET", "HEAD", "OPTIONS")
# What scripts of other sites may send and read. Cookies are never among it.
CORS = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Content-Language, Retry-After"),
]
PREFLIGHT = [
    ("Access-Control-Allow-Methods", ", ".join(READING)),
    ("Access-Control-Allow-Headers", "Accept-Language, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]


def open_to_programs(app: Application) -> Application:
    """Hides from `app` who asks for what programs read, and lets scripts of any site read the API.

    In front of the page cache, so that a signed-in editor is sent the same finished answer as
    everybody.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(IMPERSONAL):
            return app(environ, start_response)
        for name in WHO:
            environ.pop(name, None)
        if not path.startswith(API) or environ["REQUEST_METHOD"] not in READING:
            return app(environ, start_response)
        more = CORS + PREFLIGHT if environ["REQUEST_METHOD"] == "OPTIONS" else CORS

        def start_readable(status: str, headers: Headers, *exc_info: object) -> object:
            return start_response(status, [*headers, *more], *exc_info)

        return app(environ, start_readable)

    return answer
