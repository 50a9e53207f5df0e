from django.urls import path

from careers import views

urlpatterns = [
    path("careers/", views.careers, name="careers"),
    path("careers/<slug:slug>/", views.position, name="position"),
    path("find/", views.find, name="find"),
    path("move/", views.move, name="move"),
    path("compare/", views.compare, name="compare"),
]
