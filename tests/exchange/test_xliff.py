"""XLIFF 2: every text comes back as it went out, whatever a tool does with the file."""

import io
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from translate.storage.xliff2 import Xliff2File

from exchange.limits import UnreadableError
from exchange.xliff import ReadUnit, TextUnit, XliffHead, XliffWriter, read_head, read_units
from tests.support.xliff import complaints

ANY_TEXT = st.text(st.characters(), max_size=40)  # lone surrogates and control characters, too
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="nb">
<file id="f"><unit id="a"><segment><source>&b;</source></segment></unit></file></xliff>"""


def written(*units: TextUnit) -> bytes:
    file = io.BytesIO()
    with XliffWriter(file, "en", "nb") as writer:
        for unit in units:
            writer.write(unit)
    return file.getvalue()


def read(content: bytes) -> list[ReadUnit]:
    file = io.BytesIO(content)
    read_head(file)
    return [*read_units(file)]


def document(units: str) -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"'
        f' trgLang="nb"><file id="f">{units}</file></xliff>'
    ).encode()


@given(source=ANY_TEXT, target=ANY_TEXT)
@example(source="]]>", target="<b>&amp;")
@example(source=" a  b\n\n\tc ", target="\r\n \x85\u2028")
@example(source="\x00\x1f\ufffe\ud800", target="\u202e\u2066x\u2069")
def test_any_text_comes_back_as_it_went_out(source, target):
    content = written(TextUnit("roles.role.1.title", source, target, ("A note",)))

    (unit,) = read(content)

    assert unit.source == source
    assert unit.target == (target if target.strip() else "")
    assert complaints(content) == []


def test_file_opens_in_the_library_of_a_translators_tool():
    content = written(
        TextUnit("roles.role.1.title", "Team lead", "Teamleder", is_draft=True),
        TextUnit("roles.role.1.summary", "One\ntwo  three", notes=("Role: Team lead",)),
    )

    store = Xliff2File.parsestring(content)

    assert [(str(unit.source), str(unit.target or "")) for unit in store.units] == [
        ("Team lead", "Teamleder"),
        ("One\ntwo  three", ""),
    ]
    store.units[1].target = "Én\nto"
    assert [unit.target for unit in read(bytes(store))] == ["Teamleder", "Én\nto"]


def test_languages_and_versions_are_in_the_file():
    content = written(TextUnit("a", "x", "y", version="0f"))

    assert read_head(io.BytesIO(content)) == XliffHead("en", "nb")
    assert read(content)[0].version == "0f"
    assert ElementTree.fromstring(content).attrib["version"] == "2.0"


def test_what_a_tool_does_with_a_unit_is_undone():
    content = document(
        '<unit id="a"><notes><note>x</note></notes>'
        "<segment><source>One <mrk id='m' type='term'>two</mrk>.</source>"
        "<target>Én <pc id='1'>to</pc>.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Three<ph id='2'/>.</source><target>Tre.</target></segment></unit>"
    )

    (unit,) = read(content)

    assert (unit.source, unit.target, unit.is_partial) == ("One two. Three.", "Én to. Tre.", False)


def test_unit_of_which_a_segment_is_not_translated_is_partial():
    content = document(
        '<unit id="a"><segment><source>One.</source><target>Én.</target></segment>'
        "<segment><source>Two.</source></segment></unit>"
    )

    assert read(content)[0].is_partial


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode(),
        BOMB.encode("utf-16"),
        b"<!DOCTYPE xliff>" + document("")[0:],
    ],
)
def test_doctype_is_refused(content):
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        read(content)


def test_bombs_without_a_doctype_are_refused():
    with pytest.raises(UnreadableError, match="too much space"):
        read(document("<unit id='a'><segment><source>" + "<x/>" * 60_000))
    with pytest.raises(UnreadableError, match="more than 100000 texts"):
        read(document("<unit id='a'/>" * 100_001))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'></xliff>",
        b"<html/>",
        document("<unit id='a'>"),
        document("<unit id='a'><segment><source><cp hex='x'/></source></segment></unit>"),
        document("<unit id='a'>" + "<pc id='1'>" * 5_000),
    ],
)
def test_damaged_file_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableError, match="not an XLIFF 2 file"):
        read(content)
