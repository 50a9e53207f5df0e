"""Where the content comes from."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sources.models import Source
from translations.pages import page


@page()
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, with the number of texts that each backs."""
    found = Source.objects.annotate(cited=Count("citations")).order_by("language", "title")
    return render(request, "sources/sources.html", {"sources": found})
