from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given, settings

from documents.outline import Bullets, Item, Notes, Paragraph
from documents.rich import as_html
from tests.support.documents import SAMPLE, document, documents, fi, texts

TAGS = {"h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "span", "br", "a"}


def parse(markup) -> Element:
    """The markup, which has to be valid, below a root."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(markup)


def test_a_document_as_markup():
    assert as_html(SAMPLE).split("\n") == [
        '<h1 lang="pl">Kierownik lub kierowniczka zespołu<br><span lang="en">Team lead</span></h1>',
        '<p lang="pl">Opis stanowiska</p>',
        '<dl><dt lang="fi">Työnantaja</dt><dd lang="fi">Esimerkki Oy</dd>'
        '<dt lang="fi">Palkka:</dt><dd lang="fi">3\u00a0000–3\u00a0600 €</dd>'
        '<dt lang="fi">Paikka<br><span lang="en">Place</span></dt>'
        '<dd lang="fi">Pariisi<br><span lang="en">Paris</span></dd>'
        '<dt lang="fi"></dt><dd lang="fi">Helsinki</dd></dl>',
        '<p><span lang="fi">Johtaa tiimiä.</span> '
        '<span lang="nb">Hjelper kunder i rett tid.</span></p>',
        '<h2 lang="fi">Vastuut<br><span lang="en">Responsibilities</span></h2>',
        '<h3 lang="pl">Współpraca</h3>',
        '<ul><li lang="pl">Zażółć gęślą jaźń<ul><li lang="pl">Odpowiada za grafik</li>'
        '<li lang="pl">Prowadzi rozmowy</li></ul></li>'
        '<li lang="fi">Mittaa tyytyväisyyttä ≥ 90 % → raportti<br><span lang="nb">Måler</span>'
        "</li></ul>",
        '<h2 lang="en">Checklist</h2>',
        '<ul><li lang="en">☐ Read it<ul><li lang="en">Twice</li></ul></li></ul>',
        '<h2 lang="en">Notes</h2>',
        "<p><br><br><br></p>",
        '<p lang="pl">Źródło: przykład, CC BY 4.0</p>',
        '<p lang="pl">30.11.2026</p>',
        '<p lang="pl">Akt – <a href="https://example.org/a_b/ż(1)?x=1&amp;y=2">'
        "https://example.org/a_b/ż(1)?x=1&amp;y=2</a>.</p>",
    ]


def test_its_title_is_a_heading_of_the_level_that_is_asked_for():
    markup = as_html(SAMPLE, level=2)

    assert [element.tag for element in parse(markup).iter() if element.tag[0] == "h"] == [
        "h2",
        "h3",
        "h4",
        "h3",
        "h3",
    ]


def test_hebrew_and_arabic_are_written_from_the_right():
    markup = as_html(document(Paragraph((fi("שלום"),)), Bullets((Item(fi("مرحبا")),)), Notes(1)))

    assert '<p lang="fi" dir="rtl">שלום</p>' in markup
    assert '<li lang="fi" dir="rtl">مرحبا</li>' in markup


@settings(max_examples=50)
@given(documents())
def test_any_text_stays_text_in_reading_order(written):
    root = parse(as_html(written))
    parsed = [*root.iter()][1:]

    assert {element.tag for element in parsed} <= TAGS
    assert {name for element in parsed for name in element.attrib} <= {"lang", "dir", "href"}
    said, place = "".join(root.itertext()), 0
    for text in texts(written):
        place = said.index(text, place) + len(text)
