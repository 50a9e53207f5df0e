"""Where the content comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pagecache.decorators import page
from sources.models import Source
from sources.references import references


@page()
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, a data set once with its lists."""
    found = references(Source.objects.order_by("language", "title"))
    return render(request, "sources/sources.html", {"references": found})
