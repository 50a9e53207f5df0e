"""Admin's pages of the checks: all with their counts, and the findings of one."""

from collections import Counter
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from core.checking import CheckResult, Finding, all_checks, current_result
from core.content_cache import pin_content_version
from translations.languages import native_name
from translations.mending import MayMend, count_for, found_objects, mending_of, mends_anything

PER_PAGE = 50


def list_checks(request: HttpRequest) -> HttpResponse:
    """Every check, with the number of findings that the person may mend."""
    may_mend = _mending(request)
    with pin_content_version():
        rows = [(check, count_for(current_result(name), may_mend))
                for name, check in all_checks().items()]  # fmt: skip
    context = admin.site.each_context(request) | {"title": _("Checks"), "rows": rows}
    return TemplateResponse(request, "admin/checks/list.html", context)


def show_check(request: HttpRequest, name: str) -> HttpResponse:
    """The findings of one check, page by page; `?language=` narrows them to texts in one."""
    may_mend = _mending(request)
    check = all_checks().get(name)
    if check is None:
        raise Http404
    with pin_content_version():
        result = current_result(name)
    counts = _counts_by_language(result, may_mend)
    language = request.GET.get("language", "")
    chosen = language if language in counts else None
    findings = _findings(result, may_mend, chosen)
    page = Paginator(findings, PER_PAGE).get_page(request.GET.get("p"))
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": check.title,
        "check": check,
        "count": counts.total() if chosen is None else counts[chosen],
        "listed": len(findings),
        "languages": [(code, native_name(code), counts[code]) for code in counts if code],
        "language": chosen or "",
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "rows": [
            (finding, native_name(finding.language) if finding.language else "", objects)
            for finding, objects in found_objects(page.object_list)
        ],
    }
    return TemplateResponse(request, "admin/checks/check.html", context)


def _mending(request: HttpRequest) -> MayMend:
    """What the person may mend. Who may mend nothing has no use for the pages."""
    may_mend = mending_of(cast(User, request.user))
    if not mends_anything(may_mend):
        raise PermissionDenied
    return may_mend


def _counts_by_language(result: CheckResult, may_mend: MayMend) -> Counter[str]:
    counts: Counter[str] = Counter()
    for scope, count in sorted(result.counts.items(), key=lambda item: item[0].language):
        if may_mend(scope):
            counts[scope.language] += count
    return counts


def _findings(result: CheckResult, may_mend: MayMend, language: str | None) -> list[Finding]:
    """The findings that are kept, of one language if it is given."""
    return [
        finding
        for scope, findings in result.findings.items()
        if may_mend(scope) and language in (None, scope.language)
        for finding in findings
    ]
