"""How far the content is translated."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pagecache.decorators import page
from translations.coverage import coverage


@page()
def coverage_page(request: HttpRequest) -> HttpResponse:
    """What is translated into which language, kind by kind."""
    return render(request, "translations/coverage.html", {"coverage": coverage()})
