import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.links import has_too_many, in_ascii, linked


def addresses(text):
    return [address for _, address in linked(text) if address]


@pytest.mark.parametrize(
    "address",
    [
        "https://eur-lex.europa.eu/eli/dir/2023/970/oj",
        "http://localhost:8000/fi/",
        "https://a.fi?x=1&y=[2]#z",
        "https://pl.wikipedia.org/wiki/Kierownik_(stanowisko)",
        "https://xn--bcher-kva.example/ä/~b/%20;c",
        "https://a-b.fi/a.b/c",
    ],
)
@pytest.mark.parametrize(
    "text", ["{}", "({}), a", "a: {}.", "“{}”", "a {} b", "{}!", "x ({}).", "{}…", "”{}”, a"]
)
def test_address_ends_before_what_closes_a_sentence(address, text):
    assert [*linked(text.format(address))].count((address, address)) == 1
    assert addresses(text.format(address)) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.fi/",
        "www.a.fi",
        "https://",
        "https:///a",
        "https://user@a.fi/",
        "https://user:1@a.fi/",
        "https://a..b/",
        "https://-a.fi/",
        "https://a.fi:99999/",
        "https://[::1]/",
        "https://zażółć.pl/",
        f"https://{'a' * 64}.fi/",
        "HTTPS://A.FI",
    ],
)
def test_what_no_file_can_hold_as_a_link_is_text(text):
    assert [*linked(text)] == [(text, "")]


@given(st.text() | st.text("htps:/.a-(1)[]?#,\"' "))
def test_pieces_are_the_text(text):
    pieces = [*linked(text)]

    assert "".join(words for words, _ in pieces) == text
    assert all(words == address for words, address in pieces if address)
    assert all(in_ascii(address).isascii() for _, address in pieces)


def test_line_of_many_addresses_has_no_links():
    assert len(addresses("https://a.fi " * 10)) == 10
    assert addresses("https://a.fi " * 11) == []
    assert not has_too_many("https://a.fi " * 1_000)
    assert has_too_many("https://a.fi " * 1_001)


@pytest.mark.parametrize(
    "text", ["https://a/(a", "https://a/.", "a-", ".", "(", "(a)", "https://a/(", ".a", "/"]
)
def test_a_line_is_read_in_a_time_that_grows_with_its_length_only(text):
    start = time.process_time()

    list(linked("https://a/" + text * 20_000))
    list(linked("https://a" + text * 20_000))

    assert time.process_time() - start < 0.5


def test_letters_that_only_people_read_are_escaped():
    assert in_ascii("https://a.fi/ä%20(b)?c=ż&d") == "https://a.fi/%C3%A4%20(b)?c=%C5%BC&d"
