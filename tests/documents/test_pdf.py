import io
import re
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from hypothesis import given, settings
from pypdf.generic import ArrayObject, DictionaryObject

from documents.outline import Bullets, Document, Facts, Heading, Item, Line, Paragraph
from documents.pdf import as_pdf
from documents.printable import COVERED, printable
from tests.support.documents import DAY, ODD_TEXTS, SAMPLE, document, documents, fi, texts

LONG_WORDS = "laadunvarmistusasiantuntijoiden reklamaatioidenkäsittelyprosessi " * 8
# In some of them a word does not fit at the end of a line.
BROKEN = [Paragraph((fi("a" * width + LONG_WORDS),)) for width in range(1, 7)]


def read(written) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(written)))


def elements(reader):
    """The elements of the tagged structure in reading order: tag and language."""

    def walk(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                yield from walk(child)
        elif isinstance(node, DictionaryObject) and node.get("/Type") != "/OBJR":
            if "/S" in node:
                yield node["/S"], node.get("/Lang")
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def copied(reader) -> str:
    """What a reader gets who copies all pages: words as they were, on one line."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    joined = re.sub("\u00ad\\s*", "", text)  # a word that was broken by its language's rules
    return re.sub(r"\s+", " ", joined)


def test_it_says_that_it_is_accessible_and_lasts():
    root = read(SAMPLE).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()

    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.findall(r"<pdfuaid:part>(\d)", metadata) == ["1"]
    assert re.findall(r"<pdfaid:(part|conformance)>(\w)", metadata) == [
        ("part", "2"),
        ("conformance", "A"),
    ]


def test_its_properties_hold_title_language_and_date():
    reader = read(SAMPLE)

    assert reader.metadata.title == "Kierownik lub kierowniczka zespołu"
    assert reader.trailer["/Root"]["/Lang"] == "pl-PL"
    assert reader.metadata.creation_date.date() == DAY


def test_headings_lists_and_facts_are_tagged_in_reading_order():
    tags = [tag for tag, _ in elements(read(SAMPLE))]

    assert " ".join(tag[1:] for tag in tags if tag not in ("/Lbl", "/LBody")) == (
        "Document Title P"
        " L LI Strong LI Strong LI Strong LI"
        " P H1 H2"
        " L LI P L LI LI LI"
        " H1 L LI P L LI"
        " H1 P P P Link Span"
    )


def test_each_text_names_its_language_where_that_is_not_the_titles():
    reader = read(SAMPLE)
    content = reader.pages[0].get_contents().get_data().decode("latin-1")

    assert {language for _, language in elements(reader)} == {None, "fi-FI", "en-GB"}
    # Within an element of another language.
    within = re.findall(r"/Lang\((\S+?)\)", content)
    assert set(within) == {"fi-FI", "nb-NO", "pl-PL", "en-GB"}
    assert within.count("nb-NO") == 2


def test_headings_are_bookmarks():
    assert [
        one if isinstance(one, str) else one.title
        for entry in read(SAMPLE).outline
        for one in (entry if isinstance(entry, list) else [entry])
    ] == ["Vastuut Responsibilities", "Współpraca", "Checklist", "Notes"]


def test_addresses_are_links_that_say_where_they_lead():
    long = f"https://example.org/{'a' * 200}"
    written = document(
        Heading(fi("Lue https://a.fi/ä")), Bullets((Item(fi(f"Hae: {long}, http://b.fi.")),))
    )

    pdf = read(written)
    links = [one.get_object() for page in pdf.pages for one in page["/Annots"]]
    assert [*dict.fromkeys(one["/A"]["/URI"] for one in links)] == [
        "https://a.fi/%C3%A4",
        long,
        "http://b.fi",
    ]
    assert all(one["/Subtype"] == "/Link" and one["/Contents"] for one in links)
    assert "Lue https://a.fi/ä" in copied(pdf)


def test_where_there_are_too_many_addresses_none_is_a_link():
    pdf = read(document(Bullets(tuple(Item(fi(f"http://a{one}.fi")) for one in range(1_001)))))

    assert not any("/Annots" in page for page in pdf.pages)
    assert "http://a1000.fi" in copied(pdf)


def test_a_title_that_is_an_address_is_no_link_at_the_foot_of_pages():
    pdf = read(Document(fi("https://example.org"), (), DAY))

    assert len(pdf.pages[0]["/Annots"]) == 1


def test_text_is_copied_in_reading_order_and_pages_are_numbered():
    said, place = copied(read(SAMPLE)), 0

    for text in texts(SAMPLE, is_set=True):
        place = said.index(text.replace("\u00a0", " "), place)
    assert said.rstrip().endswith("1 / 1")


def test_all_fonts_are_embedded_ours():
    fonts = {
        font["/BaseFont"].split("+")[1]
        for page in read(document(Paragraph((fi("a → ≥ ✅ א"),)))).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }

    assert {font.split("-")[0] for font in fonts} <= {"InstrumentSans", "DejaVuSans", "NotoEmoji"}


def test_all_that_is_said_to_be_covered_can_be_printed():
    """Else typst refuses: the standards want a glyph for every character."""
    rows = [line.split("-") for line in COVERED.read_text().split()]
    signs = [chr(code) for first, last in rows for code in range(int(first, 16), int(last, 16) + 1)]
    seen = [sign for sign in signs if unicodedata.category(sign)[0] not in "MZC"]

    as_pdf(document(Paragraph((Line(" ".join(seen), "en"),))))


def test_long_words_are_broken_by_the_rules_of_their_language():
    pdf = read(document(*BROKEN))

    assert "\u00ad" in pdf.pages[0].extract_text()
    assert copied(pdf).count(LONG_WORDS.strip()) == len(BROKEN)


def test_hyphens_of_the_text_are_copied_where_words_are_broken_too():
    address = "https://example.org/customer-support-team-lead/"
    pdf = read(document(*BROKEN, Paragraph((fi(f"MIT-lisenssi 10\u00a0000 {address}"),))))

    said = pdf.pages[0].extract_text()
    assert "\u00ad" in said
    assert f"MIT-lisenssi 10\u00a0000 {address}" in said


def test_odd_texts_are_printed_as_text():
    written = document(
        *[Paragraph((fi(text),)) for text in ODD_TEXTS],
        Heading(fi("Luku")),
        Bullets(tuple(Item(fi(text), (fi(text),)) for text in ODD_TEXTS)),
        Facts(tuple((fi(text), fi(text)) for text in ODD_TEXTS)),
    )

    said = copied(read(written)).replace("\u200b", "")
    assert said.count("<script>alert(1)</script> & &amp; </w:t>") == 5
    assert said.count("#panic() @z <label> /* no */ // no") == 5
    assert said.count("*a* _b_ `c` [d](e) ![f](g) # h") == 5


def test_a_document_of_nothing_but_a_title():
    assert len(read(Document(fi("T"), (), DAY)).pages) == 1


def test_a_title_or_heading_of_many_pages_is_a_paragraph():
    long = "Pitkä " * 3_000
    written = Document(fi(long), (Heading(fi(long)), Bullets((Item(fi("Viimeinen")),))), DAY)

    reader = read(written)

    assert [tag for tag, _ in elements(reader)][:4] == ["/Document", "/P", "/P", "/L"]
    assert reader.outline == []
    assert (copied(reader).count("Pitkä"), copied(reader).count("Viimeinen")) == (6_000, 1)


def test_text_that_may_be_broken_anywhere_costs_no_more_than_other_text():
    start = time.process_time()

    as_pdf(document(Paragraph((fi("a/" * 100_000),))))

    assert time.process_time() - start < 1


def test_threads_may_print_at_once():
    written = [document(Paragraph((fi(f"Teksti {number}"),))) for number in range(4)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(as_pdf, written * 3)) == [as_pdf(one) for one in written] * 3


@settings(max_examples=25)
@given(documents())
def test_any_text_can_be_printed(written):
    reader = read(written)

    assert reader.metadata.title == printable(written.title.text)


@pytest.mark.parametrize(
    "sign", ["x", "a/", "漢", "👍", "a\u0301", "م ", "reklamaatioidenkäsittely"]
)
def test_a_line_of_ten_thousand_characters_stays_on_the_page(sign):
    text = (sign * 10_000)[:10_000]
    reader = read(document(Paragraph((fi(text),)), Bullets((Item(fi(text)),))))

    assert 1 < len(reader.pages) < 30
