import io
import time
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from documents.docx import as_docx
from documents.outline import Bullets, Document, Facts, Heading, Item, Line, Notes, Paragraph
from tests.support.documents import DAY, ODD_TEXTS, SAMPLE, document, documents, fi, texts
from tests.support.office import converted

# The order of the schema (ECMA-376, part 1), which Word insists on, as far as we use its elements.
ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs suppressAutoHyphens bidi spacing ind"
    " contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u rtl lang",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between",
    "sectPr": "headerReference footerReference pgSz pgMar pgNumType cols titlePg docGrid",
    "sdt": "sdtPr sdtContent",
    "style": "name basedOn next link uiPriority qFormat pPr rPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "abstractNum": "multiLevelType lvl",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
    " characterSpacingControl compat themeFontLang",
    "p": "pPr",
    "r": "rPr",
    "body": "p sectPr",
}


def opened(written):
    return docx.Document(io.BytesIO(as_docx(written)))


def parts(written):
    """The XML of all parts, by name."""
    with zipfile.ZipFile(io.BytesIO(as_docx(written))) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def out_of_order(element):
    """Children that stand before one which the schema wants before them."""
    name = etree.QName(element).localname
    if name not in ORDERS:
        return []
    order = ORDERS[name].split()
    names = [etree.QName(child).localname for child in element if isinstance(child.tag, str)]
    if name in ("p", "r"):  # their properties come first, then anything
        return [name] if any(child.endswith("Pr") for child in names[1:]) else []
    if unknown := [child for child in names if child not in order]:
        return unknown
    return [] if names == sorted(names, key=order.index) else names


def paragraphs(file):
    return [(one.style.name, one.text) for one in file.paragraphs]


def languages(paragraph):
    return [one.get(qn("w:val")) for one in paragraph._p.xpath("w:r/w:rPr/w:lang")]


def test_headings_lists_and_facts_are_paragraphs_of_words_own_styles():
    assert paragraphs(opened(SAMPLE)) == [
        ("Title", "Kierownik lub kierowniczka zespołu\nTeam lead"),
        ("Subtitle", "Opis stanowiska"),
        ("Fact", "Työnantaja\tEsimerkki Oy"),
        ("Fact", "Palkka:\t3\u00a0000–3\u00a0600 €"),
        ("Fact", "Paikka\tPariisi"),
        ("Fact", "Place\tParis"),
        ("Fact", "\tHelsinki"),
        ("Normal", "Johtaa tiimiä. Hjelper kunder i rett tid."),
        ("Heading 1", "Vastuut\nResponsibilities"),
        ("Heading 2", "Współpraca"),
        ("List Bullet", "Zażółć gęślą jaźń"),
        ("List Bullet 2", "Odpowiada za grafik"),
        ("List Bullet 2", "Prowadzi rozmowy"),
        ("List Bullet", "Mittaa tyytyväisyyttä ≥ 90 % → raportti\nMåler"),
        ("Heading 1", "Checklist"),
        ("Checklist", "\tRead it"),
        ("Checklist 2", "Twice"),
        ("Heading 1", "Notes"),
        *[("Note Line", "")] * 3,
        ("Source", "Źródło: przykład, CC BY 4.0"),
        ("Source", "30.11.2026"),
        ("Source", "Akt – https://example.org/a_b/ż(1)?x=1&y=2."),
    ]


def test_addresses_are_links():
    again = "https://example.org/a_b/ż(1)?x=1&y=2"
    written = document(
        Paragraph((fi(f"{again}, {again}"),)), Facts(((fi("Hae"), fi("http://a.fi/")),))
    )

    file = opened(written)
    links = [link for one in file.paragraphs for link in one.hyperlinks]
    escaped = "https://example.org/a_b/%C5%BC(1)?x=1&y=2"
    assert [link.url for link in links] == [escaped, escaped, "http://a.fi/"]
    assert [link.text for link in links] == [again, again, "http://a.fi/"]
    assert {link.runs[0].style.name for link in links} == {"Hyperlink"}
    assert [one.is_external for one in file.part.rels.values() if "link" in one.rId] == [True, True]


def test_where_there_are_too_many_or_too_long_ones_addresses_are_text():
    for lines in ([f"http://a{number}.fi" for number in range(1_001)], ["http://a/" + "ä" * 400]):
        written = document(*(Paragraph((fi(line),)) for line in lines))

        file = opened(written)
        assert [one.text for one in file.paragraphs[1:]] == lines
        assert not any(one.hyperlinks for one in file.paragraphs)
        assert not file.element.body.xpath("//w:rStyle[@w:val='Hyperlink']")


def test_a_title_at_the_foot_of_pages_is_no_link():
    file = opened(Document(fi("https://example.org"), (), DAY))

    assert file.paragraphs[0].hyperlinks
    assert not file.sections[0].footer.paragraphs[0].hyperlinks


def test_lists_are_numbered_by_word_on_two_levels():
    file = opened(SAMPLE)
    places = [
        tuple(one.get(qn("w:val")) for one in paragraph._p.xpath("w:pPr/w:numPr/*"))
        for paragraph in file.paragraphs
        if paragraph._p.xpath("w:pPr/w:numPr")
    ]

    assert places == [("0", "1"), ("1", "1"), ("1", "1"), ("0", "1"), ("0", "2"), ("1", "2")]


def test_what_belongs_together_stays_on_a_page():
    """A question and its room for notes; an item and the first below it."""
    asked = document(
        Paragraph((fi("Kerro."),)), Notes(2), Bullets((Item(fi("a"), (fi("b"),)), Item(fi("c"))))
    )

    kept = [bool(one.paragraph_format.keep_with_next) for one in opened(asked).paragraphs]
    assert kept == [False, True, True, False, True, False, False]


def test_an_item_of_a_checklist_has_a_box_to_tick():
    file = opened(SAMPLE)
    (box,) = file.element.body.iter(qn("w:sdt"))

    assert "".join(one.text for one in box.iter(qn("w:t"))) == "☐"
    assert [etree.QName(one).localname for one in box.find(qn("w:sdtPr"))] == ["checkbox"]
    assert box.getparent().pPr.style == "Checklist"


def test_every_run_and_paragraph_names_its_language():
    file = opened(SAMPLE)

    by_text = {one.text: languages(one) for one in file.paragraphs if one.text.strip()}
    assert by_text["Kierownik lub kierowniczka zespołu\nTeam lead"] == ["pl-PL", "en-GB"]
    assert by_text["Johtaa tiimiä. Hjelper kunder i rett tid."] == ["fi-FI", "nb-NO"]
    assert by_text["Odpowiada za grafik"] == ["pl-PL"]
    assert all(by_text.values())
    ends = file.element.body.xpath("w:p[w:r]/w:pPr/w:rPr/w:lang/@w:val")
    assert set(ends) == {"pl-PL", "fi-FI", "en-GB"}
    assert len(ends) == len(file.element.body.xpath("w:p[w:r]"))
    assert file.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["pl-PL"]


def test_a_text_from_the_right_says_so():
    (_, paragraph) = opened(document(Paragraph((Line("שלום", "he"),)))).paragraphs

    assert [etree.QName(one).localname for one in paragraph._p.pPr] == ["pStyle", "bidi", "rPr"]
    (properties,) = paragraph._p.xpath("w:r/w:rPr")
    assert [etree.QName(one).localname for one in properties] == ["rtl", "lang"]
    assert properties[1].get(qn("w:bidi")) == "he"


def test_its_properties_hold_title_language_and_date():
    properties = opened(SAMPLE).core_properties

    assert properties.title == "Kierownik lub kierowniczka zespołu"
    assert properties.language == "pl-PL"
    assert properties.created == properties.modified == datetime(2026, 11, 30, tzinfo=UTC)


def test_a_title_that_is_longer_than_a_property_is_whole_in_the_text():
    file = opened(document(title="pitkä " * 100))

    assert len(file.core_properties.title) <= 255
    assert file.paragraphs[0].text == ("pitkä " * 100).strip()
    assert file.sections[0].footer.paragraphs[0].text == "\t1 / 1"


def test_pages_are_a4_with_title_and_number_at_the_foot():
    (section,) = opened(SAMPLE).sections

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    (foot,) = section.footer.paragraphs
    assert foot.text == "Kierownik lub kierowniczka zespołu\t1 / 1"
    assert foot._p.xpath("w:r/w:instrText/text()") == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("written", [SAMPLE, document(*[Paragraph((fi(t),)) for t in ODD_TEXTS])])
def test_elements_stand_in_the_order_that_word_insists_on(written):
    wrong = {
        f"{name}: {etree.QName(element).localname}": found
        for name, root in parts(written).items()
        for element in root.iter(etree.Element)
        if (found := out_of_order(element))
    }

    assert wrong == {}


def test_the_order_is_looked_at():
    mixed = '<w:pPr xmlns:w="w"><w:bidi/><w:numPr><w:numId/><w:ilvl/></w:numPr></w:pPr>'
    root = etree.fromstring(mixed)

    assert out_of_order(root) == ["bidi", "numPr"]
    assert out_of_order(root[1]) == ["numId", "ilvl"]


@settings(max_examples=40)
@given(documents())
def test_any_text_stays_text_in_reading_order(written):
    file = opened(written)
    said, place = "\n".join(one.text for one in file.paragraphs), 0

    for text in texts(written, is_set=True):
        place = said.index(text, place) + len(text)


def test_odd_texts_are_written_as_they_are():
    written = document(
        Heading(fi("Luku")),
        Bullets(tuple(Item(fi(text), (fi(text),)) for text in ODD_TEXTS)),
        Facts(tuple((fi(text), fi(text)) for text in ODD_TEXTS)),
    )

    said = [one.text for one in opened(written).paragraphs]
    assert said[2 : 2 + 2 * len(ODD_TEXTS)] == [
        text for item in written.blocks[1].items for text in (item.line.text, item.more[0].text)
    ]


def test_what_a_document_costs_grows_with_its_length_only():
    start = time.process_time()

    as_docx(document(Bullets((Item(fi("a")),) * 20_000)))

    assert time.process_time() - start < 3


def test_libreoffice_keeps_outline_lists_boxes_links_and_languages():
    root = etree.fromstring(converted(as_docx(SAMPLE), "docx", "fodt"))
    names = root.nsmap
    body = root.find("office:body/office:text", names)

    def found(path):
        return ["".join(one.itertext()).strip() for one in body.iterfind(path, names)]

    assert found("text:h[@text:outline-level='1']") == [
        "VastuutResponsibilities",
        "Checklist",
        "Notes",
    ]
    assert found("text:h[@text:outline-level='2']") == ["Współpraca"]
    first = "text:list/text:list-item/text:p"
    assert found(first) == [
        "Zażółć gęślą jaźń",
        "Mittaa tyytyväisyyttä ≥ 90 % → raporttiMåler",
        "☐Read it",
    ]
    assert found("text:list/text:list-item/text:list/text:list-item/text:p") == [
        "Odpowiada za grafik",
        "Prowadzi rozmowy",
        "Twice",
    ]
    assert body.findall(f"{first}/loext:content-control[@loext:checkbox='true']", names)
    [link] = body.iterfind("text:p/text:a", names)
    assert link.get(f"{{{names['xlink']}}}href") == "https://example.org/a_b/%C5%BC(1)?x=1&y=2"
    assert "".join(link.itertext()) == "https://example.org/a_b/ż(1)?x=1&y=2"
    assert language_of("Hjelper kunder i rett tid.", body, root) == "nb-NO"
    assert language_of("Esimerkki Oy", body, root) == "fi-FI"
    assert language_of("Twice", body, root) == "en-GB"
    assert language_of("Zażółć gęślą jaźń", body, root) == "pl-PL"


def language_of(text, body, root):
    """The language that the style of a span has."""
    names = root.nsmap
    (span,) = [one for one in body.iter(f"{{{names['text']}}}span") if one.text == text]
    style = span.get(f"{{{names['text']}}}style-name")
    (properties,) = root.iterfind(
        f".//style:style[@style:name='{style}']/style:text-properties", names
    )
    return "-".join(properties.get(f"{{{names['fo']}}}{part}") for part in ("language", "country"))
