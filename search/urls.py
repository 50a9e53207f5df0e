from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("suggest/", views.suggestions, name="suggest"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
