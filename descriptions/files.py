"""The files that a document is downloaded as."""

from django.http import HttpResponse

from core.transliteration import ascii_words
from documents.formats import FORMATS
from documents.outline import Document

# What people call them, by their ending.
FORMAT_NAMES = {"docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown", "txt": "TXT"}
LONGEST_NAME = 100  # characters


def file_response(document: Document, extension: str) -> HttpResponse:
    """The document as a file to download."""
    wanted = FORMATS[extension]
    response = HttpResponse(wanted.write(document), content_type=wanted.content_type)
    name = f"{_file_name(document)}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _file_name(document: Document) -> str:
    """What the document is and is about, in plain letters."""
    texts = [document.subtitle.text if document.subtitle else "", document.title.text]
    words = [word for text in texts for word in ascii_words(text)]
    return "-".join(words)[:LONGEST_NAME].strip("-") or "document"
