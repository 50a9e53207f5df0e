import pytest

from benchmarks import ratios
from benchmarks.load import Work
from benchmarks.ratios import etag_of, print_table, role_pages


def test_etag_is_that_of_the_response():
    assert etag_of(b'HTTP/1.1 200 OK\r\nETag: "abc"\r\n\r\n') == '"abc"'


def test_page_without_an_etag_is_refused():
    with pytest.raises(SystemExit, match="The page was not cached"):
        etag_of(b"HTTP/1.1 200 OK\r\n\r\n")


def test_role_pages_are_chosen_from_the_sitemap(monkeypatch):
    paths = ["/en/", "/en/roles/", "/en/roles/a/", "/fi/roles/a/", "/en/skills/b/"]
    monkeypatch.setattr(ratios, "sitemap_paths", lambda port: paths)

    assert role_pages(8000) == ["/en/roles/a/", "/fi/roles/a/"]


def test_table_holds_speeds_and_ratios_to_c(capsys):
    print_table(
        {
            "C": lambda seconds: Work(100, 0.1, 0.1),
            "cached page": lambda seconds: Work(150, 0.1, 0.125),
        }
    )

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1:] == [
        ["C", "1000", "1.000", "1000", "1.000"],
        ["cached", "page", "833", "1.200", "1.400", "1500", "1.500"],
    ]
