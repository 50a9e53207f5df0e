import subprocess
import sys

import pytest

from documents.formats import FORMATS
from documents.outline import Bullets, Facts, Item, Paragraph
from tests.support.documents import SAMPLE, document, fi

BEGINNINGS = {
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-1.7",
    "md": "# Kierownik lub kierowniczka zespołu".encode(),
    "txt": "Kierownik lub kierowniczka zespołu".encode(),
}


@pytest.mark.parametrize("extension", FORMATS)
def test_each_format_writes_a_file_of_its_kind(extension):
    assert FORMATS[extension].extension == extension
    assert FORMATS[extension].write(SAMPLE).startswith(BEGINNINGS[extension])


@pytest.mark.parametrize("extension", FORMATS)
def test_two_hundred_own_lines_and_one_of_ten_thousand_characters_are_written(extension):
    own = [fi(f"Oma rivi {number}") for number in range(200)]
    written = document(
        Bullets(tuple(map(Item, own))),
        Facts(((fi("Palkka"), fi("x" * 10_000)),)),
        Paragraph((fi("مرحبا 👩\u200d💻 " * 800),)),
    )

    assert len(FORMATS[extension].write(written)) > 5_000


def test_libraries_are_imported_by_the_first_document_only():
    """Else every process would hold them."""
    code = "import sys, documents.formats; print({'docx', 'typst', 'lxml'} & {*sys.modules})"

    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "set()"
