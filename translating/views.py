"""Admin's page of the translators' board."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from core.content_cache import pin_content_version
from translating.board import Board, languages_of
from translating.fixes import small_fixes
from translating.forms import BoardForm
from translating.upkeep import try_to_count

ON_START_PAGE = 10  # objects


def board_of(request: HttpRequest, per_page: int | None = None) -> Board | None:
    """The board as an address asks for it; None if it is not for the person."""
    user = cast(User, request.user)
    if not (languages := languages_of(user)):
        return None
    try_to_count()
    form = BoardForm(request.GET, languages)
    return Board(user, form, **({"per_page": per_page} if per_page else {}))


def show_board(request: HttpRequest) -> HttpResponse:
    with pin_content_version():
        board = board_of(request)
        if board is None:
            raise PermissionDenied
        context: dict[str, Any] = admin.site.each_context(request) | {
            "title": _("Translations to do"),
            "board": board,
            "fixes": small_fixes(board.visible_kinds),
            "query": _query_without(request, "after"),
            "kind_query": _query_without(request, "after", "kind"),
        }
        return TemplateResponse(request, "admin/translating/board.html", context).render()


def _query_without(request: HttpRequest, *names: str) -> str:
    """The query of the address without some parameters, to be gone on with."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""
