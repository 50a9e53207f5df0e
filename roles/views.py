"""Pages of roles: browsing them and reading one."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pagecache.decorators import count_view, page, prevent_caching
from roles.browse import Browser, Choice, roles_ticked
from roles.details import find_role
from roles.facets import Option
from roles.forms import BrowseForm, RolePageForm
from roles.linked_data import occupation
from roles.page import role_page
from roles.permissions import may_preview
from translations.languages import active_language

FACETS = {"stage": _("Stage"), "skill": _("Skill"), "tool": _("Tool")}


@page(params=BrowseForm.names)
def browse(request: HttpRequest) -> HttpResponse:
    """All published roles, narrowed by facets."""
    form = BrowseForm(request.GET)
    choice = Choice(**{name: form.chosen[name] for name in asdict(Choice())})
    browser = Browser(choice, active_language())
    found = browser.found()
    ticked = roles_ticked(form.chosen["compare"])
    in_sight = {role.slug for role in found.roles}
    for facet, slug in [*browser.unknown, *ticked.unknown]:
        form.ignore(facet, slug)
    if choice.text or not form.is_understood:
        prevent_caching(request)
    chosen = _typed(choice.text, found.total)
    chosen += [("family", option) for option in found.tree.chosen]
    chosen += [(name, option) for name, options in found.facets.items()
               for option in options if option.is_on]  # fmt: skip
    context = {
        "form": form,
        "choice": choice,
        "found": found,
        "compared": ticked.slugs,
        "compared_elsewhere": [role for role in ticked.roles if role.slug not in in_sight],
        "view": form.chosen["view"],
        "sorts": BrowseForm.SORTS,
        "views": BrowseForm.VIEWS,
        "facets": [
            (name, FACETS[name], options)
            for name, options in found.facets.items()
            if any(option.count or option.is_on for option in options)
        ],
        "chosen": chosen,
    }
    return render(request, "roles/browse.html", context)


def _typed(text: str, count: int) -> list[tuple[str, Option]]:
    """What was typed as a filter that is on."""
    return (
        [("text", Option(text, gettext("“%(text)s”") % {"text": text}, count, True))]
        if text
        else []
    )


@page(params=RolePageForm.names)
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """A role, in one language or two, a retired one too.

    A draft is shown to staff who may see it, and only then.
    """
    form = RolePageForm(request.GET)
    is_preview = bool(form.chosen["preview"]) and may_preview(request)
    found = find_role(slug)
    if found is None or not (found.has_page or is_preview):
        raise Http404
    if is_preview or not form.is_understood:
        prevent_caching(request)
    shown = role_page(found, active_language())
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {
        "page": shown,
        "role": found,
        "citations": shown.citations,
        "linked_data": occupation(found, address, active_language()),
        "second": form.second,
        "form": form,
        "is_preview": is_preview,
        "page_languages": found.page_languages,
    }
    response = render(request, "roles/role.html", context)
    return count_view(response, found.pk) if found.is_published and not is_preview else response
