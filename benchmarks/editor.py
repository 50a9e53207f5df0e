"""An editor's browser: signs in to admin over HTTP, submits its forms, and reads pages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks.servers import HOST

TIMEOUT = 30  # seconds


class FormFields(HTMLParser):
    """The fields that a browser would send of a page's forms if nothing was changed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._textarea = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        name = values.get("name") or ""
        if tag == "input" and name and _is_sent(values):
            self.fields.append((name, values.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in values:
            self.fields.append((self._select, values.get("value") or ""))
        elif tag == "textarea":
            self._textarea = name
            self.fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            # The first line break in a textarea is no part of its text.
            name, before = self.fields.pop()
            self.fields.append((name, before + (data if before else data.removeprefix("\n"))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""


def _is_sent(attributes: dict[str, str | None]) -> bool:
    kind = attributes.get("type") or "text"
    return kind not in ("submit", "button", "search", "file") and (
        kind not in ("checkbox", "radio") or "checked" in attributes
    )


@dataclass
class Editor:
    """An editor with a session, which is valid on each machine of the site."""

    name: str
    password: str
    _browser: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def sign_in(self, port: int) -> None:
        path = "/admin/account/sign-in/?next=/admin/"
        if "/admin/logout/" not in self.send(
            port, path, {"login": self.name, "password": self.password}
        ):
            raise SystemExit("The editor could not sign in.")

    def open(self, port: int, path: str) -> str:
        """The HTML of a page as the editor sees it."""
        return self._fetch(f"http://{HOST}:{port}{path}")

    def send(self, port: int, path: str, changed: dict[str, str]) -> str:
        """Submits a page's form with some fields changed. The HTML of the page that follows."""
        fields = FormFields(self.open(port, path)).fields
        unchanged = [(name, value) for name, value in fields if name not in changed]
        body = urlencode([*unchanged, *changed.items()]).encode()
        return self._fetch(f"http://{HOST}:{port}{path}", body)

    def _fetch(self, url: str, body: bytes | None = None) -> str:
        with self._browser.open(url, body, timeout=TIMEOUT) as response:
            content: bytes = response.read()
        return content.decode()
