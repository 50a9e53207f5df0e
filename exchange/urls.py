"""Addresses of the pages for translation files, below admin's.

lxml and openpyxl are loaded when somebody uses a file.
"""

from django.contrib import admin
from django.urls import path

from exchange import views

urlpatterns = [
    path("", admin.site.admin_view(views.show_forms), name="exchange_texts"),
    path("export/", admin.site.admin_view(views.export_texts), name="export_texts"),
    path("import/", admin.site.admin_view(views.import_texts), name="import_texts"),
    path("import/confirm/", admin.site.admin_view(views.confirm_texts), name="confirm_texts"),
]
