"""Admin's pages on which content is exported as a table and imported again.

They belong to the list of each kind of content that has a layout. What they are made of, with
django-import-export, takes 22 MB: a process loads it when somebody opens one of them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from core.admin import ContentAdmin, ListLink
from exchange.tables.columns import LAYOUTS

View = Callable[..., HttpResponse]
NAMES = {"export": "export/", "import": "import/", "process_import": "import/confirm/"}


def make_pages(model_admin: ContentAdmin) -> list[URLPattern]:
    if model_admin.model not in LAYOUTS:
        return []
    return [
        path(
            address,
            model_admin.admin_site.admin_view(_later(model_admin, name)),
            name=_full_name(model_admin, name),
        )
        for name, address in NAMES.items()
    ]


def _later(model_admin: ContentAdmin, name: str) -> View:
    def view(request: HttpRequest) -> HttpResponse:
        from exchange.tables.admin import show_page  # lazily, see above

        return show_page(model_admin, request, name)

    return view


def _full_name(model_admin: ContentAdmin, name: str) -> str:
    return f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{name}"


def make_links(model_admin: ContentAdmin, request: HttpRequest) -> list[ListLink]:
    """The links above the list: the table is that of the list as it is filtered."""
    if model_admin.model not in LAYOUTS or not model_admin.is_editor(request):
        return []
    addresses = {
        name: reverse(f"admin:{_full_name(model_admin, name)}") for name in ("export", "import")
    }
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        ListLink(_("Export"), f"{addresses['export']}{query}"),
        ListLink(_("Import"), addresses["import"]),
    ]
