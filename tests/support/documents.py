"""Documents to write, and the texts that are in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from documents.outline import Bullets, Document, Facts, Heading, Item, Line, Notes, Paragraph

DAY = date(2026, 11, 30)


def fi(text: str, also: Line | None = None) -> Line:
    return Line(text, "fi", also)


def document(*blocks, title="Tiiminvetäjä", **parts) -> Document:
    return Document(fi(title), blocks, DAY, **parts)


# All kinds of blocks, in four languages, and a text in two.
SAMPLE = Document(
    Line("Kierownik lub kierowniczka zespołu", "pl", Line("Team lead", "en")),
    (
        Facts(
            (
                (fi("Työnantaja"), fi("Esimerkki Oy")),
                (fi("Palkka:"), fi("3\u00a0000–3\u00a0600 €")),
                (fi("Paikka", Line("Place", "en")), fi("Pariisi", Line("Paris", "en"))),
                (fi(""), fi("Helsinki")),
            )
        ),
        Paragraph((fi("Johtaa tiimiä."), Line("Hjelper kunder i rett tid.", "nb"))),
        Heading(fi("Vastuut", Line("Responsibilities", "en"))),
        Heading(Line("Współpraca", "pl"), 2),
        Bullets(
            (
                Item(
                    Line("Zażółć gęślą jaźń", "pl"),
                    (Line("Odpowiada za grafik", "pl"), Line("Prowadzi rozmowy", "pl")),
                ),
                Item(fi("Mittaa tyytyväisyyttä ≥ 90 % → raportti", Line("Måler", "nb"))),
            )
        ),
        Heading(Line("Checklist", "en")),
        Bullets((Item(Line("Read it", "en"), (Line("Twice", "en"),)),), boxes=True),
        Heading(Line("Notes", "en")),
        Notes(3),
    ),
    DAY,
    subtitle=Line("Opis stanowiska", "pl"),
    footer=(
        Line("Źródło: przykład, CC BY 4.0", "pl"),
        Line("30.11.2026", "pl"),
        Line("Akt – https://example.org/a_b/ż(1)?x=1&y=2.", "pl"),
    ),
)

# What people type, paste, and try.
ODD_TEXTS = (
    "<script>alert(1)</script> & &amp; </w:t>",
    "*a* _b_ `c` [d](e) ![f](g) # h",
    "- 1. > | --- === ~~~ $x$ \\",
    '=HYPERLINK("x")',
    '#import "x": y; #panic() @z <label> /* no */ // no',
    "שלום עולם, مرحبا بالعالم",
    "👩\u200d💻 ✅ 📍 🇫🇮 👍🏽",
    "漢字 \ue000 \U000f0000",
    "a" * 300,
    "http://[::1] http://a@b.fi https:// https://a..b javascript:alert(1) www.example.org",
    "a" + "\u0301" * 300,
)


def lines(text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Line]:
    """Lines of any text, with a second language at times."""
    texts = text or st.text(max_size=60) | st.sampled_from(ODD_TEXTS)
    languages = st.sampled_from(["fi", "nb", "pl", "en", "ar"])
    plain = st.builds(Line, texts, languages)
    return plain | st.builds(Line, texts, languages, plain)


def documents() -> st.SearchStrategy[Document]:
    """Documents of any blocks."""
    line = lines()
    some = st.lists(line, max_size=3).map(tuple)
    blocks = st.one_of(
        st.builds(Heading, line, st.sampled_from([1, 2])),
        st.builds(Paragraph, some),
        st.builds(
            Bullets, st.lists(st.builds(Item, line, some), max_size=3).map(tuple), st.booleans()
        ),
        st.builds(Facts, st.lists(st.tuples(line, line), max_size=3).map(tuple)),
        st.builds(Notes, st.integers(0, 3)),
    )
    filled = line.filter(bool)
    return st.builds(
        Document,
        filled,
        st.lists(blocks, max_size=6).map(tuple),
        st.just(DAY),
        st.none() | line,
        some,
    )


def texts(written: Document, *, is_set: bool = False) -> list[str]:
    """All texts of a document in reading order, second languages after the first.

    In one that is set on pages a fact's label and value stand beside one another in each language.
    """
    return [text for line in _all_lines(written, is_set) for text in _both(line)]


def _both(line: Line) -> Iterator[str]:
    if line:
        yield line.text
        if line.also:
            yield line.also.text


def _all_lines(written: Document, is_set: bool) -> Iterator[Line]:
    yield written.title
    if written.subtitle:
        yield written.subtitle
    for block in written.blocks:
        yield from _block_lines(block, is_set)
    yield from written.footer


def _block_lines(block, is_set: bool) -> Iterator[Line]:
    match block:
        case Heading(line):
            yield line
        case Paragraph(parts):
            yield from parts
        case Bullets(items):
            for item in items:
                yield item.line
                yield from item.more
        case Facts(rows):
            for row in rows:
                yield from _beside(row) if is_set else row


def _beside(row: tuple[Line, Line]) -> Iterator[Line]:
    """A label and its value, then both in another language."""
    yield from (replace(line, also=None) for line in row)
    yield from (line.also for line in row if line.also)
