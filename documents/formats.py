"""The kinds of files that a document can be taken away as."""

from collections.abc import Callable
from dataclasses import dataclass

from documents.docx import as_docx
from documents.markdown import as_markdown
from documents.outline import Document
from documents.pdf import as_pdf
from documents.plain import as_plain


@dataclass(frozen=True)
class DocumentFormat:
    """How a document becomes a file, and what that is called."""

    extension: str
    content_type: str
    write: Callable[[Document], bytes]


def _encoded(write: Callable[[Document], str]) -> Callable[[Document], bytes]:
    return lambda document: write(document).encode()


# By the name that addresses and forms give them.
FORMATS = {
    file_format.extension: file_format
    for file_format in (
        DocumentFormat(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            as_docx,
        ),
        DocumentFormat("pdf", "application/pdf", as_pdf),
        DocumentFormat("md", "text/markdown; charset=utf-8", _encoded(as_markdown)),
        DocumentFormat("txt", "text/plain; charset=utf-8", _encoded(as_plain)),
    )
}
