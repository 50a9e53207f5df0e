"""Adds the pages of tables, and links to all pages of files, to the admin of content."""

from core.admin import register_links, register_pages
from exchange import links
from exchange.tables import pages

register_pages(pages.make_pages)
register_links(pages.make_links)
register_links(links.make_links)
