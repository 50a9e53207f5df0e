"""The page that a front sends for a request whose first line is too long."""

import re
from pathlib import Path

import pytest

from config import gunicorn
from search.forms import BOX_LENGTH
from search.query import MAX_WORDS
from tests.support.markup import Page, faults, spoken

FOLDER = Path("deploy/too-long")
FRONTS = {"container": Path("deploy/nginx.conf"), "by hand": Path("docs/deploy.md")}
LANGUAGES = ("en", "fi", "nb", "pl")


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def page(language):
    return Page((FOLDER / f"{language}.html").read_text())


def test_page_says_what_happened_and_leads_on_in_its_language(page, language):
    assert page.find("html").get("lang") == language
    assert page.text("title") == f"{page.text('h1')} – Rolebook"
    assert str(MAX_WORDS) in page.texts("p")[0]
    assert page.find("form").get("action") == f"/{language}/search/"
    assert page.find("input").get("maxlength") == str(BOX_LENGTH)
    assert page.text("label") == spoken(language, "Search roles, skills and tools")
    links = {link.get("href"): link.get("lang") for link in page.all("a")}
    others = {f"/{code}/": code for code in LANGUAGES if code != language}
    assert links == others | {f"/{language}/": None, f"/{language}/roles/": None}
    assert page.texts("a")[-2:] == [
        spoken(language, "Go to the home page"),
        spoken(language, "Browse roles"),
    ]


def test_page_is_well_formed_and_needs_nothing_that_its_policy_forbids(page, language):
    source = (FOLDER / f"{language}.html").read_text()

    assert faults(page) == []
    assert not re.search(r"<script|<style| style=| on\w+=|src=", source)
    assert [link.get("href") for link in page.all("link")] == ["/too-long/style.css"]


def test_colours_are_those_of_the_site():
    def colours(path):
        return dict(
            re.findall(
                r"(--[\w-]+): (light-dark\(oklch\([\d. ]+\), oklch\([\d. ]+\)\))", path.read_text()
            )
        )

    ours, site = colours(FOLDER / "style.css"), colours(Path("static/css/base.css"))
    ours.pop("--logo")

    assert ours.items() <= site.items()
    assert {"--paper", "--ink", "--link"} <= ours.keys()


def test_front_refuses_what_gunicorn_would_refuse():
    [longer] = re.findall(r"\^\.\{(\d+)\}", (FOLDER / "maps.conf").read_text())

    assert int(longer) == gunicorn.limit_request_line + 1


@pytest.mark.parametrize("front", FRONTS)
def test_both_fronts_send_the_page_and_take_answers_with_long_addresses(front):
    config = FRONTS[front].read_text()

    assert "include /srv/rolebook/deploy/too-long/maps.conf;" in config
    assert "include /srv/rolebook/deploy/too-long/server.conf;" in config
    assert "if ($is_too_long) { return 414; }" in config
    assert "proxy_buffer_size 32k;" in config


@pytest.mark.parametrize("front", FRONTS)
def test_what_a_front_answers_by_itself_says_how_it_may_be_kept(front):
    config = FRONTS[front].read_text()

    own = re.findall(r"location [^{]*\{([^{}]*\breturn \d+[^{}]*)\}", config)
    assert own
    assert all("add_header Cache-Control no-cache" in block for block in own)
