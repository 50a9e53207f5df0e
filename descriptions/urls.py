from django.urls import path

from descriptions import views

urlpatterns = [
    path("descriptions/", views.start, name="descriptions"),
    path("roles/<slug:slug>/description/", views.description, name="description"),
    path("compare/description/", views.mixed, name="mixed-description"),
]
