"""What is said of a table that is imported, in the editor's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.limits import MAX_ROWS


def too_many_rows() -> str:
    message = _("The file has more than %(number)d rows. Split it into several files.")
    return message % {"number": MAX_ROWS}


def row_in_words(number: str) -> str:
    return _("Row %(number)s") % {"number": number}


def no_key(key: str) -> str:
    return _("The column “%(column)s”, which says what each row is about, is missing or empty.") % {
        "column": key
    }


def same_heading(name: str) -> str:
    return _("Two columns have the same heading: %(name)s") % {"name": name}


def empty_file() -> str:
    return _("The file is empty.")


def twice(number: str) -> str:
    return _("Row %(number)s refers to the same entry as this row. Keep only one of them.") % {
        "number": number
    }


def gone() -> str:
    return _(
        "The entry with this slug has been deleted, or its slug has been changed. To add this "
        "row as a new entry, clear its “version” cell."
    )


def changed_since(now: str) -> str:
    message = _("Somebody has changed this since the file was exported. It now says: %(text)s")
    return message % {"text": now or "–"}


def not_in_tables() -> str:
    return _("This value cannot be changed in a table. Change it on the entry’s own page.")


def not_yours() -> str:
    return _("You do not have permission to make this change.")


def may_not_add() -> str:
    return _("You do not have permission to add new entries.")


def unknown_slug(slug: str) -> str:
    return _("There is no entry with the slug “%(slug)s”.") % {"slug": slug}


def choices_in_words(choices: list[str]) -> str:
    return _("Possible values: %(values)s") % {"values": ", ".join(choices)}


def unknown_columns(names: list[str]) -> str:
    message = ngettext(
        "This column was not recognised and was left out: %(names)s",
        "These columns were not recognised and were left out: %(names)s",
        len(names),
    )
    return message % {"names": ", ".join(names)}


def new_entry() -> str:
    return _("New entry")
