"""The page of all sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pagecache.decorators import page
from sources.models import Source
from sources.references import references


@page()
def sources(request: HttpRequest) -> HttpResponse:
    """All sources that readers may know of, each data set once with its lists."""
    sources = Source.visible().order_by("language", "title")
    return render(request, "sources/sources.html", {"references": references(sources)})
