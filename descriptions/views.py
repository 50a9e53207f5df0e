"""The builder of job descriptions, for one role or for two mixed.

What is sent to it is read, answered and forgotten: it writes nothing, so a forged form could do
nothing, and it needs no token and no cookie.
"""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from careers.choosing import find_by_title, suggest_roles
from core.today import today
from descriptions.advice import advice_on
from descriptions.choices import PARTS, Choices, available_parts
from descriptions.draft import Draft
from descriptions.files import FORMAT_NAMES, file_response
from descriptions.footer import footer
from descriptions.forms import DescriptionForm, MixForm, StartForm
from descriptions.material import material
from descriptions.outlines import FACT_LABELS, HEADINGS, LABELS, TITLES, outline
from descriptions.own import OwnWords
from descriptions.posted import Posted, is_too_large
from documents.formats import FORMATS
from documents.outline import Document
from documents.rich import as_html
from pagecache.decorators import name_subjects, page, prevent_caching
from roles.details import find_moved_role, find_role, read_details
from roles.models import Role
from translations.addresses import query_suffix
from translations.languages import active_language


@page(params=StartForm.base_fields)
def start(request: HttpRequest) -> HttpResponse:
    """The page to choose a role on."""
    form = StartForm(request.GET)
    text = form.chosen["q"]
    if text or not form.is_understood:
        prevent_caching(request)
    roles = find_by_title(text, active_language()) if text else suggest_roles(None)
    return render(request, "descriptions/start.html", {"form": form, "roles": roles})


@csrf_exempt
@page(params=DescriptionForm.names, daily=True)
def description(request: HttpRequest, slug: str) -> HttpResponse:
    """A document made of one role."""
    if role := _find(slug):
        return _answer(request, DescriptionForm(request.GET), [role])
    if moved := find_moved_role(slug):
        address = reverse("description", args=[moved.slug])
        return redirect(f"{address}{query_suffix(request)}", preserve_request=True)
    return _refuse_missing(request)


@csrf_exempt
@page(params=MixForm.names, daily=True)
def mixed(request: HttpRequest) -> HttpResponse:
    """A document made of two roles, or of one if the address names only one."""
    form = MixForm(request.GET)
    slugs = form.chosen["role"]
    roles = [*filter(None, map(_find, slugs))]
    if roles and len(roles) == len(slugs):
        return _answer(request, form, roles)
    return _refuse_missing(request)


def _find(slug: str) -> Role | None:
    """The role with a slug, if readers may open its page."""
    role = find_role(slug)
    return role if role and role.has_page else None


def _refuse_missing(request: HttpRequest) -> HttpResponse:
    """Says that a role is not there, or no longer; what was typed is given back."""
    if request.method != "POST":
        raise Http404
    return _refuse(request, 413 if is_too_large(request) else 404)


def _answer(request: HttpRequest, form: DescriptionForm, roles: Sequence[Role]) -> HttpResponse:
    if request.method == "POST":
        return _answer_posted(request, form, roles)
    draft = _draft(roles, form)
    for name, key in draft.arrangement.unknown:
        form.ignore(name, key)
    if not form.is_understood:
        prevent_caching(request)
    return name_subjects(_page(request, form, draft), *roles)


def _answer_posted(
    request: HttpRequest, form: DescriptionForm, roles: Sequence[Role]
) -> HttpResponse:
    """The page or the file for what was sent. What has to be said of it is said before there is a
    file: then something that was chosen or typed would not be in it."""
    if is_too_large(request):
        return _refuse(request, 413)
    posted = Posted(request.POST)
    if posted.own.has_too_many_lines:
        return _refuse(request, 422)
    draft = _draft(roles, form, posted)
    if posted.format and not (draft.arrangement.unknown or draft.orphans):
        response = file_response(_document(request, draft), posted.format)
    else:
        response = _page(request, form, draft, is_posted=True)
    return _unkept(response)


def _draft(roles: Sequence[Role], form: DescriptionForm, posted: Posted | None = None) -> Draft:
    for role in roles:
        read_details(role)
    of_address = Choices.of_query(form.chosen)
    if posted is None:
        return Draft(material(roles, form.languages), of_address, OwnWords())
    found = material(roles, posted.languages(form.languages))
    return Draft(found, posted.choices(of_address, found), posted.own)


def _document(request: HttpRequest, draft: Draft) -> Document:
    address = request.build_absolute_uri(draft.material.roles[0].get_absolute_url())
    return outline(draft, footer(draft, address, today()), today())


def _page(
    request: HttpRequest, form: DescriptionForm, draft: Draft, *, is_posted: bool = False
) -> HttpResponse:
    roles, document = draft.material.roles, _document(request, draft)
    in_order = dict.fromkeys((*draft.choices.parts, *PARTS))
    context = {
        "form": form,
        "draft": draft,
        "roles": roles,
        "kinds": TITLES,
        "order": PARTS,
        "titles": draft.role_titles,
        "headings": HEADINGS,
        "labels": LABELS,
        "fact_labels": FACT_LABELS,
        "formats": FORMATS,
        "format_names": FORMAT_NAMES,
        "shown_parts": [part for part in in_order if part in available_parts(draft.material)],
        "is_posted": is_posted,
        "is_mixed": len(roles) > 1,
        "document": document,
        "preview": as_html(document, level=3),
        "advice": advice_on(draft),
        "page_languages": roles[0].page_languages,
    }
    return render(request, "descriptions/description.html", context)


def _refuse(request: HttpRequest, status: int) -> HttpResponse:
    """The page that says why nothing can be made, with all that was typed, if it was read. It can
    be sent again for a role that is not there: it may be published by then.
    """
    own = OwnWords() if status == 413 else Posted(request.POST).own
    context = {
        "status": status,
        "own": own,
        "sent": [(name, one) for name, all_of in request.POST.lists() for one in all_of]
        if own and status == 404
        else [],
        "labels": LABELS,
    }
    return _unkept(render(request, "descriptions/refused.html", context, status=status))


def _unkept(response: HttpResponse) -> HttpResponse:
    """Nobody keeps what was made of what somebody has sent."""
    response.headers["Cache-Control"] = "no-store"
    return response
