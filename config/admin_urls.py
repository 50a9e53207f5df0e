"""Addresses of admin's own pages, of what is loaded when somebody first asks for one of them."""

from django.contrib import admin

from core.lazy_views import load_admin

load_admin()
urlpatterns = admin.site.get_urls()
