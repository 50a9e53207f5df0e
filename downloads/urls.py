"""Addresses of files: that of the page, with the format in place of its last slash."""

from django.urls import path, register_converter

from downloads import views
from downloads.writers import FORMATS


class FormatConverter:
    """The name of a format of files."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "format")

urlpatterns = [
    path("download/", views.download, name="download"),
    path("download.zip", views.archive, name="download-file"),
    path("roles.<format:file_format>", views.roles),
    path("roles/<slug:slug>.<format:file_format>", views.role, name="role-file"),
    path("skills.<format:file_format>", views.skills),
    path("tools.<format:file_format>", views.tools),
    path("metrics.<format:file_format>", views.metrics),
    path("compare.<format:file_format>", views.compare, name="compare-file"),
    path("find.<format:file_format>", views.find),
    path("move.<format:file_format>", views.move),
]
