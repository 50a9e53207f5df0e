from django.urls import path

from pagecache.decorators import page
from roles import feeds, views

urlpatterns = [
    path("roles/", views.browse, name="roles"),
    path("roles/<slug:slug>/", views.role, name="role"),
    path("feed/", page()(feeds.RoleFeed()), name="feed"),
]
