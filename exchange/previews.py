"""The page on which somebody looks at what a file would change, before anything is written."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import Upload
from exchange.reports import shown_page


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
    changed = ngettext(
        "%(count)d entry will be changed.", "%(count)d entries will be changed.", upload.changed
    )
    refused = ngettext(
        "%(count)d row cannot be imported. It is left out.",
        "%(count)d rows cannot be imported. They are left out.",
        upload.refused,
    )
    unchanged = ngettext(
        "%(count)d row changes nothing.", "%(count)d rows change nothing.", upload.unchanged
    )
    sentences = [
        (changed, upload.changed),
        (refused, upload.refused),
        (unchanged, upload.unchanged),
    ]
    return [sentence % {"count": count} for sentence, count in sentences if count]


def save_in_words(count: int) -> str:
    return ngettext("Save %(count)d change", "Save %(count)d changes", count) % {"count": count}


def saved_in_words(count: int) -> str:
    message = ngettext("%(count)d entry was saved.", "%(count)d entries were saved.", count)
    return message % {"count": count}


def gone_upload() -> str:
    return _("The file is no longer here. Upload it again.")


def changed_meanwhile() -> str:
    return _(
        "Nothing was saved: the content has changed since you looked at this page. Check the "
        "changes again."
    )
