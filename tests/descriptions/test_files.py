"""The file that a document is downloaded as."""

from datetime import date

import pytest

from descriptions.files import FORMAT_NAMES, file_response
from documents.formats import FORMATS
from documents.outline import Document, Line

DOCUMENT = Document(
    title=Line("Asiakastuen tiiminvetäjä", "fi"),
    subtitle=Line("Tehtävänkuvaus", "fi"),
    blocks=(),
    date=date(2026, 11, 30),
)


def test_every_form_of_a_file_has_a_name():
    assert [*FORMAT_NAMES] == [*FORMATS]


@pytest.mark.parametrize("ending", FORMATS)
def test_file_is_named_after_what_it_is_and_is_about(ending):
    response = file_response(DOCUMENT, ending)

    name = f"tehtavankuvaus-asiakastuen-tiiminvetaja.{ending}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == FORMATS[ending].content_type
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.content == FORMATS[ending].write(DOCUMENT)


def test_name_of_a_file_is_short_and_plain():
    title = Line('"x" ' * 100 + "\\..\\", "en")
    response = file_response(Document(title=title, blocks=(), date=DOCUMENT.date), "txt")

    name = response.headers["Content-Disposition"].partition("filename=")[2].strip('"')
    assert len(name) <= 104
    assert name.startswith("x-x-x")


def test_document_without_letters_has_a_name():
    document = Document(title=Line("—", "en"), blocks=(), date=DOCUMENT.date)

    assert (
        'filename="document.txt"' in file_response(document, "txt").headers["Content-Disposition"]
    )
