from django.urls import path

from translations import views

urlpatterns = [path("coverage/", views.coverage_page, name="coverage")]
