"""Admin's start page: what waits for the person, then Django's list of all kinds of content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.checking import results_within
from core.content_cache import pin_content_version
from roles.models import Role
from search.models import Miss
from translating.board import outdated_texts
from translating.upkeep import try_to_count
from translating.views import ON_START_PAGE, board_of
from translations.editing import may_translate
from translations.languages import native_name
from translations.mending import count_for, mending_of, mends_anything

# Of CPU, for checks that have not been run since the content changed.
SECONDS_FOR_CHECKS = 0.5


# Its findings stand among what waits already.
REVIEWS = "overdue-reviews"


@dataclass(frozen=True)
class Waiting:
    """A line of a block: how much waits, and the list of it.

    `count` is None if it is not known; it `is_current` unless the content has changed since.
    """

    label: str
    count: int | None
    address: str
    is_current: bool = True


@dataclass(frozen=True)
class Block:
    title: str
    lines: Sequence[Waiting]
    more: str = ""  # the address of the page with all of it


def start_page(request: HttpRequest) -> HttpResponse:
    with pin_content_version():
        blocks = [block for make in BLOCKS if (block := make(request))]
        is_translator = may_translate(cast(User, request.user))
        board = board_of(request, ON_START_PAGE) if is_translator else None
        context = {"blocks": blocks, "board": board, "kind_query": ""}
        return admin.site.index(request, context).render()


def content_block(request: HttpRequest) -> Block | None:
    """What waits for editors and publishers."""
    user = request.user
    lines = [*_role_lines(user), *_outdated_lines(user), *_miss_lines(user)]
    return Block(_("Waiting for you"), lines) if lines else None


def _role_lines(user: Any) -> list[Waiting]:
    if not user.has_perm("roles.change_role"):
        return []
    page = reverse("admin:roles_role_changelist")
    roles = Role.objects
    lines = [
        (_("Drafts"), roles.filter(status=Role.Status.DRAFT), "state=draft"),
        (_("Scheduled"), roles.scheduled(), "state=scheduled"),
        (_("Publication failed"), roles.not_published_in_time(), "state=late"),
        (_("Overdue reviews"), roles.review_overdue(), "review=overdue"),
    ]
    return [Waiting(label, found.count(), f"{page}?{query}") for label, found, query in lines]


def _outdated_lines(user: Any) -> list[Waiting]:
    """The outdated translations of roles, for those who may edit them: a line for each language."""
    if not user.has_perm("roles.change_role"):
        return []
    try_to_count()
    page = reverse("translating")
    return [
        Waiting(
            _("Outdated translations: %s") % native_name(code),
            count,
            f"{page}?language={code}&state=outdated&kind=roles.role",
        )
        for code, count in outdated_texts(Role).items()
    ]


def _miss_lines(user: Any) -> list[Waiting]:
    """Queries without a hit, for those who may make titles of them."""
    if not user.has_perm("roles.add_alternativetitle"):
        return []
    address = reverse("admin:search_miss_changelist")
    return [Waiting(_("Searches without results"), Miss.objects.count(), address)]


def checks_block(request: HttpRequest) -> Block | None:
    """The checks that have found something that the person may mend."""
    may_mend = mending_of(cast(User, request.user))
    if not mends_anything(may_mend):
        return None
    lines = []
    for check, result, is_current in results_within(SECONDS_FOR_CHECKS):
        count = None if result is None else count_for(result, may_mend)
        if count != 0 and check.name != REVIEWS:
            address = reverse("check", args=[check.name])
            lines.append(Waiting(str(check.title), count, address, is_current))
    return Block(_("Results of the checks"), lines, reverse("checks"))


# The blocks in their order. One that is not for the person is None.
BLOCKS: tuple[Callable[[HttpRequest], Block | None], ...] = (content_block, checks_block)
