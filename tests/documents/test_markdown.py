import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from documents.markdown import as_markdown, escape
from documents.outline import Bullets, Facts, Heading, Item, Paragraph, clean
from tests.support.documents import SAMPLE, document, documents, fi, texts

PARSERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]


def read(markdown):
    """The markup that readers of Markdown make of it."""
    return PARSERS[0].render(markdown)


def test_a_document_as_markdown():
    assert as_markdown(SAMPLE) == (
        "# Kierownik lub kierowniczka zespołu / Team lead\n\n"
        "Opis stanowiska\n\n"
        "- **Työnantaja:** Esimerkki Oy\n"
        "- **Palkka:** 3\u00a0000–3\u00a0600 €\n"
        "- **Paikka / Place:** Pariisi / Paris\n"
        "- Helsinki\n\n"
        "Johtaa tiimiä. Hjelper kunder i rett tid.\n\n"
        "## Vastuut / Responsibilities\n\n"
        "### Współpraca\n\n"
        "- Zażółć gęślą jaźń\n"
        "  - Odpowiada za grafik\n"
        "  - Prowadzi rozmowy\n"
        "- Mittaa tyytyväisyyttä ≥ 90 % → raportti / Måler\n\n"
        "## Checklist\n\n"
        "- [ ] Read it\n"
        "  - Twice\n\n"
        "## Notes\n\n---\n\n---\n\n---\n\n---\n\n"
        "Źródło: przykład, CC BY 4.0\n\n"
        "30.11.2026\n\n"
        "Akt – <https://example.org/a_b/ż(1)?x=1&y=2>.\n"
    )


@pytest.mark.parametrize("parser", PARSERS)
def test_addresses_are_links(parser):
    markup = parser.render(
        as_markdown(document(Bullets((Item(fi("*a* https://a.fi/_b_*c*, d")),))))
    )

    assert '<li>*a* <a href="https://a.fi/_b_*c*">https://a.fi/_b_*c*</a>, d</li>' in markup


def test_lists_are_read_with_two_levels():
    markup = read(as_markdown(document(Bullets((Item(fi("a"), (fi("b"),)), Item(fi("c")))))))

    assert markup == (
        "<h1>Tiiminvetäjä</h1>\n<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"
    )


@pytest.mark.parametrize("parser", PARSERS)
@given(st.text(st.characters(codec="utf-8")) | st.text('-+=*_#>|:.)(1 `~<&;[]!\\$"ab\n'))
@example("a_b@example.com")
@example("1) a")
@example("# #")
@example("a | b")
@example("&#35; &amp;")
def test_no_text_is_read_as_markup(parser, text):
    """Not in a paragraph, a heading, a bullet, nor beside a label."""
    text = clean(text) or "x"
    written = document(
        Heading(fi(text)),
        Paragraph((fi(text),)),
        Bullets((Item(fi(text)),)),
        Facts(((fi(text), fi(text)),)),
    )
    markup = parser.render(as_markdown(written))
    label = text.removesuffix(":").rstrip(" ")

    assert set(re.findall(r"<(\w+)", markup)) <= {"h1", "h2", "p", "ul", "li", "strong"}
    said = html.unescape(re.sub(r"<[^>]+>", "", markup))
    assert [line for line in said.split("\n") if line] == [
        "Tiiminvetäjä",
        text,
        text,
        text,
        f"{label}: {text}",
    ]


@pytest.mark.parametrize("text", ["osoite_a@example.com", "C#", "a/b (c), d: e – 50 %", "Q&A"])
def test_what_is_no_markup_is_not_escaped(text):
    assert escape(text) == text


@settings(max_examples=50)
@given(documents())
def test_every_text_is_read_in_order(written):
    markup = html.unescape(re.sub(r"<[^>]+>", "", read(as_markdown(written))))
    place = 0

    for text in texts(written):
        place = markup.index(text.removesuffix(":").rstrip(" "), place)
