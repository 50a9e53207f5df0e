"""Addresses of the pages for translation files, below admin's.

lxml and openpyxl are loaded when somebody uses a file.
"""

from django.urls import path

from core.lazy_views import lazy_admin_view

urlpatterns = [
    path("", lazy_admin_view("exchange.views.show_forms"), name="exchange_texts"),
    path("export/", lazy_admin_view("exchange.views.export_texts"), name="export_texts"),
    path("import/", lazy_admin_view("exchange.views.import_texts"), name="import_texts"),
    path("import/confirm/", lazy_admin_view("exchange.views.confirm_texts"), name="confirm_texts"),
]
