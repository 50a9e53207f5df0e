from django.urls import path

from careers import views

urlpatterns = [
    path("move/", views.move, name="move"),
]
