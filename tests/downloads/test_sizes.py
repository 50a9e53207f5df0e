import re

import pytest

from core.files import PageFiles, estimated_sizes
from tests.downloads.pages import PAGES, links
from translations.interface import byte_size
from translations.languages import language_activated

UNITS = {"kB": 1_000, "kt": 1_000, "MB": 1_000_000, "Mt": 1_000_000}


def said_size(text: str) -> float:
    """The size that a link says: "CSV, noin 1,6 kt"."""
    number, unit = re.search(r"([\d.,]+)\s(\w+)$", text.replace("\u00a0", " ")).groups()
    return float(number.replace(",", ".")) * UNITS[unit]


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("language", ["en", "fi", "nb", "pl"])
@pytest.mark.parametrize("address", PAGES)
def test_links_say_about_how_large_files_are(client, visit, language, address):
    page = visit(f"/{language}/{address}")
    said = [one for one in page.all("a") if one.get("download") is not None]

    sizes = {}
    for link, path in zip(said, links(page), strict=True):
        real = int(client.get(path).headers["Content-Length"])
        text = "".join(link.itertext())
        sizes[path] = (said_size(text) / real, text, real)
    # The half of the last digit on top.
    assert all(0.86 < ratio < 1.14 for ratio, *_ in sizes.values()), sizes


@pytest.mark.django_db
def test_addresses_of_a_longer_site_make_larger_files():
    short, long = (
        estimated_sizes(PageFiles("tools", rows=41, text=2_000, site=site, names=0))
        for site in (10, 30)
    )

    assert long["csv"] - short["csv"] == long["json"] - short["json"] == 41 * 20


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (940, ["0.94 kB", "0,94 kt", "0,94 kB", "0,94 kB"]),
        (12_300, ["12 kB", "12 kt", "12 kB", "12 kB"]),
        (999_900, ["1 MB", "1 Mt", "1 MB", "1 MB"]),
        (20_400_000, ["20 MB", "20 Mt", "20 MB", "20 MB"]),
    ],
)
def test_sizes_are_written_as_readers_of_a_language_do(number, said):
    written = []
    for language in ("en", "fi", "nb", "pl"):
        with language_activated(language):
            written.append(byte_size(number).replace("\u00a0", " "))

    assert written == said
