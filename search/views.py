"""Search as readers see it: the page of results, and suggestions while one types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from pagecache.decorators import page, prevent_caching
from search.find import suggest
from search.forms import SearchForm, TextForm
from search.page import results_page
from search.start import examples
from search.suggestions import written
from translations.languages import active_language


@page(params=SearchForm.base_fields)
def results(request: HttpRequest) -> HttpResponse:
    """What was found for a text, or what one might search for."""
    form = SearchForm(request.GET)
    if form.chosen["q"]:
        context = results_page(form, active_language())
    else:
        context = {"found": None, "examples": examples(active_language())}
    # A text that finds nothing is counted each time that it is asked for, so it is not kept.
    if not form.is_understood or (context["found"] and context["found"].is_miss):
        prevent_caching(request)
    status = 400 if form.problem else 200
    return render(request, "search/search.html", context | {"form": form}, status=status)


@page(params=TextForm.base_fields)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Suggestions for what has been typed so far, for the script of the search form."""
    form = TextForm(request.GET)
    if not form.is_understood:
        prevent_caching(request)
    language = active_language()
    groups = suggest(form.chosen["q"], language) if form.chosen["q"] else ()
    number = sum(len(group.suggestions) for group in groups)
    found = ngettext("%(number)d suggestion", "%(number)d suggestions", number)
    answer = {
        "announcement": form.problem or found % {"number": number},
        "groups": [written(group) for group in groups],
    }
    return JsonResponse(answer, status=400 if form.problem else 200)


@page()
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may search here, in the language of the address."""
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", content_type=kind)
