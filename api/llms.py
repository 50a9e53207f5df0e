"""`/llms.txt`: where assistants begin (llmstxt.org). In English, as they read it."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pagecache.decorators import page

LISTS = {
    "roles.md": "roles, with titles in that language; narrowed by `?text=`, `?stage=`, `?skill=`",
    "skills.md": "skills",
    "tools.md": "tools by what they are for",
    "metrics.md": "metrics with their definitions",
    "careers.md": "positions on career ladders, and the moves from each",
    "compare.md": "two to four roles side by side: `?role=…&role=…`",
    "find.md": "roles that fit: `?skill=…&tool=…&role=…`; skills and tools by name: `?q=…`",
    "move.md": "what a move to another role takes: `?from=…&to=…`; roles by title: `?to_q=…`",
    "sources.md": "the sources of everything, with licences",
    "coverage.md": "how far everything is translated",
}
ABOUT = """
> Roles, the skills and tools they require, and the career moves between them.

Every page of a role, skill, tool, metric or position is also Markdown: put `.md` in place of the
last slash of its address, before the query if there is one. A text in another language than its
page is marked with that language.
Quote texts with their sources and the acknowledgements at the end of each page.
"""


@page()
def llms(request: HttpRequest) -> HttpResponse:
    """What is here, and how to read it."""
    site = request.build_absolute_uri("/").removesuffix("/")
    text = "\n".join(_lines(site)) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines(site: str) -> Iterator[str]:
    yield f"# {settings.SITE_NAME}"
    yield ABOUT.removesuffix("\n")
    for code, name in settings.LANGUAGES:
        yield f"\n## {name}\n"
        for path, about in LISTS.items():
            yield f"- [{path.removesuffix('.md')}]({site}/{code}/{path}): {about}"
    yield "\n## For programs\n"
    yield f"- [API]({site}/api/v1/openapi.json): everything as JSON, described by OpenAPI 3.1"
    yield f"- [Search]({site}/api/v1/search?q=lead&lang=en): with `lang=all` in all languages"
    yield f"- [How to use it]({site}/en/api/)"
    if settings.MCP:
        yield f"- MCP (streamable HTTP): {site}/mcp; tools: search, role, compare, move, find"
