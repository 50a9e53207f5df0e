"""The page on which somebody looks at what a file would change, before anything is written."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import Upload
from exchange.reports import shown_page

TEXTS = "translations"  # the target of an upload with translations


def preview_context(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    page, rows = shown_page(upload, request.GET.get("p"))
    return {
        "upload": upload,
        "rows": rows,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "numbers": _numbers(upload),
        "button": save_in_words(upload.changed),
    }


def _numbers(upload: Upload) -> list[str]:
    """What the file would do, in numbers."""
    in_words = _of_texts if upload.target == TEXTS else _of_rows
    sentences = in_words(upload.changed, upload.refused, upload.unchanged)
    counts = (upload.changed, upload.refused, upload.unchanged)
    return [
        sentence % {"count": count}
        for sentence, count in zip(sentences, counts, strict=True)
        if count
    ]


def _of_rows(changed: int, refused: int, unchanged: int) -> tuple[str, str, str]:
    return (
        ngettext("%(count)d entry will be changed.", "%(count)d entries will be changed.", changed),
        ngettext(
            "%(count)d row cannot be imported and will be left out.",
            "%(count)d rows cannot be imported and will be left out.",
            refused,
        ),
        ngettext("%(count)d row changes nothing.", "%(count)d rows change nothing.", unchanged),
    )


def _of_texts(changed: int, refused: int, unchanged: int) -> tuple[str, str, str]:
    return (
        ngettext("%(count)d text will be changed.", "%(count)d texts will be changed.", changed),
        ngettext(
            "%(count)d text cannot be imported and will be left out.",
            "%(count)d texts cannot be imported and will be left out.",
            refused,
        ),
        ngettext(
            "%(count)d text is unchanged or has not been translated yet.",
            "%(count)d texts are unchanged or have not been translated yet.",
            unchanged,
        ),
    )


def save_in_words(count: int) -> str:
    return ngettext("Save %(count)d change", "Save %(count)d changes", count) % {"count": count}


def saved_in_words(count: int) -> str:
    message = ngettext("%(count)d entry was saved.", "%(count)d entries were saved.", count)
    return message % {"count": count}


def texts_saved_in_words(count: int) -> str:
    message = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", count)
    return message % {"count": count}


def gone_upload() -> str:
    return _("The file is no longer available. Upload it again.")


def changed_meanwhile() -> str:
    return _(
        "Nothing was saved: the content has changed since you looked at this page. Check the "
        "changes again."
    )
