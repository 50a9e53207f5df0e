from django.urls import path

from sources import views

urlpatterns = [path("sources/", views.sources, name="sources")]
