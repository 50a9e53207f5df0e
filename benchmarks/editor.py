"""An editor at work: signs in to admin over HTTP, fills in its forms, and looks at the result."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks.servers import HOST

PATIENCE = 30  # seconds


class Form(HTMLParser):
    """What a browser would send of a page's forms if nothing was changed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        name = said.get("name") or ""
        if tag == "input" and name and _is_sent(said):
            self.fields.append((name, said.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.fields.append((self._select, said.get("value") or ""))
        elif tag == "textarea":
            self._text = name
            self.fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            # What a page writes begins in a new line that is no part of the text.
            name, before = self.fields.pop()
            self.fields.append((name, before + (data if before else data.removeprefix("\n"))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""


def _is_sent(said: dict[str, str | None]) -> bool:
    kind = said.get("type") or "text"
    return kind not in ("submit", "button", "search", "file") and (
        kind not in ("checkbox", "radio") or "checked" in said
    )


@dataclass
class Editor:
    """Somebody with a session; each machine of the site may answer."""

    name: str
    password: str
    _browser: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def sign_in(self, port: int) -> None:
        path = "/admin/login/?next=/admin/"
        if "/admin/logout/" not in self.send(
            port, path, {"username": self.name, "password": self.password}
        ):
            raise SystemExit("The editor could not sign in.")

    def open(self, port: int, path: str) -> str:
        """A page as the editor sees it."""
        with self._browser.open(f"http://{HOST}:{port}{path}", timeout=PATIENCE) as answer:
            return answer.read().decode()

    def send(self, port: int, path: str, changed: dict[str, str]) -> str:
        """The page that follows a form, in which some fields are changed and others left."""
        fields = Form(self.open(port, path)).fields
        kept = [(name, value) for name, value in fields if name not in changed]
        body = urlencode([*kept, *changed.items()]).encode()
        url = f"http://{HOST}:{port}{path}"
        with self._browser.open(url, body, timeout=PATIENCE) as answer:
            return answer.read().decode()
