"""Pages of roles: browsing them and reading one."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.options import Option
from pagecache.decorators import count_view, name_subjects, page, prevent_caching
from roles.browse import Browser, BrowseResult, Choice, compare_selection
from roles.details import find_moved_role, find_role
from roles.forms import BrowseForm, RolePageForm
from roles.linked_data import occupation_json_ld
from roles.page import role_page
from roles.permissions import may_preview
from sources.identifiers import identifiers_of
from translations.addresses import query_suffix
from translations.languages import active_language

FACETS = {"stage": _("Stage"), "skill": _("Skill"), "tool": _("Tool")}


@page(params=BrowseForm.names)
def browse(request: HttpRequest) -> HttpResponse:
    """All published roles, narrowed by facets."""
    form = BrowseForm(request.GET)
    choice = Choice(**{name: form.chosen[name] for name in asdict(Choice())})
    browser = Browser(choice, active_language())
    result = browser.result()
    compared = compare_selection(form.chosen["compare"])
    on_page = {role.slug for role in result.roles}
    for name, slug in [*browser.unknown, *compared.unknown]:
        form.ignore(name, slug)
    if choice.text or choice.skill_q or choice.tool_q or not form.is_understood:
        prevent_caching(request)
    context = {
        "form": form,
        "choice": choice,
        "found": result,
        "compared": compared.slugs,
        "compared_elsewhere": [role for role in compared.roles if role.slug not in on_page],
        "view": form.chosen["view"],
        "sorts": BrowseForm.SORTS,
        "views": BrowseForm.VIEWS,
        "facets": [
            (name, FACETS[name], options)
            for name, options in result.facets.items()
            if form.chosen.get(f"{name}_q") or any(o.count or o.is_on for o in options)
        ],
        "chosen": _filters_on(choice.text, result),
    }
    return render(request, "roles/browse.html", context)


def _filters_on(text: str, result: BrowseResult) -> list[tuple[str, Option]]:
    """The filters that are on, each with the name of its parameter."""
    filters = [("text", _text_option(text, result.total))] if text else []
    filters += [("family", option) for option in result.tree.chosen]
    filters += [(name, option) for name, options in result.facets.items()
                for option in options if option.is_on]  # fmt: skip
    return filters


def _text_option(text: str, count: int) -> Option:
    """What was typed, as a filter that is on."""
    return Option(text, gettext("“%(text)s”") % {"text": text}, count, True)


@page(params=RolePageForm.names, outlives_edits=True)
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """A role, in one language or two, a retired one too.

    A draft is shown to staff who may see it, and only then.
    """
    form = RolePageForm(request.GET)
    is_preview = bool(form.chosen["preview"]) and may_preview(request)
    role = find_role(slug)
    if role is None or not (role.has_page or is_preview):
        return _redirect_moved(request, slug)
    if is_preview or not form.is_understood:
        prevent_caching(request)
    content = role_page(role, active_language())
    address = request.build_absolute_uri(role.get_absolute_url())
    context = {
        "page": content,
        "role": role,
        "citations": content.citations,
        "linked_data": occupation_json_ld(role, address, active_language(), identifiers_of(role)),
        "second": form.second,
        "form": form,
        "is_preview": is_preview,
        "page_languages": role.page_languages,
    }
    response = name_subjects(render(request, "roles/role.html", context), role)
    if is_preview:
        return _as_preview(response)
    return count_view(response, role.pk) if role.is_published else response


def _redirect_moved(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads on from a former address of a role. Browsers ask again: another role may take it."""
    role = find_moved_role(slug)
    if role is None:
        raise Http404
    response = HttpResponsePermanentRedirect(role.get_absolute_url() + query_suffix(request))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _as_preview(response: HttpResponse) -> HttpResponse:
    """Tells browsers and search engines not to keep what is not public yet."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
