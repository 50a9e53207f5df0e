from django.urls import path

from roles import feeds, views
from translations.pages import page

urlpatterns = [
    path("roles/", views.browse, name="roles"),
    path("roles/<slug:slug>/", views.role, name="role"),
    path("feed/", page()(feeds.Newest()), name="feed"),
]
