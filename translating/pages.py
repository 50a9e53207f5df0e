"""Admin's page on which the texts of an object are translated into a language."""

from functools import partial
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.admin import ContentAdmin
from core.checking import Scope
from core.content_cache import pin_content_version
from core.editing import BUSY
from core.locking import lock, locks_rows
from core.merging import OPENED
from core.owners import key_of
from core.waiting import RETRY_AFTER, is_busy
from history.admin import page_address
from translating.board import translating_address, visible_kinds
from translating.models import TranslationWork
from translating.page import TranslatingPage
from translating.saving import SaveOutcome, dismiss, mark_reviewed, save, warn_again
from translating.work import catch_up, owner_models
from translations.admin import BEHIND
from translations.languages import active_language, language_activated, language_codes, native_name
from translations.mending import mending_of
from translations.states import State

# The names of the buttons. The value of the first three says of which text, and which warning.
MARK, DISMISS, WARN_AGAIN, NEXT = "mark", "dismiss", "warn", "next"
AS_STATE = "as"  # the name of the choice between draft, reviewed, and
SMALL_FIX = "fix"  # the state that there is

# What the script says of a save that failed.
FAILED = gettext_lazy(
    "Not saved: the server did not answer. Your text is still here. Save again in a moment."
)
REFUSED = gettext_lazy(
    "Not saved: the server did not accept your text, but the text is still here. You may have "
    "been signed out. Open another tab and sign in there, then come back here and save again."
)


def make_pages(model_admin: ContentAdmin) -> list[URLPattern]:
    """The page of each object that is translated."""
    options = model_admin.opts
    if options.model not in owner_models():
        return []
    view = model_admin.admin_site.admin_view(partial(translate, model_admin))
    name = f"{options.app_label}_{options.model_name}_translate"
    return [path("<int:pk>/translate/", view, name=name)]


def translate(model_admin: ContentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of an object, in the language of the address or else in one of the person's."""
    owner = model_admin.get_queryset(request).filter(pk=pk).first()
    language = _language(model_admin, request)
    if owner is None:
        raise Http404
    try:
        with pin_content_version():
            if request.method == "POST":
                return _answer(model_admin, request, owner, language)
            return _render(model_admin, request, _page(request, owner, language))
    except OperationalError as error:
        if not is_busy(error):
            raise
    messages.error(request, BUSY)
    page = _page(request, owner, language, request.POST)
    response = _render(model_admin, request, page)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _language(model_admin: ContentAdmin, request: HttpRequest) -> str:
    """The language that is translated into: one that the person may write."""
    languages = _languages(model_admin, request)
    first = active_language() if active_language() in languages else next(iter(languages), "")
    language = request.GET.get("language", first)
    if language not in language_codes():
        raise Http404 if languages else PermissionDenied
    if language not in languages:
        raise PermissionDenied
    return language


def _languages(model_admin: ContentAdmin, request: HttpRequest) -> list[str]:
    """The languages in which the person may write texts of a model."""
    may_mend, label = mending_of(cast(User, request.user)), model_admin.opts.label_lower
    return [code for code in language_codes() if may_mend(Scope(label, code))]


def _page(request: HttpRequest, owner: Any, language: str, data: Any = None) -> TranslatingPage:
    return TranslatingPage(owner, language, cast(User, request.user), data)


def _answer(
    model_admin: ContentAdmin, request: HttpRequest, owner: Any, language: str
) -> HttpResponse:
    """Does what the button says. What was typed and is not saved stays on the page."""
    with transaction.atomic():
        if locks_rows(type(owner)):
            lock(type(owner), owner.pk)
        page = _page(request, owner, language, request.POST)
        outcome = _do(page, request.POST)
        for row in outcome.saved:
            model_admin.log_change(request, row.item, [{"changed": {"fields": [row.label]}}])
    _tell(request, outcome)
    unsaved = request.POST.copy()
    for row in outcome.saved:
        unsaved.pop(f"{row.prefix}-{OPENED}", None)
    after = _page(request, owner, language, unsaved)
    after.take_over(outcome.refused)
    if not after.is_unsaved:
        return HttpResponseRedirect(_next_address(model_admin, request, after))
    return _render(model_admin, request, after)


def _do(page: TranslatingPage, sent: QueryDict) -> SaveOutcome:
    if prefix := sent.get(MARK):
        return mark_reviewed(page, prefix)
    for name, act in ((DISMISS, dismiss), (WARN_AGAIN, warn_again)):
        if name in sent:
            prefix, _separator, code = str(sent[name]).partition(" ")
            act(page, prefix, code)
            return SaveOutcome()
    states = {State.DRAFT.value: State.DRAFT, SMALL_FIX: None}
    return save(page, states.get(sent.get(AS_STATE, ""), State.REVIEWED))


def _tell(request: HttpRequest, outcome: SaveOutcome) -> None:
    if outcome.saved:
        messages.success(request, outcome.message)
    if outcome.is_behind:
        messages.warning(request, BEHIND)


def _next_address(model_admin: ContentAdmin, request: HttpRequest, page: TranslatingPage) -> str:
    """The page again, at the first text that is still to do, or that of the next object."""
    here = f"{request.path}?language={page.language}"
    if NEXT in request.POST:
        return _next_object(page)
    row = next((row for row in page.rows if row.is_to_do), None)
    return f"{here}#{row.prefix}" if row else here


def _next_object(page: TranslatingPage) -> str:
    """The page of what is to be done next besides this object; the board, if nothing is."""
    catch_up()
    label, pk = key_of(page.owner)
    work = TranslationWork.objects.filter(
        language=page.language, model__in=visible_kinds(page.user)
    ).exclude(model=label, object_id=pk)
    following = work.order_by("-urgency", "id").first()
    if following is None:
        return reverse("translating")
    return translating_address(following.model, following.object_id, page.language)


def _render(model_admin: ContentAdmin, request: HttpRequest, page: TranslatingPage) -> HttpResponse:
    options = model_admin.opts
    name = str(page.owner)
    with language_activated(page.language):
        reader_page = model_admin.get_view_on_site_url(page.owner)
    context: dict[str, Any] = model_admin.admin_site.each_context(request) | {
        "title": _("Translation: %s") % name,
        "opts": options,
        "page": page,
        "name": name,
        "list_page": reverse(f"admin:{options.app_label}_{options.model_name}_changelist"),
        "module_name": capfirst(str(options.verbose_name_plural)),
        "change_page": page_address(type(page.owner), "change", page.owner.pk),
        "reader_page": reader_page,
        "language_name": native_name(page.language),
        "failed": FAILED,
        "refused": REFUSED,
        "languages": [(code, native_name(code)) for code in _languages(model_admin, request)],
    }
    # Rendered here, while the content version is pinned.
    return TemplateResponse(request, "admin/translating/page.html", context).render()
