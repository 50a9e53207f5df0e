"""Requests that nobody means well with, drawn by lot: the same ones in each run.

Each has a marker of its own in what it hides in texts, so that it is known again where an answer
repeats it as a browser would run it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from urllib.parse import quote, quote_from_bytes

SEED = 17
HOST = "localhost"

PATHS = (
    *("/", "/en/", "/fi/", "/nb/", "/pl/", "/no/", "/nn/", "/xx/", "/EN/", "/en", "//en/"),
    *("/en/roles/", "/fi/roles/customer-service-manager/", "/pl/skills/", "/nb/skills/empathy/"),
    *("/en/tools/zendesk/", "/en/tools/category/crm/", "/fi/metrics/", "/en/sources/"),
    *("/en/careers/", "/fi/careers/sales/", "/en/compare/", "/fi/find/", "/pl/move/"),
    *("/en/search/", "/fi/suggest/", "/nb/coverage/", "/en/about/", "/en/about/components/"),
    *("/pl/feed/", "/sitemap.xml", "/sitemap-roles-1.xml", "/robots.txt", "/favicon.ico"),
    *("/health/live", "/health/ready", "/.well-known/security.txt", "/static/", "/front"),
    *("/admin", "/admin/", "/admin/login/", "/admin/account/sign-in/", "/admin/roles/role/"),
    *("/admin/roles/role/add/", "/admin/roles/role/1/change/", "/admin/accounts/user/"),
    *("/admin/audit/event/", "/admin/jsi18n/", "/admin/r/1/1/", "/admin/autocomplete/"),
    *("/.git/config", "/.env", "/config/settings.py", "/var/secret_key", "/etc/passwd"),
    *("/wp-login.php", "/cgi-bin/test", "/server-status", "/phpinfo.php", "/actuator/env"),
    *("/api/", "/api/v1", "/api/v1/roles", "/api/v1/roles/customer-service-manager"),
    *("/api/v1/search", "/api/v1/compare", "/api/v1/find", "/api/v1/move", "/api/v1/changes"),
    *("/api/v1/openapi.json", "/llms.txt", "/en/roles/customer-service-manager.md", "/mcp", "/mcp"),
    *("/en/roles.xlsx", "/fi/roles/customer-service-manager.csv", "/nb/compare.json"),
    *("/pl/move.csv", "/en/download/", "/en/download.zip", "/en/descriptions/"),
    *("/en/roles/customer-service-manager/description/", "/pl/compare/description/"),
    *("/graphql", "/__debug__/", "/manage.py", "/db.sqlite3"),
)
PARAMETERS = (
    *("q", "text", "skill", "tool", "family", "stage", "sort", "view", "after", "letter", "page"),
    *("from", "to", "from_q", "to_q", "role", "role_q", "skill_q", "with", "preview", "next"),
    *("app_label", "model_name", "field_name", "term", "_popup", "_to_field", "id__exact", "o"),
    *("__class__", "constructor", "__proto__", "skill[]", "q[$ne]", "format", "callback", "lang"),
    *("fields", "cursor", "since", "limit", "kind", "part", "duties", "in"),
)
# `{}` is the marker.
INJECTIONS = (
    *(
        "<xss-{}>",
        "<script>xss{}()</script>",
        "<img src=x onerror=xss{}()>",
        "<svg/onload=xss{}()>",
    ),
    *('" xss{}=1 x="', "' xss{}=1 x='", "</title><xss-{}>", "--><xss-{}>", "]]><xss-{}>"),
    *("javascript:xss{}()", "<a href=javascript:xss{}()>", "&lt;xss-{}&gt;", "＜xss-{}＞"),
    *("{{{{{}*7}}}}", "${{{}*7}}", "{{% debug %}}{}", "#{{{}}}", "%({})s", "{{0.__class__}}{}"),
    *("' OR {}={} --", "1; DROP TABLE roles_role; -- {}", "1 UNION SELECT {}", "\\{}", "%{}%"),
    *("\r\nX-Injected: {}", "\nSet-Cookie: injected={}", "{}\0", "\0{}", "{}\x1b[2J", "\u202e{}"),
    *("../../../../etc/passwd#{}", "..\\..\\{}", "file:///etc/passwd?{}", "http://evil.example/{}"),
    *("//evil.example/{}", "/\\evil.example/{}", "|id;{}", "$(id){}", "`id`{}", "{}" * 400),
    *("-1{}", "1e{}", "NaN{}", "९{}", "9" * 400 + "{}", "\ufdfa{}", "e\u0301{}" * 40),
    *("AND {}", "NEAR({}", '"{}', "{}*", "({}", "title:{}", "^{}", "{} OR", "*{}"),
)
RAW_PARTS = (
    *("%00", "%0d%0aX-Injected:%201", "%2e%2e%2f", "..%2f..%2f", "%c0%ae%c0%ae/", "%ff%fe", "%"),
    *(
        "%zz",
        "%ed%a0%80",
        "%e2%80%ae",
        ";jsessionid=1",
        ".php",
        "~",
        "//",
        "/./",
        "/../",
        "%25%32%66",
    ),
    *("\\", "%5c..%5c", "%u0000", "a" * 3000, "/a" * 300, "%F0%9F%98%80", "'\"", "<xss>", "*", "|"),
)
METHODS = (
    *("GET",) * 24,
    *("HEAD", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"),
    *("get", "CONNECT", "BREW", "X" * 19),
)
# `{}` is the marker; the first may stand beside any other.
HEADERS = (
    *(
        ("Host", host)
        for host in ("evil.example", "localhost:99999", "", "[::1", "a b", "localhost@x")
    ),
    *(("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Real-Ip", "::1")),
    *(("X-Forwarded-For", "127.0.0.1, <xss-{}>"), ("Forwarded", "for=127.0.0.1;host=evil.example")),
    *(("Script-Name", "/evil"), ("Path-Info", "/admin/"), ("X-Script-Name", "/evil{}")),
    *(
        ("X-Original-Url", "/admin/"),
        ("X-Rewrite-Url", "/admin/"),
        ("X-Http-Method-Override", "PUT"),
    ),
    *(
        ("Accept-Language", "<xss-{}>"),
        ("Accept-Language", "fi," * 900),
        ("Accept-Language", "*;q=x"),
    ),
    *(
        ("Cookie", "sessionid={}"),
        ("Cookie", "sessionid=" + "a" * 4000),
        ("Cookie", "csrftoken=<{}>"),
    ),
    *(("Cookie", "django_language=../{}"), ("Cookie", "=;;=\x7f"), ("Authorization", "Basic {}")),
    *(("Authorization", "Bearer " + "a" * 4000), ("User-Agent", "<xss-{}>"), ("Referer", "x{}")),
    *(("Referer", "http://evil.example/{}"), ("Origin", "http://evil.example"), ("Origin", "null")),
    *(("If-None-Match", "*"), ("If-None-Match", 'W/"{}'), ("If-Modified-Since", "{}")),
    *(("Range", "bytes=0-1,0-1,0-1"), ("Range", "bytes=9999999999-"), ("If-Range", "{}")),
    *(("Accept-Encoding", "br;q=x,{}"), ("Accept-Encoding", "*"), ("Accept", "application/json")),
    *(("Content-Type", "application/x-www-form-urlencoded; charset={}"), ("Content-Type", "{}")),
    *(
        ("X-Page", "q"),
        ("X-Viewed", "{}"),
        ("X-Daily", "1"),
        ("X-Made-Of", "{}"),
        ("X-Subjects", "1"),
    ),
    *(("Sec-Fetch-Site", "same-origin"), ("Sec-Purpose", "prefetch"), ("X-Csrftoken", "{}")),
    *(("X-{}", "a" * 8000), ("Upgrade", "websocket"), ("Upgrade", "h2c"), ("Via", "1.1 evil")),
)
DESCRIPTION = (
    b"complete=1&kind={}&part=duties&duties={}&piece={}-1&as.{}=must&move=up.part.{}&in=fi"
    b"&own.fi.title=%3Cxss-{}%3E&own.fi.employer=%22+xss{}%3D1+x%3D%22&say.fi.{}=%00{}"
    b"&own.fi.duties=%3Cscript%3Exss{}()%3C/script%3E"
)
ASKED_BY_ASSISTANT = (
    b'{"jsonrpc": "2.0", "id": "{}", "method": "tools/call", "params": {"name": "search", '
    b'"arguments": {"q": "<xss-{}>", "limit": -1}}}'
)
BODIES = (
    (b"", ""),
    (b"login={}&password={}", "application/x-www-form-urlencoded"),
    (b"title_en=<xss-{}>&csrfmiddlewaretoken={}&_save=1", "application/x-www-form-urlencoded"),
    (DESCRIPTION, "application/x-www-form-urlencoded"),
    (DESCRIPTION + b"&format=docx", "application/x-www-form-urlencoded"),
    (ASKED_BY_ASSISTANT, "application/json"),
    (b"&" * 3000 + b"{}", "application/x-www-form-urlencoded"),
    (b"a={}&" * 2500, "application/x-www-form-urlencoded"),
    (b"q=%ff%00&=&%", "application/x-www-form-urlencoded; charset=utf-7"),
    (b'{{"a": {{"a": [{}]}}}}', "application/json"),
    (b"[" * 20000, "application/json"),
    (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;{}</a>', "application/xml"),
    (
        b'--x\r\nContent-Disposition: form-data; name="a{}"\r\n\r\n1',
        "multipart/form-data; boundary=x",
    ),
    (b"--x\r\n\r\n", "multipart/form-data; boundary=" + "x" * 200),
    (b"{}", "multipart/form-data"),
    (b"\0\xff" * 500, "application/octet-stream"),
)
POSTED = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
HIDDEN = b"GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n"
# How one request is to be taken for two, or for another one: sent as they stand, `{}` is a path.
CONFUSIONS = (
    POSTED + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    POSTED
    + b"Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n5c\r\n"
    + HIDDEN
    + b"0\r\n\r\n",
    POSTED + b"Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n" + HIDDEN,
    POSTED + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" + HIDDEN,
    POSTED + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + HIDDEN,
    POSTED + b"Content-Length: +5\r\n\r\nGET {} HTTP/1.1\r\n\r\n",
    POSTED + b"Content-Length: -1\r\n\r\nGET {} HTTP/1.1\r\n\r\n",
    POSTED + b"Content-Length: 0x5\r\n\r\nGET {} HTTP/1.1\r\n\r\n",
    POSTED + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nGET {}\r\n\r\n",
    POSTED + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: 1\r\n Content-Length: 40\r\n\r\n" + HIDDEN,
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\nHost: localhost\nX: {}\n\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX\0Y: {}\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rContent-Length: 40\r\n\r\nGET {} HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n: {}\r\n\r\n",
    b"GET http://evil.example{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET {} HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET {}\r\n\r\n",
    b"GET  {}  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
    b"GET {} HTTP/1.1\r\nHost: localhost\r\n" + b"X: 1\r\n" * 200 + b"\r\n",
    b"GET {}?" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET {} HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
    b"POST {} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
)


@dataclass(frozen=True)
class HostileRequest:
    """One request. `text` is what a marker stands in, to be searched for in the answer."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    texts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def __bytes__(self) -> bytes:
        names = {name.lower() for name, _ in self.headers}
        own = [("Host", HOST)] if "host" not in names else []
        length = (
            [("Content-Length", str(len(self.body)))] if self.body or self.method == "POST" else []
        )
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in (*own, *self.headers, *length)]
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        return head.encode("utf-8", "surrogatepass") + self.body


def hostile_requests() -> Iterator[HostileRequest]:
    """Without an end."""
    random = Random(SEED)
    for marker in count(10_000):
        yield _request(random, str(marker))


def _request(random: Random, marker: str) -> HostileRequest:
    texts: list[str] = []
    target = random.choice(PATHS)
    if random.random() < 0.3:
        target += _hidden_in_path(random, marker, texts)
    if random.random() < 0.7:
        target += "?" + _query(random, marker, texts)
    headers = [
        (name.format(marker), value.format(marker))
        for name, value in random.sample(HEADERS, random.choice((0, 0, 1, 1, 2, 4)))
    ]
    names = [name.lower() for name, _ in headers]
    headers = [one for turn, one in enumerate(headers) if one[0].lower() not in names[:turn]]
    method, body = random.choice(METHODS), b""
    if method in ("POST", "PUT", "PATCH"):
        body, kind = random.choice(BODIES)
        body = body.replace(b"{}", marker.encode())
        if "content-type" not in names:
            headers.append(("Content-Type", kind))
    return HostileRequest(method, target, tuple(headers), body, tuple(texts))


def _hidden_in_path(random: Random, marker: str, texts: list[str]) -> str:
    if random.random() < 0.5:
        return random.choice(RAW_PARTS)
    texts.append(random.choice(INJECTIONS).format(*[marker] * 400))
    return quote(texts[-1], safe="") + random.choice(("", "/"))


def _query(random: Random, marker: str, texts: list[str]) -> str:
    if random.random() < 0.1:
        return random.choice(
            ("&" * 3000, "=" * 300, "q=" + "%ff" * 900, "a=1&" * 700, "q=%", "?" * 9)
        )
    pairs = []
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        texts.append(random.choice(INJECTIONS).format(*[marker] * 400))
        value = quote_from_bytes(texts[-1].encode("utf-8", "surrogatepass"))
        pairs.append(f"{quote(random.choice(PARAMETERS))}={value}")
    return "&".join(pairs)


def confusing_requests() -> Iterator[bytes]:
    """What is no request, or may be taken for several; without an end."""
    random = Random(SEED)
    while True:
        yield random.choice(CONFUSIONS).replace(b"{}", random.choice(PATHS).encode())
