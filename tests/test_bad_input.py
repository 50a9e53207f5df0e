"""Whatever a reader types or asks for, a page answers."""

import re
import sys
import unicodedata
from urllib.parse import quote, quote_from_bytes

import pytest
from django.test import Client

from tests.support.editing import Desk
from tests.support.factories import UserFactory

pytestmark = pytest.mark.usefixtures("content")


def is_noncharacter(char: str) -> bool:
    """Whether it is one that no HTML may have. What a reader types is shown as it is."""
    return 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE


def ends_of_classes() -> dict[str, str]:
    """The first and the last character of each of Unicode's general categories."""
    ends: dict[str, str] = {}
    for char in map(chr, range(sys.maxunicode + 1)):
        if not is_noncharacter(char):
            name = unicodedata.category(char)
            ends[name] = ends.get(name, char)[0] + char
    return ends


ENDS = ends_of_classes()
CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ODD = {
    "10,000 characters": "ä" * 10_000,
    "10,000 digits": "9" * 10_000,
    "500 words": "palvelu " * 500,
    "500 different words": " ".join(f"sana{n}" for n in range(500)),
    "a thousand quotes": "\"'" * 500,
    "wildcards": "%_*?[](){}^$|\\" * 20,
    "control characters": "a\x0bb\x0cc\x1fd\x85e",
    "marks": "a" + "\u0301" * 1_000,
    "ligatures": "\ufdfa" * 500,
    **{f"between letters, {name}": "x".join(ends * 3) for name, ends in ENDS.items()},
    **{f"alone, {name}": ends[0] for name, ends in ENDS.items()},
}
FIELDS = [
    "search/?q=",
    "suggest/?q=",
    "roles/?text=",
    "roles/?skill=",
    "roles/?after=",
    "skills/?text=",
    "find/?q=",
    "find/?role_q=",
    "find/?skill=",
    "move/?from_q=",
    "move/?from=customer-service-manager&to_q=",
    "compare/?role=",
    "careers/?family=",
    "roles/customer-service-manager/?with=",
    "roles/customer-service-manager/description/?duties=",
    "about/?",
]
PATHS = ["/{}", "/{}/", "/fi/{}/", "/fi/roles/{}/", "/FI/Tools/{}", "/no/{}", "/sitemap-{}-1.xml"]


def encoded(text: str) -> str:
    """The text as a URL has it; a lone surrogate becomes bytes that are no UTF-8."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def is_answer(response) -> bool:
    """Whether it is no failure: a page with a heading, or it leads on, or it is data."""
    if "html" not in response.headers["Content-Type"] or response.status_code in (301, 302):
        return response.status_code in (200, 301, 302, 400)
    page = response.content.decode()
    return (
        response.status_code in (200, 400, 404)
        and not CONTROLS.search(page)
        and page.count("<h1") == page.count("<main") == page.count("</html>") == 1
    )


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def unanswered(reader, address: str) -> list[str]:
    """The names of the odd texts for which an address with them has no answer."""
    texts = {name: encoded(text).lstrip("/") for name, text in ODD.items()}
    return [name for name, text in texts.items() if not is_answer(reader.get(address.format(text)))]


@pytest.mark.parametrize("field", FIELDS)
def test_whatever_is_typed_a_page_answers(reader, field):
    assert unanswered(reader, f"/fi/{field}{{}}") == []


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_for_a_page_answers(reader, path):
    assert unanswered(reader, path) == []


@pytest.mark.parametrize("name", ODD)
def test_whatever_languages_are_asked_for_a_page_answers(reader, name):
    text = ODD[name].encode("utf-8", "surrogatepass").decode("latin-1")

    response = reader.get("/nothing/", headers={"accept-language": f"{text};q=x,pl;q=0.5"})

    assert is_answer(response)
    if len(text) < 900 and "," not in text:
        assert response["Content-Language"] == "pl"


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"a{n}=1" for n in range(2_000)),
        "&" * 5_000,
        "q=%FF%FE%00",
        "q=%",
        "=" * 3_000,
        quote("ä" * 3_000),
    ],
)
@pytest.mark.parametrize("path", ["/fi/search/", "/FI/search", "/fi/nothing/", "/no/"])
def test_whatever_the_query_is_a_page_answers(reader, path, query):
    assert is_answer(reader.get(path, QUERY_STRING=query))


@pytest.mark.parametrize(
    "name", ["10,000 characters", "wildcards", "control characters", "alone, Cc", "alone, Cs"]
)
def test_whatever_an_editor_looks_for_admin_answers(name):
    desk = Desk(UserFactory(is_staff=True, is_superuser=True))
    text = encoded(ODD[name])
    role_of_title = "app_label=roles&model_name=alternativetitle&field_name=role"
    addresses = [
        f"/admin/roles/role/?q={text}",
        f"/admin/search/miss/?q={text}",
        f"/admin/autocomplete/?{role_of_title}&term={text}",
    ]

    assert [desk.get(address).status_code for address in addresses] == [200, 200, 200]
