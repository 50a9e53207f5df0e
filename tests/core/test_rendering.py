import base64
import hashlib
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.template import engines
from django.test import RequestFactory

from core import rendering
from core.forms import ListField, QueryForm
from core.rendering import script

WORD = forms.CharField(required=False)


class ListForm(QueryForm):
    tool = ListField(WORD)
    sort = WORD
    view = WORD
    letter = WORD
    after = WORD
    before = WORD


def rendered(helper: str, path: str) -> str:
    request = RequestFactory().get(path)
    template = engines["jinja2"].from_string("{{ " + helper + " | safe }}")
    return template.render({"form": ListForm(request.GET)}, request)


@pytest.mark.parametrize(
    ("helper", "query", "address"),
    [
        ("query(sort='stage')", "", "/en/?sort=stage"),
        ("query(sort='stage')", "tool=a&tool=b", "/en/?tool=a&tool=b&sort=stage"),
        ("query(sort='a b&c')", "", "/en/?sort=a+b%26c"),
        ("query(sort=None)", "sort=stage", "/en/"),
        ("query(sort='stage')", "before=x&letter=A", "/en/?sort=stage"),
        ("query(letter='B')", "after=x&tool=a", "/en/?tool=a&letter=B"),
        ("query(view='table')", "after=x&tool=a", "/en/?tool=a&after=x&view=table"),
        ("query(view='table')", "utm=1&sort=x", "/en/?sort=x&view=table"),
        ("query_without('tool', 'a')", "tool=a&tool=b", "/en/?tool=b"),
        ("query_without('tool', 'a')", "tool=a&after=x", "/en/"),
        ("query_without('tool', 'c')", "tool=a&sort=stage", "/en/?tool=a&sort=stage"),
        ("query_without('level', 'c')", "tool=a", "/en/?tool=a"),
    ],
)
def test_link_changes_one_parameter_and_starts_at_the_first_page(helper, query, address):
    assert rendered(helper, f"/en/?{query}") == address


@pytest.mark.parametrize(
    ("chip", "shown"),
    [
        ("chip('/a/', 'R&D')", '<a class="chip" href="/a/">R&amp;D</a>'),
        ("chip('/a/', 'R', is_nice=true)", '<a class="chip nice" href="/a/">R</a>'),
        (
            "chip('/a/', 'R', note='<new>')",
            '<a class="chip" href="/a/">R<span class="vh">, &lt;new&gt;</span></a>',
        ),
        ("chip('/a/', 'R', language='fi')", '<a class="chip" lang="fi" href="/a/">R</a>'),
        (
            "chip('/a/', 'R', language='fi', is_page=true)",
            '<a class="chip" lang="fi" hreflang="fi" href="/a/">R</a>',
        ),
        ("chip('/a/', 'R', is_page=true)", '<a class="chip" href="/a/">R</a>'),
        (
            "chip('/a/', 'R', is_product=true)",
            '<a class="chip" href="/a/" translate="no">R</a>',
        ),
        ("chip('', 'R&D', is_nice=true)", '<span class="chip nice">R&amp;D</span>'),
    ],
)
def test_chip_says_what_it_leads_to(chip, shown):
    assert rendered(chip, "/en/") == shown


def test_absolute_address_of_a_static_file():
    address = rendered("absolute_static('img/icon.svg')", "/en/")

    assert address == "http://testserver/static/img/icon.svg"


def integrity(content):
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


@pytest.fixture
def nothing_known():
    script.cache_clear()
    yield
    script.cache_clear()


@pytest.mark.usefixtures("nothing_known")
def test_script_is_loaded_with_the_hash_of_its_content():
    content = integrity(Path("static/js/theme.js").read_bytes())

    assert script("js/theme.js") == (
        f'<script src="/static/js/theme.js" type="module" integrity="{content}"></script>'
    )
    assert script("js/theme.js", kind="") == (
        f'<script src="/static/js/theme.js" integrity="{content}"></script>'
    )


@pytest.mark.usefixtures("nothing_known")
def test_hash_is_that_of_the_file_that_was_collected(monkeypatch, tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.hashed_files = {"js/theme.js": "js/theme.1234.js"}
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "theme.1234.js").write_bytes(b"as it is sent")
    monkeypatch.setattr(rendering, "staticfiles_storage", storage)

    assert integrity(b"as it is sent") in script("js/theme.js")


@pytest.mark.usefixtures("nothing_known")
def test_script_that_is_being_edited_has_no_hash(settings):
    settings.DEBUG = True

    assert script("js/theme.js") == '<script src="/static/js/theme.js" type="module"></script>'


def test_icon_is_drawn_for_those_who_see_it():
    assert rendered("icon('search')", "/en/").startswith('<svg viewBox="0 0 20 20" width="20"')
    assert 'aria-hidden="true" focusable="false"><path d=' in rendered("icon('arrow')", "/en/")
