"""The template helper that links a page to its Markdown."""

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from api.markdown_urls import PAGES
from core.markup import EMPTY, html
from translations.addresses import query_suffix


@pass_context
def markdown_link(context: Context) -> Markup:
    """The link of a reference page to the same as Markdown."""
    request = context["request"]
    match = request.resolver_match
    if match is None or match.url_name not in PAGES:
        return EMPTY
    address = f"{request.path.removesuffix('/')}.md{query_suffix(request)}"
    return html('<link rel="alternate" type="text/markdown" href="{}">', address)
