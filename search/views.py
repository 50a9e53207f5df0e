"""The page of results, suggestions as JSON, and the OpenSearch description."""

from django.db import router
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from pagecache.decorators import page, prevent_caching
from search.building import has_pending_changes
from search.find import suggest
from search.forms import SearchForm, TextForm
from search.models import Passage
from search.page import results_context
from search.start import examples
from search.suggestions import group_json
from translations.languages import active_language


@page(params=SearchForm.base_fields)
def results(request: HttpRequest) -> HttpResponse:
    """The results for a text; without a text, examples of what to search for."""
    form = SearchForm(request.GET)
    is_stale = may_be_stale(form.chosen["q"])
    if form.chosen["q"]:
        context = results_context(form, active_language())
    else:
        context = {"found": None, "examples": examples(active_language())}
    found = context["found"]
    # Not cached: a miss is counted each time it is requested.
    if is_stale or not form.is_understood or (found and (found.is_miss or found.is_provisional)):
        prevent_caching(request)
    status = 400 if form.problem else 200
    return render(request, "search/search.html", context | {"form": form}, status=status)


@page(params=TextForm.base_fields)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Suggestions for what has been typed so far, for the script of the search form."""
    form = TextForm(request.GET)
    if not form.is_understood or may_be_stale(form.chosen["q"]):
        prevent_caching(request)
    language = active_language()
    groups = suggest(form.chosen["q"], language) if form.chosen["q"] else ()
    number = sum(len(group.suggestions) for group in groups)
    announcement = ngettext("%(number)d suggestion", "%(number)d suggestions", number)
    data = {
        "announcement": form.problem or announcement % {"number": number},
        "groups": [group_json(group) for group in groups],
    }
    return JsonResponse(data, status=400 if form.problem else 200)


def may_be_stale(text: str) -> bool:
    """Whether a search finds what was there before a change that is not indexed yet.

    Asked before the search, since the change may be indexed while that runs. Pages made meanwhile
    are not cached, so indexing need not raise the content version once more.
    """
    return bool(text) and has_pending_changes(router.db_for_read(Passage))


@page()
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may search the site, in the language of the address."""
    content_type = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", content_type=content_type)
