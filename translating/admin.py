"""Adds the page of translating to the admin of all that has texts."""

from core.admin import register_pages
from translating.pages import make_pages

register_pages(make_pages)
